namespace Designer.Client.FlowDesigner;

/// <summary>Names the resource file with the activities' titles in other languages; the English ones are in the descriptors.</summary>
public sealed class ActivityTexts;
