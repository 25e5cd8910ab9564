using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Designer.Server.Hosting;

/// <summary>If-Match: "revision" of a save. A save that knows what it changes is refused with 412 when somebody else saved in between.</summary>
public static class IfMatch
{
    /// <returns>Null: the header is absent or *, write whatever is there.</returns>
    /// <exception cref="BadHttpRequestException">The header holds no revision.</exception>
    public static long? Revision(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header is "" or "*")
            return null;
        return EntityTagHeaderValue.TryParse(header, out var tag) && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new BadHttpRequestException($"The header If-Match must hold the revision in quotes, such as \"3\"; it holds '{header}'.");
    }
}
