namespace Designer.Client.Schedules;

/// <summary>Names the text resources of this folder: SchedulesTexts.resx (English) and SchedulesTexts.zh-CN.resx.</summary>
public sealed class SchedulesTexts;
