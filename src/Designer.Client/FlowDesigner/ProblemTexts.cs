namespace Designer.Client.FlowDesigner;

/// <summary>Names ProblemTexts.resx and its Chinese twin: the validator's sentences by their codes; a test holds them to the validator's list.</summary>
public sealed class ProblemTexts;
