namespace Designer.Client.FlowDesigner.Views;

/// <summary>Names the resource files of other views of a flow: as JSON, as a picture, step by step in a search.</summary>
public sealed class ViewsTexts;
