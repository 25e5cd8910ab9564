using Activities.Churn;
using Activities.Contacts;
using FsCheck;
using FsCheck.Fluent;

namespace Storage.Tests.Simulations;

/// <summary>A random sequence of what activities write, such as "tag b 5" (the contacts are the bits of 5).</summary>
public sealed record SimulatedWrites(IReadOnlyList<string> Steps)
{
    public static IReadOnlyList<string> Tags { get; } = ["a", "b", "it's; \"c\""];

    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Those that exist for real are country and plan; the others are made by the writes.</summary>
    private static readonly Dictionary<string, (AttributeType Type, object?[] Values)> Attributes = new()
    {
        ["country"] = (AttributeType.Text, ["DE", "", "it's \"x\"; --"]),
        ["plan"] = (AttributeType.Number, [0.1, null, -12345678.9]),
        ["member"] = (AttributeType.YesNo, [true, false, null]),
        ["since"] = (AttributeType.Date, [At.AddTicks(1234560), null, new DateTimeOffset(1969, 3, 4, 5, 6, 7, TimeSpan.Zero)]),
        ["Größe"] = (AttributeType.Text, ["客户", null, "1e5"]),
    };

    public async Task WriteAsync(IContactStore contacts, IChurnStore scores, IReadOnlyList<long> people, CancellationToken cancellationToken)
    {
        foreach (var (step, index) in Steps.Select((s, i) => (s.Split('|'), i)))
        {
            var (bits, number) = (int.Parse(step[2], null), int.Parse(step[3], null));
            long[] those = [.. people.Where((_, i) => (bits & (1 << i)) != 0)];
            switch (step[0])
            {
                case "tag":
                    await contacts.AddTagAsync(those, Tags[number], cancellationToken);
                    break;
                case "untag":
                    await contacts.RemoveTagAsync(those, Tags[number], cancellationToken);
                    break;
                case "score":
                    await scores.SaveAsync([.. those.Select(p => new ChurnScore(p, number / 2.0, At.AddMinutes(index), "v1") { Reasons = [new ChurnReason("orders", number, 0.5)] })], cancellationToken);
                    break;
                default:
                    var (type, values) = Attributes[step[1]];
                    await contacts.EnsureAttributesAsync([new AttributeDefinition(step[1], type)], cancellationToken);
                    await contacts.SetAttributeAsync(those, step[1], values[number], cancellationToken);
                    break;
            }
        }
    }

    public override string ToString() => string.Join("; ", Steps);

    public static Arbitrary<SimulatedWrites> Generator() =>
        (from count in Gen.Choose(0, 12)
         from steps in
             (from kind in Gen.Elements("tag", "untag", "score", "set", "set")
              from attribute in Gen.Elements(Attributes.Keys.ToArray())
              from bits in Gen.Choose(0, 63)
              from number in Gen.Choose(0, 2)
              select $"{kind}|{attribute}|{bits}|{number}").ListOf(count)
         select new SimulatedWrites([.. steps])).ToArbitrary();
}
