namespace Designer.Server.Security;

/// <summary>Every route that answers without a signed-in user or an API key, with what guards it instead. A test walks all endpoints and fails on one that is not here.</summary>
public static class PublicRoutes
{
    private const string ByPublishing =
        "Only what the author of a published flow opened with an HttpEndpoint of this method, or waits for in a run of it; with 'authorize' an API key or a sign-in. Throttle per address, limits of size, time and callers; "
        + "answers are sandboxed and set no cookies. Starts or continues runs, by GET too: that is what publishing it means.";

    public static readonly IReadOnlyDictionary<string, string> Guards = new Dictionary<string, string>
    {
        ["GET /workflows/{**path}"] = ByPublishing,
        ["HEAD /workflows/{**path}"] = ByPublishing,
        ["POST /workflows/{**path}"] = ByPublishing,
        ["PUT /workflows/{**path}"] = ByPublishing,
        ["PATCH /workflows/{**path}"] = ByPublishing,
        ["DELETE /workflows/{**path}"] = ByPublishing,
        ["GET /health/live"] = "Says that the process answers; no data.",
        ["GET /health/ready"] = "Says which part is not ready; no data.",
        ["GET /api/session"] = "Says whether there is an owner and who the caller is.",
        ["POST /api/session"] = "Password, throttle, origin check.",
        ["POST /api/setup"] = "One-time token from the console, throttle, origin check; 409 once there is an owner.",
        ["POST /elsa/api/identity/login"] = "Password, throttle, origin check; answers with tokens, sets no cookie.",
        ["POST /elsa/api/identity/refresh-token"] = "A refresh token of ours in the header.",
        ["GET /u/{token}"] = "Signed token; shows a page, changes nothing.",
        ["POST /u/{token}"] = "Signed token (RFC 8058 one-click); unsubscribes its one contact.",
    };
}
