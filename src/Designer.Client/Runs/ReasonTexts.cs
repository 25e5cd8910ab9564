namespace Designer.Client.Runs;

/// <summary>Names the text resources of this folder: ReasonTexts.resx (English) and ReasonTexts.zh-CN.resx.</summary>
public sealed class ReasonTexts;
