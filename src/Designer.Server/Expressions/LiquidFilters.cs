using Fluid;
using Fluid.Values;

namespace Designer.Server.Expressions;

/// <summary>Liquid's filters, each of which makes no more than a rendering may give: a text that is appended to itself forty times would fill any memory.</summary>
internal static class LiquidFilters
{
    /// <summary>Such as "N2" or "%d %B %Y". A number in a format asks for that many characters.</summary>
    private const int LongestFormat = 100;

    public static void Limit(FilterCollection filters, ExpressionOptions limits)
    {
        foreach (var (name, filter) in filters.ToList())
        {
            filters.AddFilter(name, async (input, arguments, context) =>
            {
                if (context.AmbientValues.TryGetValue(nameof(LiquidTemplates), out var until) && until is Func<bool> isOver && isOver())
                    throw new InvalidOperationException($"it ran longer than {limits.Time.TotalSeconds:0.#} s, which is the limit.");
                RefuseLong(Makes(name, input, arguments, context), name, limits);
                var made = await filter(input, arguments, context);
                if (made is StringValue text)
                    RefuseLong(text.ToStringValue().Length, name, limits);
                else if (made is ArrayValue array)
                    RefuseMany(array.Values.Count, name, limits);
                return made;
            });
        }
    }

    /// <summary>How long the result of a filter would be that can multiply what it is given; 0 for the others, which are looked at afterwards.</summary>
    private static double Makes(string name, FluidValue input, FilterArguments arguments, TemplateContext context) => name switch
    {
        "replace" => input.ToStringValue() is var text ? text.Length + text.Length / (double)Math.Max(1, arguments.At(0).ToStringValue().Length) * arguments.At(1).ToStringValue().Length : 0,
        "join" => input is ArrayValue list ? list.Values.Count * (double)arguments.At(0).ToStringValue().Length : 0,
        // Forty bytes and more for every part.
        "split" => input.ToStringValue().Length * 10.0,
        "date" or "format_date" or "format_number" => Format(arguments.At(0).ToStringValue()),
        "format_string" => Format(input.ToStringValue()),
        _ => 0,
    };

    private static double Format(string format)
    {
        var (longest, number) = (0d, 0d);
        foreach (var c in format)
        {
            number = char.IsAsciiDigit(c) ? number * 10 + (c - '0') : 0;
            longest = Math.Max(longest, number);
        }
        return format.Length > LongestFormat ? double.PositiveInfinity : longest > 9_999 ? longest : 0;
    }

    private static void RefuseLong(double length, string name, ExpressionOptions limits)
    {
        if (length > limits.RenderedCharacters)
            throw new InvalidOperationException($"the filter '{name}' would give more than {limits.RenderedCharacters} characters, which is the limit.");
    }

    private static void RefuseMany(int count, string name, ExpressionOptions limits)
    {
        if (count > limits.Statements)
            throw new InvalidOperationException($"the filter '{name}' would give a list of more than {limits.Statements}, which is the limit.");
    }
}
