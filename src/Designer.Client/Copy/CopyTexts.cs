namespace Designer.Client.Copy;

/// <summary>Names the text resources of this folder: CopyTexts.resx (English) and CopyTexts.zh-CN.resx.</summary>
public sealed class CopyTexts;
