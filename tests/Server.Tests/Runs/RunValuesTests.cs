using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

public sealed class RunValuesTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private static readonly WorkflowDefinition Flow = (new TestFlow("figures").Variable("total", "Int32", "1")
        .Step("s", "Elsa.Start").Step("o", "Elsa.SetOutput", ("outputName", "Mailed"), ("outputValue", "=getInput('Limit') + 1"))
        .Line("s", "Done", "o").Build() with
    {
        Inputs = [new Argument("Limit", "Int32", "Most people"), new Argument("Campaign", "String"), new Argument("Late", "Boolean")],
        Outputs = [new Argument("Mailed", "Int32", Description: "How many got it")],
    }).WithDefault("Limit", JsonSerializer.SerializeToElement(41)).WithDescription("var-total", "People so far");

    [Fact]
    public async Task A_run_shows_what_it_was_given_what_it_remembers_and_what_it_gave_out()
    {
        await ImportAsync();
        var run = await server.RunAsync("figures", new StartRunRequest(Inputs: JsonSerializer.SerializeToElement(new { Campaign = "May", extra = 1, Late = "true" })));
        await server.FinishedAsync(run.Id);
        var values = await server.Http.GetFromJsonAsync<RunValues>($"/api/runs/{run.Id}/values", ContractJson.Options, Token);
        Assert.Equal([("Limit", "41"), ("Campaign", "\"May\""), ("Late", "true"), ("extra", "1")], values!.Inputs.Select(v => (v.Name, v.Value!.Value.GetRawText())));
        Assert.Equal([("total", "Int32", "People so far", "1")], values.Variables.Select(v => (v.Name, v.Type, v.Description, v.Value!.Value.GetRawText())));
        Assert.Equal([("Mailed", "How many got it", "42")], values.Outputs.Select(v => (v.Name, v.Description, v.Value!.Value.GetRawText())));
    }

    [Fact]
    public async Task What_is_typed_as_text_becomes_its_type_and_what_is_left_empty_the_default()
    {
        await ImportAsync();
        var run = await server.RunAsync("figures", new StartRunRequest(Inputs: JsonSerializer.SerializeToElement(new { Limit = "7", Late = "" })));
        await server.FinishedAsync(run.Id);
        var values = await server.Http.GetFromJsonAsync<RunValues>($"/api/runs/{run.Id}/values", ContractJson.Options, Token);
        Assert.Equal(("7", "8"), (values!.Inputs[0].Value!.Value.GetRawText(), values.Outputs[0].Value!.Value.GetRawText()));
    }

    [Theory]
    [InlineData("""{"Limit":"many"}""", "'Most people' must be of the type Int32; \"many\" is not")]
    [InlineData("""{"Late":{"a":1}}""", "'Late' must be of the type Boolean")]
    public async Task What_does_not_fit_its_type_is_refused_and_nothing_runs(string inputs, string sentence)
    {
        await ImportAsync();
        using var answer = await server.Http.PostAsJsonAsync("/api/workflows/figures/runs", new StartRunRequest(Inputs: JsonElement.Parse(inputs)), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("run.input_type", problem.GetProperty("code").GetString());
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_run_has_no_values()
    {
        using var answer = await server.Http.GetAsync("/api/runs/nobody/values", Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task ImportAsync()
    {
        using var saved = await server.Http.PostAsync("/api/workflows/import", new StringContent(ElsaJson.Write(Flow), null, "application/json"), Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
    }
}
