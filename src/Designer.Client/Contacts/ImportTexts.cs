namespace Designer.Client.Contacts;

/// <summary>Names the text resources of this folder: ImportTexts.resx (English) and ImportTexts.zh-CN.resx.</summary>
public sealed class ImportTexts;
