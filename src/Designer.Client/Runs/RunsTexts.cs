namespace Designer.Client.Runs;

/// <summary>Names the text resources of this folder: RunsTexts.resx (English) and RunsTexts.zh-CN.resx.</summary>
public sealed class RunsTexts;
