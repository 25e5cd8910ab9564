using Activities.Copy;
using Designer.Contracts.Copy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Copy;

public static class CopyEndpoints
{
    private const int LongestValue = 200;

    public static IEndpointRouteBuilder MapCopy(this IEndpointRouteBuilder routes)
    {
        var copy = routes.MapGroup("").WithTags("Copy");
        copy.MapPost("/api/copy", WriteAsync);
        copy.MapGet("/api/models/copy", Cards);
        return routes;
    }

    private static async Task<Ok<CopyResponse>> WriteAsync(CopyRequest request, CopyModels models, CancellationToken cancellationToken)
    {
        Require("product", request.Product);
        Require("offer", request.Offer);
        Require("deadline", request.Deadline);
        var category = string.IsNullOrWhiteSpace(request.Category) ? CopyCategories.Guess(request.Product ?? "") : request.Category;
        var order = new CopyOrder(category, request.Audience ?? "", request.Tone ?? "", request.Variants, request.Seed ?? 1)
        {
            Product = request.Product,
            Offer = request.Offer,
            Deadline = request.Deadline,
        };
        var written = await order.WriteAsync(models.Get(request.Model), request.Kind ?? "", [request.Language ?? ""], cancellationToken);
        return TypedResults.Ok(new CopyResponse(written.Model, [.. written.Variants.Select(v => new CopyVariantRow(v.Language, v.Subject, v.Preheader, v.Body, v.Post))])
        {
            Category = category,
            Values = written.Values,
        });
    }

    private static Ok<IReadOnlyList<CopyModelCard>> Cards(CopyModels models) => TypedResults.Ok<IReadOnlyList<CopyModelCard>>([.. models.All.Select(m => Card(m.Card))]);

    private static CopyModelCard Card(CopyCard card) =>
        new(card.Name, card.Description, card.Languages, card.Categories, card.Audiences, card.Tones, card.Parameters, card.TrainedOn, card.Limits) { Evaluation = card.Evaluation };

    private static void Require(string what, string? value)
    {
        if (value?.Length > LongestValue)
            throw new CopyBriefException($"The {what} has {value.Length} characters; at most {LongestValue} are allowed.");
    }
}
