namespace Designer.Client.Contacts;

/// <summary>Names the text resources of this folder: ContactsTexts.resx (English) and ContactsTexts.zh-CN.resx.</summary>
public sealed class ContactsTexts;
