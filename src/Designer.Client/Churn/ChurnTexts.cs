namespace Designer.Client.Churn;

/// <summary>Names the text resources of this folder: ChurnTexts.resx (English) and ChurnTexts.zh-CN.resx.</summary>
public sealed class ChurnTexts;
