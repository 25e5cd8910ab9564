using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Testing;

namespace Architecture.Tests;

/// <summary>Writes THIRD-PARTY-NOTICES.md from what the last restore resolved for the server and the client: name, version, licence and copyright as each package states them.</summary>
public static class ThirdPartyNotices
{
    public const string FileName = "THIRD-PARTY-NOTICES.md";

    private static readonly string[] Shipped = ["Designer.Server", "Designer.Client"];

    /// <summary>Tools of the build, or parts of the .NET runtime whose patch follows the SDK of the machine; the runtime is named once by hand.</summary>
    private static readonly string[] NotShipped =
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.NET.ILLink.Tasks", "Microsoft.NET.Sdk.WebAssembly.Pack", "Microsoft.AspNetCore.App.Internal.Assets", "Microsoft.AspNetCore.Components.Analyzers"];

    public static string Generate()
    {
        var text = new StringBuilder("""
            # Third-party notices

            Generated from the restored packages by `./notices.sh`; a test fails when it is not current. Do not edit.

            Beside the packages below a published folder carries parts of the .NET runtime and ASP.NET Core (MIT, Copyright (c) .NET Foundation and Contributors,
            https://github.com/dotnet/dotnet) and the typeface Inter (SIL Open Font License 1.1, `src/Designer.Client/wwwroot/fonts/OFL.txt`).

            | package | version | licence | copyright | project |
            |---|---|---|---|---|

            """);
        var packages = Shipped.SelectMany(Packages).DistinctBy(package => package.Name).OrderBy(package => package.Name, StringComparer.Ordinal).ToList();
        foreach (var package in packages)
            text.Append(CultureInfo.InvariantCulture, $"| {package.Name} | {package.Version} | {package.Licence} | {package.Copyright} | {package.Project} |\n");
        foreach (var (spdx, about) in Texts)
            text.Append(CultureInfo.InvariantCulture, $"\n## {spdx}\n\n{about}\n");
        foreach (var own in packages.Where(package => package.LicenceText is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n## Licence of {own.Name}\n\n```\n{own.LicenceText}\n```\n");
        return text.ToString();
    }

    private static readonly (string Spdx, string About)[] Texts =
    [
        ("MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: the above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."),
        ("BSD-2-Clause and BSD-3-Clause", "Redistribution and use in source and binary forms, with or without modification, are permitted provided that redistributions of source code retain the copyright notice, this list of conditions and the following disclaimer, and that redistributions in binary form reproduce them in the documentation or other materials; under BSD-3-Clause neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from the software without specific prior written permission. THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS \"AS IS\" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."),
        ("Apache-2.0", "The full text is at https://www.apache.org/licenses/LICENSE-2.0. CsvHelper is used under Apache-2.0."),
        ("MPL-1.1", "The full text is at https://www.mozilla.org/MPL/1.1/. UTF.Unknown is used unchanged; its source is at the project's address above."),
    ];

    private static IEnumerable<Package> Packages(string project)
    {
        var path = SharedData.Repository($"src/{project}/obj/project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(path));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        foreach (var library in assets.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
        {
            var folder = folders.Select(root => Path.Combine(root, library.Value.GetProperty("path").GetString()!)).First(Directory.Exists);
            if (Read(folder) is { } package && !NotShipped.Contains(package.Name))
                yield return package;
        }
    }

    private static Package Read(string folder)
    {
        var metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Descendants().First(element => element.Name.LocalName == "metadata");
        XElement? Element(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name);
        string Value(string name) => Element(name)?.Value.Trim().ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal) ?? "";
        var licence = Element("license") ?? throw new InvalidDataException($"The package in {folder} states no licence: read it, and say here what it is.");
        var isFile = licence.Attribute("type")?.Value == "file";
        var copyright = Value("copyright") is { Length: > 0 } stated ? stated : Value("authors");
        return new Package(Value("id"), Value("version"), isFile ? "own, below" : licence.Value, copyright, Value("projectUrl"), isFile ? File.ReadAllText(Path.Combine(folder, licence.Value)).ReplaceLineEndings("\n").Trim() : null);
    }

    private sealed record Package(string Name, string Version, string Licence, string Copyright, string Project, string? LicenceText);
}
