namespace Designer.Client.Messages;

/// <summary>Names the text resources of this folder: MessagesTexts.resx (English) and MessagesTexts.zh-CN.resx.</summary>
public sealed class MessagesTexts;
