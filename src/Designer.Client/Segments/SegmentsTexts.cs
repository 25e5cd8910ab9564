namespace Designer.Client.Segments;

/// <summary>Names the text resources of this folder: SegmentsTexts.resx (English) and SegmentsTexts.zh-CN.resx.</summary>
public sealed class SegmentsTexts;
