namespace Designer.Client.Settings;

/// <summary>Names the text resources of this folder: SettingsTexts.resx (English) and SettingsTexts.zh-CN.resx.</summary>
public sealed class SettingsTexts;
