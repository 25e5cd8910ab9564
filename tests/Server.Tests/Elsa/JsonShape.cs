using System.Text.Json;

namespace Server.Tests.Elsa;

/// <summary>Which properties the objects of a JSON body have, and of which types: "items[].inputs[].name" is a String in every input.</summary>
internal sealed class JsonShape
{
    private readonly Dictionary<string, HashSet<string>> _kinds = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, HashSet<string>> _properties = [];

    private JsonShape(JsonElement body) => Add("", body);

    public static JsonShape Of(JsonElement body) => new(body);

    public static JsonShape Of(string json) => new(JsonElement.Parse(json));

    /// <summary>What every object of the recorded body has and this one lacks, or has as another type; and lists that are empty here only. One sentence each.</summary>
    public IEnumerable<string> LacksOf(JsonShape recorded)
    {
        foreach (var (parent, names) in recorded._properties.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            foreach (var path in names.Select(n => Join(parent, n)).Order(StringComparer.Ordinal))
            {
                if (!_counts.TryGetValue(parent, out var ours))
                    continue;
                if (recorded._counts[path] == recorded._counts[parent] && _counts.GetValueOrDefault(path) < ours)
                    yield return $"{path} is in every recorded object; here in {_counts.GetValueOrDefault(path)} of {ours}.";
                else if (_kinds.TryGetValue(path, out var kinds) && kinds.Except(recorded._kinds[path]).Where(k => k != "Null" && !recorded._kinds[path].Contains("Null")).ToList() is [var odd, ..])
                    yield return $"{path} is {string.Join(" or ", recorded._kinds[path])} in the recorded body; here {odd}.";
            }
        }
        foreach (var list in recorded._counts.Keys.Where(p => p.EndsWith("[]", StringComparison.Ordinal) && !_counts.ContainsKey(p) && _kinds.TryGetValue(p[..^2], out var kinds) && kinds.Contains("Array")))
            yield return $"{list} is empty here.";
    }

    private void Add(string path, JsonElement value)
    {
        _counts[path] = _counts.GetValueOrDefault(path) + 1;
        Names(_kinds, path).Add(value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : value.ValueKind.ToString());
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                Names(_properties, path).Add(property.Name);
                Add(Join(path, property.Name), property.Value);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Add($"{path}[]", item);
        }
    }

    private static HashSet<string> Names(Dictionary<string, HashSet<string>> of, string path)
    {
        if (!of.TryGetValue(path, out var names))
            of[path] = names = [];
        return names;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
