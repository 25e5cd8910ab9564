namespace Designer.Client.FlowDesigner.Values;

/// <summary>Names the text resources of this folder: ValuesTexts.resx (English) and ValuesTexts.zh-CN.resx.</summary>
public sealed class ValuesTexts;
