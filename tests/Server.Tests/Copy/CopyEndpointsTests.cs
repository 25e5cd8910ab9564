using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Copy;
using Xunit;

namespace Server.Tests.Copy;

public sealed class CopyEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private static readonly CopyRequest Request = new("campaign", "en", "Slow Morning Espresso", "at_risk", "warm", "20% off", 2) { Deadline = "Sunday", Seed = 5 };

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Writes_variants_with_merge_fields_and_gives_their_values_back(string language)
    {
        var response = await WriteAsync(Request with { Language = language });
        var copy = (await response.Content.ReadFromJsonAsync<CopyResponse>(ContractJson.Options, Stop))!;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("embedded", "coffee", 2), (copy.Model, copy.Category, copy.Variants.Count));
        Assert.Equal("Slow Morning Espresso", copy.Values["product.name"]);
        Assert.All(copy.Variants, v =>
        {
            Assert.Equal(language, v.Language);
            Assert.Contains("{{ offer }}", v.Body, StringComparison.Ordinal);
            Assert.Contains("{{ deadline }}", v.Post, StringComparison.Ordinal);
            Assert.DoesNotContain("Espresso", v.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("20", v.Subject + v.Preheader + v.Body + v.Post, StringComparison.Ordinal);
        });
        Assert.NotEqual(copy.Variants[0].Body, copy.Variants[1].Body);
    }

    [Fact]
    public async Task The_same_request_writes_the_same_texts() =>
        Assert.Equal(await (await WriteAsync(Request)).Content.ReadAsStringAsync(Stop), await (await WriteAsync(Request)).Content.ReadAsStringAsync(Stop));

    [Theory]
    [InlineData("tone", "sarcastic", "The embedded model does not know the tone 'sarcastic'. It knows: friendly, warm, playful, formal, urgent.")]
    [InlineData("language", "fr", "The embedded model does not know the language 'fr'. It knows: en, zh.")]
    [InlineData("model", "gpt", "There is no copy model named 'gpt'. Installed: embedded.")]
    [InlineData("variants", "99", "99 variants were asked for; between 1 and 10 can be written at once.")]
    public async Task A_brief_that_cannot_be_written_is_refused_with_what_can(string what, string value, string sentence)
    {
        var response = await WriteAsync(what switch
        {
            "tone" => Request with { Tone = value },
            "language" => Request with { Language = value },
            "model" => Request with { Model = value },
            _ => Request with { Variants = 99 },
        });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(sentence, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_offer_of_a_whole_page_is_refused()
    {
        var response = await WriteAsync(Request with { Offer = new string('x', 201) });
        Assert.Equal("The offer has 201 characters; at most 200 are allowed.", (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_model_card_says_plainly_what_the_model_is_and_is_not()
    {
        var cards = (await server.Http.GetFromJsonAsync<IReadOnlyList<CopyModelCard>>("/api/models/copy", ContractJson.Options, Stop))!;
        var card = Assert.Single(cards);
        Assert.Equal("embedded", card.Name);
        Assert.Contains("Only on", card.TrainedOn, StringComparison.Ordinal);
        Assert.Contains("knows nothing about the world", card.Limits, StringComparison.Ordinal);
        Assert.Contains("passedAllChecksAtFirst", card.Evaluation.Keys);
    }

    [Theory]
    [InlineData("POST", "/api/copy")]
    [InlineData("GET", "/api/models/copy")]
    public async Task A_stranger_is_turned_away(string method, string route)
    {
        using var stranger = server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), route) { Content = method == "POST" ? JsonContent.Create(Request, options: ContractJson.Options) : null };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SendAsync(request, Stop)).StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> WriteAsync(CopyRequest request) => server.Http.PostAsJsonAsync("/api/copy", request, ContractJson.Options, Stop);
}
