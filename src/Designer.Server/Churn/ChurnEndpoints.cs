using Activities.Churn;
using Activities.Contacts;
using Designer.Contracts.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Churn;

public static class ChurnEndpoints
{
    public static IEndpointRouteBuilder MapChurn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/models/churn/train", Train);
        routes.MapGet("/api/models/churn/status", (ChurnModels models) => models.Status);
        routes.MapGet("/api/models/churn", CardAsync);
        routes.MapGet("/api/contacts/{id:long}/churn", ScoreAsync);
        return routes;
    }

    private static Accepted<TrainingStatus> Train(ChurnModels models)
    {
        // A second press while it runs answers with the same training.
        models.Train();
        return TypedResults.Accepted("/api/models/churn/status", models.Status);
    }

    private static async Task<Results<Ok<ChurnModelCard>, ProblemHttpResult>> CardAsync(ChurnModels models, CancellationToken cancellationToken) =>
        await models.FindAsync(cancellationToken) is { } model
            ? TypedResults.Ok(ChurnCards.Contract(model.Card))
            : TypedResults.Problem("No churn model has been trained yet.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Scored now, with what is known of the person now; the score that a run used is on their timeline.</summary>
    private static async Task<Results<Ok<ChurnAnswer>, ProblemHttpResult>> ScoreAsync(long id, ChurnModels models, IChurnStore store, IContactStore contacts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, cancellationToken) is null)
            return TypedResults.Problem($"There is no contact {id}.", statusCode: StatusCodes.Status404NotFound);
        if (await models.FindAsync(cancellationToken) is not { } model)
            return TypedResults.Problem("No churn model has been trained yet.", statusCode: StatusCodes.Status404NotFound);
        var now = clock.GetUtcNow();
        var row = (await store.RowsAsync(now, null, [id], cancellationToken)).SingleOrDefault();
        if (row is null)
            return TypedResults.Problem($"There is no contact {id}.", statusCode: StatusCodes.Status404NotFound);
        var probability = model.Score([row])[0];
        return TypedResults.Ok(new ChurnAnswer(id, probability, model.BandOf(probability).ToString(), now, [.. model.Reasons(row, 6).Select(r => new ChurnReasonRow(r.Feature, r.Value, r.Contribution))]));
    }
}
