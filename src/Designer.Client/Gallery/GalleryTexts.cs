namespace Designer.Client.Gallery;

/// <summary>Names the text resources of this folder: GalleryTexts.resx (English) and GalleryTexts.zh-CN.resx.</summary>
public sealed class GalleryTexts;
