using MudBlazor;

namespace Designer.Client.Shell;

/// <summary>The one visual language: MudBlazor's palette set to the colours of css/shell.css, text at least 4.5:1 on every surface it is used on.</summary>
public static class DesignerTheme
{
    private static readonly string[] Family = ["Inter", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2355d9", PrimaryContrastText = "#ffffff", Secondary = "#525b69", Tertiary = "#0f7350",
            Info = "#0b62a8", Success = "#0f7350", Warning = "#8a5200", Error = "#bd2437", Dark = "#1a1f29",
            Background = "#f5f6f8", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1a1f29", DrawerBackground = "#ffffff",
            TextPrimary = "#1a1f29", TextSecondary = "#525b69", TextDisabled = "#8a94a3", ActionDefault = "#525b69", ActionDisabled = "#a4adba", ActionDisabledBackground = "#eef0f3",
            LinesDefault = "#dfe3e8", LinesInputs = "#8a94a3", TableLines = "#dfe3e8", Divider = "#dfe3e8", OverlayDark = "rgba(26,31,41,.45)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8aa8ff", PrimaryContrastText = "#11141a", Secondary = "#a9b2c0", Tertiary = "#56c898",
            Info = "#7cbcf5", InfoContrastText = "#11141a", Success = "#56c898", SuccessContrastText = "#11141a", Warning = "#f0b75f", WarningContrastText = "#11141a", Error = "#ff8b93", ErrorContrastText = "#11141a", Dark = "#212631",
            Background = "#11141a", Surface = "#191d25", AppbarBackground = "#191d25", AppbarText = "#e6e9ef", DrawerBackground = "#191d25",
            TextPrimary = "#e6e9ef", TextSecondary = "#a9b2c0", TextDisabled = "#6f7a8a", ActionDefault = "#a9b2c0", ActionDisabled = "#5a6473", ActionDisabledBackground = "#212631",
            LinesDefault = "#2c333f", LinesInputs = "#6f7a8a", TableLines = "#2c333f", Divider = "#2c333f", OverlayDark = "rgba(0,0,0,.6)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Family, FontSize = "14px", LineHeight = "20px", LetterSpacing = "0" },
            H4 = new H4Typography { FontFamily = Family, FontSize = "24px", LineHeight = "32px", FontWeight = "650", LetterSpacing = "-.012em" },
            H5 = new H5Typography { FontFamily = Family, FontSize = "20px", LineHeight = "28px", FontWeight = "650", LetterSpacing = "-.012em" },
            H6 = new H6Typography { FontFamily = Family, FontSize = "16px", LineHeight = "24px", FontWeight = "600", LetterSpacing = "-.01em" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Family, FontSize = "14px", LineHeight = "20px", FontWeight = "600", LetterSpacing = "0" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Family, FontSize = "12px", LineHeight = "16px", FontWeight = "600", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Family, FontSize = "14px", LineHeight = "20px", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Family, FontSize = "13px", LineHeight = "18px", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Family, FontSize = "14px", LineHeight = "20px", FontWeight = "550", LetterSpacing = "0", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Family, FontSize = "12px", LineHeight = "16px", LetterSpacing = "0" },
        },
    };
}
