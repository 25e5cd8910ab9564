namespace Designer.Client.Security;

/// <summary>Names the text resources of this folder: SecurityTexts.resx (English) and SecurityTexts.zh-CN.resx.</summary>
public sealed class SecurityTexts;
