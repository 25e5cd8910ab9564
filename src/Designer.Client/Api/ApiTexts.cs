namespace Designer.Client.Api;

/// <summary>Names the text resources of this folder: ApiTexts.resx (English) and ApiTexts.zh-CN.resx.</summary>
public sealed class ApiTexts;
