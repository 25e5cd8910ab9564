namespace Designer.Client.Posts;

/// <summary>Names the text resources of this folder: PostsTexts.resx (English) and PostsTexts.zh-CN.resx.</summary>
public sealed class PostsTexts;
