using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Activities;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Designer.Server.Flows;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Workflows.Elsa;
using Workflows.Validation;
using Xunit;

namespace Server.Tests.Flows;

public sealed class GalleryTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    public static TheoryData<string> Samples => [.. Gallery.Samples.Select(s => s.Id)];

    [Fact]
    public async Task Shows_every_file_of_the_folder_with_a_name_and_a_sentence_in_both_languages()
    {
        var files = Directory.GetFiles(SharedData.Repository("workflows"), "*.json").Select(Path.GetFileNameWithoutExtension).Order();
        var english = await GetAsync("en");
        var chinese = await GetAsync("zh-CN");
        Assert.Equal(files, english.Select(f => f.Id).Order());
        Assert.InRange(english.Count, 6, 20);
        Assert.Equal("win-back", english[0].Id);
        Assert.Equal("Win back customers at risk", english[0].Name);
        Assert.All(english, f => Assert.EndsWith(".", f.Description, StringComparison.Ordinal));
        Assert.All(chinese, f => Assert.EndsWith("。", f.Description, StringComparison.Ordinal));
        Assert.All(english.Zip(chinese), pair => Assert.NotEqual(pair.First.Name, pair.Second.Name));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_has_no_problem_that_keeps_it_from_running(string id)
    {
        var definition = Gallery.Samples.Single(s => s.Id == id).Definition;
        var problems = await server.Services.GetRequiredService<FlowProblems>().OfAsync(definition, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(problems, p => p.Severity >= Severity.Warning);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_written_as_it_stands_in_its_file(string id)
    {
        var file = File.ReadAllText(SharedData.Repository($"workflows/{id}.json"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(file), JsonNode.Parse(ElsaJson.Write(ElsaJson.Read(file)))), $"workflows/{id}.json is not canonical; it should read:\n{ElsaJson.Write(ElsaJson.Read(file))}");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_drawn_with_room_between_its_steps(string id)
    {
        var places = Gallery.Samples.Single(s => s.Id == id).Definition.Root.Container!.Activities.Select(a => a.Metadata["designer"].GetProperty("position")).Select(p => (X: p.GetProperty("x").GetDouble(), Y: p.GetProperty("y").GetDouble())).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(Math.Abs(places[i].X - places[j].X) >= 220 || Math.Abs(places[i].Y - places[j].Y) >= 100, $"Steps {j} and {i} of {id} overlap.");
        }
    }

    [Fact]
    public void Together_the_samples_use_every_marketing_activity()
    {
        var used = Gallery.Samples.SelectMany(s => s.Definition.Root.Container!.Activities).Select(a => a.Type).ToHashSet();
        Assert.All(ActivityCatalog.Discover().Descriptors.Select(d => d.Type).Where(t => t.StartsWith("Marketing.", StringComparison.Ordinal)), type => Assert.Contains(type, used));
    }

    private async Task<IReadOnlyList<GalleryFlow>> GetAsync(string language) =>
        (await server.Http.GetFromJsonAsync<IReadOnlyList<GalleryFlow>>($"api/gallery?language={language}", ContractJson.Options, TestContext.Current.CancellationToken))!;
}
