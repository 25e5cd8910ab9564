namespace Designer.Server.Expressions;

/// <summary>The configuration section "Expressions": what a script or a template of a flow's author may use of this machine.</summary>
public sealed class ExpressionOptions
{
    public const string Section = "Expressions";

    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(5);
    public int MemoryMegabytes { get; set; } = 32;
    public int Statements { get; set; } = 100_000;

    /// <summary>The longest text that one rendering may give.</summary>
    public int RenderedCharacters { get; set; } = 2_000_000;
}
