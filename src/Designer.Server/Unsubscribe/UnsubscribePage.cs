using System.Globalization;
using System.Net;
using System.Resources;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Unsubscribe;

/// <summary>A page for people who have never seen this product: one sentence, one button, no script, no account.</summary>
internal sealed class UnsubscribePage
{
    private static readonly ResourceManager Texts = new("Designer.Server.Unsubscribe.UnsubscribeTexts", typeof(UnsubscribePage).Assembly);
    private readonly CultureInfo _culture;

    private UnsubscribePage(CultureInfo culture) => _culture = culture;

    /// <summary>In the language that the reader's browser asks for first.</summary>
    public static UnsubscribePage For(HttpContext http)
    {
        var first = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.Value;
        return new UnsubscribePage(first?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? CultureInfo.GetCultureInfo("zh-CN") : CultureInfo.InvariantCulture);
    }

    // The form goes to the address it stands at, so it works below any path a proxy puts before it.
    public ContentHttpResult Question() => Page("Question", $"<form method=\"post\"><button type=\"submit\">{Text("Button")}</button></form>", StatusCodes.Status200OK);

    public ContentHttpResult Done() => Page("Done", "", StatusCodes.Status200OK);

    public ContentHttpResult Unknown() => Page("Unknown", "", StatusCodes.Status404NotFound);

    private ContentHttpResult Page(string sentence, string form, int status) => TypedResults.Content(
        $$"""
        <!doctype html>
        <html lang="{{(_culture.Name.Length == 0 ? "en" : _culture.Name)}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta name="color-scheme" content="light dark">
        <title>{{Text("Title")}}</title>
        <style>
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1.1rem/1.6 system-ui, sans-serif; background: Canvas; color: CanvasText }
        main { max-width: 28rem; padding: 2rem; text-align: center }
        h1 { font-size: 1.5rem }
        button { font: inherit; padding: .7rem 1.6rem; border: 0; border-radius: .5rem; background: #2457c5; color: #fff; cursor: pointer }
        button:focus-visible { outline: 3px solid #8fb4ff; outline-offset: 2px }
        </style>
        </head>
        <body>
        <main>
        <h1>{{Text("Title")}}</h1>
        <p>{{Text(sentence)}}</p>
        {{form}}
        </main>
        </body>
        </html>

        """,
        "text/html; charset=utf-8", statusCode: status);

    private string Text(string name) => WebUtility.HtmlEncode(Texts.GetString(name, _culture) ?? throw new MissingManifestResourceException(name));
}
