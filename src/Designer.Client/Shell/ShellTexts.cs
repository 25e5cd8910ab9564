namespace Designer.Client.Shell;

/// <summary>Names the text resources of this folder: ShellTexts.resx (English) and ShellTexts.zh-CN.resx.</summary>
public sealed class ShellTexts;
