using System.Globalization;
using System.Text;

namespace Designer.Client.Api;

/// <summary>An address with a query string; what is null or empty is left out.</summary>
public sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = '?';

    public Query And(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return this;
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _separator = '&';
        return this;
    }

    public Query And(string name, long? value) => And(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Page(int offset, int limit) => And("offset", offset).And("limit", limit);

    public override string ToString() => _text.ToString();
}
