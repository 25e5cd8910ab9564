namespace Designer.Client.Flows;

/// <summary>Names the text resources of this folder: FlowsTexts.resx (English) and FlowsTexts.zh-CN.resx.</summary>
public sealed class FlowsTexts;
