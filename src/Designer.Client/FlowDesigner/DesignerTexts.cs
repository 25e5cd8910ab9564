namespace Designer.Client.FlowDesigner;

/// <summary>Names the designer's resource files.</summary>
public sealed class DesignerTexts;
