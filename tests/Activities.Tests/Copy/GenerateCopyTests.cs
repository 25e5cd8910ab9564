using System.Text.Json;
using Activities.Copy;
using Activities.Runs;
using Workflows.Descriptors;
using Xunit;

namespace Activities.Tests.Copy;

public sealed class GenerateCopyTests
{
    private readonly RecordingModel model = new();

    [Fact]
    public async Task Writes_each_language_once_and_passes_everyone_on()
    {
        var context = new FakeActivityContext(1, 2, 3);
        var outputs = await new GenerateCopy(new CopyModels([model])).ExecuteAsync(
            new GenerateCopy.Inputs { Product = " Night Trains ", Offer = "20% off", Audience = CopyAudience.AtRisk, Tone = CopyTone.Warm, Category = CopyCategory.Books, Variants = 2 }, context, CancellationToken.None);

        Assert.Equal(["en", "zh"], model.Briefs.Select(b => b.Language));
        Assert.All(model.Briefs, b => Assert.Equal(("campaign", "books", "at_risk", "warm", 2), (b.Kind, b.Category, b.Audience, b.Tone, b.Variants)));
        Assert.Equal(["contact.first_name", "product.name", "offer"], model.Briefs[0].Fields);
        Assert.Equal(new Dictionary<string, string> { ["product.name"] = "Night Trains", ["offer"] = "20% off" }, outputs.Result.Values);
        Assert.Equal("recording", outputs.Result.Model);
        Assert.Equal([1, 2, 3], context.LeftBy("Done"));
        Assert.True(context.IsComplete);
    }

    [Fact]
    public async Task A_retry_of_the_same_visit_asks_for_the_same_texts_and_the_next_visit_for_others()
    {
        var activity = new GenerateCopy(new CopyModels([model]));
        foreach (var visit in new[] { 0, 0, 1 })
            await activity.ExecuteAsync(new GenerateCopy.Inputs { Languages = CopyLanguages.English }, new FakeActivityContext(1) { VisitNumber = visit }, CancellationToken.None);

        Assert.Equal(model.Briefs[0], model.Briefs[1] with { Fields = model.Briefs[0].Fields });
        Assert.NotEqual(model.Briefs[0].Seed, model.Briefs[2].Seed);
    }

    [Theory]
    [InlineData("Slow Morning Espresso", "coffee")]
    [InlineData("云朵羊毛围巾", "fashion")]
    [InlineData("Catalogue of everything", "general")]
    [InlineData(null, "general")]
    public async Task Guesses_the_category_from_the_product(string? product, string category)
    {
        await new GenerateCopy(new CopyModels([model])).ExecuteAsync(new GenerateCopy.Inputs { Product = product }, new FakeActivityContext(1), CancellationToken.None);
        Assert.Equal(category, model.Briefs[0].Category);
    }

    [Fact]
    public async Task A_model_that_is_not_installed_is_a_fault_that_no_retry_mends()
    {
        var context = new FakeActivityContext(1);
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() =>
            new GenerateCopy(new CopyModels([model])).ExecuteAsync(new GenerateCopy.Inputs { Model = "gpt-9" }, context, CancellationToken.None));

        Assert.Equal("There is no copy model named 'gpt-9'. Installed: recording.", fault.Message);
        Assert.False(fault.CanRetry);
        Assert.Empty(context.Left);
    }

    [Fact]
    public void Every_choice_of_the_inspector_is_a_word_of_the_model()
    {
        var inputs = DescriptorReader.Read(typeof(GenerateCopy)).Inputs.ToDictionary(i => i.Name);
        Assert.Equal(["Automatic", .. Names(CopyVocabulary.Categories)], inputs["category"].Choices);
        Assert.Equal(Names(CopyVocabulary.Audiences), inputs["audience"].Choices);
        Assert.Equal(Names(CopyVocabulary.Tones), inputs["tone"].Choices);
    }

    [Fact]
    public async Task What_it_leaves_in_a_variable_reads_back_as_a_copy_set()
    {
        var outputs = await new GenerateCopy(new CopyModels([model])).ExecuteAsync(new GenerateCopy.Inputs { Offer = "8 折" }, new FakeActivityContext(1), CancellationToken.None);
        var read = JsonSerializer.SerializeToElement(outputs, InputJson.Options).GetProperty("result").Deserialize<CopySet>(InputJson.Options)!;
        Assert.Equal("Subject en", read.For("en")!.Subject);
        Assert.Equal("Subject zh", read.For("zh-CN")!.Subject);
        Assert.Equal("8 折", read.Values["offer"]);
    }

    private static IEnumerable<string> Names(IEnumerable<string> words) => words.Select(w => string.Concat(w.Split('_').Select(p => char.ToUpperInvariant(p[0]) + p[1..])));

    private sealed class RecordingModel : ICopyModel
    {
        public List<CopyBrief> Briefs { get; } = [];

        public string Name => "recording";

        public CopyCard Card => throw new NotSupportedException("No test of the activity reads a card.");

        public Task<IReadOnlyList<CopyVariant>> WriteAsync(CopyBrief brief, CancellationToken cancellationToken)
        {
            Briefs.Add(brief);
            return Task.FromResult<IReadOnlyList<CopyVariant>>([.. Enumerable.Range(0, brief.Variants).Select(v => new CopyVariant(brief.Language, v, $"Subject {brief.Language}", "", "Body", "Post"))]);
        }
    }
}
