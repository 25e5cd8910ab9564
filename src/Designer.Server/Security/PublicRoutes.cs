namespace Designer.Server.Security;

/// <summary>Every route that answers without a signed-in user or an API key, with what guards it instead. A test walks all endpoints and fails on one that is not here.</summary>
public static class PublicRoutes
{
    public static readonly IReadOnlyDictionary<string, string> Guards = new Dictionary<string, string>
    {
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
