namespace Designer.Client.FlowDesigner.History;

/// <summary>Names the text resources of this folder: HistoryTexts.resx (English) and HistoryTexts.zh-CN.resx.</summary>
public sealed class HistoryTexts;
