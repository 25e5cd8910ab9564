namespace Designer.Server.Elsa;

/// <summary>The version of Elsa whose interface and format are answered here, for clients that ask before they speak.</summary>
internal static class ElsaVersion
{
    public const string Package = "3.7.1";
    public const string Tool = "3.7.1.0";
}
