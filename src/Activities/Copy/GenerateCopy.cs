using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Copy;

[Activity("Marketing.GenerateCopy", "Generate copy", Category.Intelligence, "Writes subject, preheader, e-mail text and post as templates, once for everyone in the run.", Icon.Copy, Grain.OncePerRun)]
public sealed class GenerateCopy(CopyModels models) : IActivity<GenerateCopy.Inputs, GenerateCopy.Outputs>
{
    public sealed record Inputs
    {
        [Input("Product", Hint = "Its name, as readers should see it. Stands where the text says {{ product.name }}; blank: no product is named."), StringLength(200)]
        public string? Product { get; init; }

        [Input("Category", Hint = "What the text is about. Automatic: guessed from the product.")]
        public CopyCategory Category { get; init; }

        [Input("Audience")]
        public CopyAudience Audience { get; init; }

        [Input("Tone")]
        public CopyTone Tone { get; init; }

        [Input("Offer", Hint = "Such as: 20% off everything. Stands where the text says {{ offer }}."), StringLength(200)]
        public string? Offer { get; init; }

        [Input("Deadline", Hint = "Such as: Sunday, 30 November. Stands where the text says {{ deadline }}."), StringLength(100)]
        public string? Deadline { get; init; }

        [Input("Languages", Hint = "Each contact gets the text in their own language, if it was written.")]
        public CopyLanguages Languages { get; init; }

        [Input("Greet by first name")]
        public bool Greet { get; init; } = true;

        [Input("Variants", Hint = "How many different texts for each language; contacts are spread over them."), Range(1, CopyPlan.MostVariants)]
        public int Variants { get; init; } = 1;

        [Input("Model", Hint = "Blank: the default model.", IsAdvanced = true), StringLength(100)]
        public string? Model { get; init; }
    }

    /// <param name="Result">Goes into a variable; Send email and Post social pick from it.</param>
    public sealed record Outputs(CopySet Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        // A retry after a crash must write what the first attempt wrote, another run something else.
        var seed = BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.RunId}/{context.ActivityId}/{context.Visit}")));
        var order = new CopyOrder(inputs.Category.Word() ?? CopyCategories.Guess(inputs.Product ?? ""), inputs.Audience.Word(), inputs.Tone.Word(), inputs.Variants, seed)
        {
            Product = inputs.Product,
            Offer = inputs.Offer,
            Deadline = inputs.Deadline,
            Greet = inputs.Greet,
        };
        try
        {
            var result = await order.WriteAsync(models.Get(inputs.Model), "campaign", inputs.Languages.Codes(), cancellationToken);
            context.Journal($"The model '{result.Model}' wrote {result.Variants.Count} texts about {order.Category}.");
            context.LeaveAll("Done");
            return new Outputs(result);
        }
        catch (CopyBriefException mistake)
        {
            throw new ActivityFaultException(mistake.Message, canRetry: false, mistake);
        }
        catch (CopyQualityException failure)
        {
            // The seed is the run's: the same brief would fail the same way again.
            throw new ActivityFaultException(failure.Message, canRetry: false, failure);
        }
    }
}
