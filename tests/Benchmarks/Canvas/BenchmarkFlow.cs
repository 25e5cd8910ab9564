using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Benchmarks.Canvas;

/// <summary>A flow of so many steps, always the same: rows of 25, each step leading to the next, every fifth also to the one below, so that there are 1.2 connections a step.</summary>
internal static class BenchmarkFlow
{
    private const int PerRow = 25;
    private static readonly string[] Types = ["Marketing.AddTag", "Marketing.Branch", "Marketing.SendEmail", "Marketing.Wait", "Marketing.SplitRandom"];

    public static string Json(string id, int steps)
    {
        var activities = Enumerable.Range(0, steps).Select(Step).ToList();
        var connections = new List<Connection>();
        for (var i = 0; i < steps - 1; i++)
        {
            connections.Add(new Connection(activities[i].Id, Port(activities[i].Type), activities[i + 1].Id));
            if (i % 5 == 4 && i + PerRow < steps)
                connections.Add(new Connection(activities[i].Id, Port(activities[i].Type), activities[i + PerRow].Id));
        }
        return ElsaJson.Write(new WorkflowDefinition
        {
            DefinitionId = id, Name = string.Create(CultureInfo.InvariantCulture, $"{steps} steps"),
            Root = new Activity { Id = "flow", Type = "Elsa.Flowchart", Container = new Container([.. activities], [.. connections], []) },
        });
    }

    private static Activity Step(int i)
    {
        var (x, y) = (336 * (i % PerRow), 192 * (i / PerRow));
        return new Activity
        {
            Id = $"s{i}", Type = i == 0 ? "Elsa.Start" : Types[i % Types.Length], Name = $"Step{i}",
            Metadata = new Dictionary<string, JsonElement>
            {
                ["displayText"] = JsonSerializer.SerializeToElement($"Step number {i}"),
                ["designer"] = JsonSerializer.SerializeToElement(new { position = new { x, y }, size = new { width = 200, height = 72 } }),
            }.ToImmutableDictionary(),
        };
    }

    private static string Port(string type) => type switch { "Marketing.Branch" => "Yes", "Marketing.SendEmail" => "Sent", "Marketing.SplitRandom" => "A", _ => "Done" };
}
