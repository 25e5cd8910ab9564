using System.Text.Json;
using Designer.Client.Flows;
using Xunit;

namespace Client.Tests.FlowList;

public sealed class FlowCopyTests
{
    [Fact]
    public void A_copy_keeps_everything_but_what_makes_it_the_original()
    {
        var definition = JsonSerializer.Deserialize<JsonElement>("""{"id":"v1","definitionId":"win-back","version":4,"isPublished":true,"isLatest":true,"name":"Win back","root":{"id":"r"},"custom":{"x":1}}""");
        Assert.Equal("""{"name":"Copy","root":{"id":"r"},"custom":{"x":1}}""", FlowCopy.Of(definition, "Copy").GetRawText());
    }

    [Fact]
    public void An_empty_flow_has_an_empty_flowchart_as_its_root() =>
        Assert.Equal(("Elsa.Flowchart", 0), (FlowCopy.Empty("New").GetProperty("root").GetProperty("type").GetString(), FlowCopy.Empty("New").GetProperty("root").GetProperty("activities").GetArrayLength()));
}
