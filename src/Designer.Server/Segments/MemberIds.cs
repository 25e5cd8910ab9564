using System.Buffers.Text;

namespace Designer.Server.Segments;

/// <summary>All ids as one JSON array, written straight into the response: a million numbers must not become a million objects or one long string.</summary>
internal sealed class MemberIds(IReadOnlyList<long> ids) : IResult
{
    private const int FlushEvery = 16384;
    private const int LongestNumber = 21;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        var writer = httpContext.Response.BodyWriter;
        for (var start = 0; start < ids.Count; start += FlushEvery)
        {
            var end = Math.Min(ids.Count, start + FlushEvery);
            var buffer = writer.GetSpan((end - start) * LongestNumber);
            var length = 0;
            for (var i = start; i < end; i++)
            {
                buffer[length++] = i == 0 ? (byte)'[' : (byte)',';
                Utf8Formatter.TryFormat(ids[i], buffer[length..], out var written);
                length += written;
            }

            writer.Advance(length);
            await writer.FlushAsync(httpContext.RequestAborted);
        }

        await httpContext.Response.BodyWriter.WriteAsync(ids.Count == 0 ? "[]"u8.ToArray() : "]"u8.ToArray(), httpContext.RequestAborted);
    }
}
