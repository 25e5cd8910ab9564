using System.Text.Json;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Elsa;

/// <summary>The probes that real Elsa 3.7.1 was given, as files: what it took we take, and what we write it would take (elsa-format.md 1.9). How they run: Server.Tests.</summary>
public sealed class ElsaProbeFilesTests
{
    private static readonly JsonElement Expected = JsonDocument.Parse(ElsaFiles.Read("elsa-conformance/expected.counter.json")).RootElement.GetProperty("cases");

    public static TheoryData<string> Accepted => [.. Cases(accepted: true)];

    public static TheoryData<string> Rejected => [.. Cases(accepted: false)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_elsa_takes_is_read_and_what_is_written_elsa_would_take(string file) =>
        ElsaChecklist.Check(ElsaJson.WriteElement(ElsaJson.Read(ElsaFiles.Read($"elsa-conformance/cases/{file}"))));

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_elsa_rejects_is_refused_with_a_place_or_mended(string file)
    {
        var json = ElsaFiles.Read($"elsa-conformance/cases/{file}");
        var isMended = true;
        try
        {
            ElsaChecklist.Check(ElsaJson.WriteElement(ElsaJson.Read(json)));
        }
        catch (ElsaJsonException e)
        {
            isMended = false;
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(MendedHere.Contains(file), isMended);
    }

    private static readonly string[] MendedHere =
    [
        "a021-toolVersion-3.json", "a022-toolVersion-text.json", "a042-var-no-type.json", "a044-var-value-number.json", "a046-var-value-object.json", 
        "a074-act-custom-null.json", "a134-out-no-memref.json", "a136-out-memref-null.json", "b044-delay-72h.json", "b046-delay-30d.json",
    ];

    private static IEnumerable<string> Cases(bool accepted) => Expected.EnumerateObject().Where(c => c.Value.GetProperty("accepted").GetBoolean() == accepted).Select(c => c.Name);
}
