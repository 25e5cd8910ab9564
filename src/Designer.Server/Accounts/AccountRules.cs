using Designer.Contracts.Accounts;

namespace Designer.Server.Accounts;

/// <summary>What an account must hold before it is kept: the first fault, in a sentence.</summary>
public static class AccountRules
{
    private const int LongestName = 100;
    private const int MostConnections = 64;

    public static string? Fault(SaveAccountRequest request)
    {
        if (request.Name.Trim() is not { Length: >= 1 and <= LongestName })
            return $"An account's name must have between 1 and {LongestName} characters; it has {request.Name.Trim().Length}.";
        return request.Kind switch
        {
            AccountKinds.Smtp => request.Smtp is { } smtp ? Fault(smtp) : "An account of kind smtp needs its smtp settings.",
            AccountKinds.Mastodon => request.Mastodon is { } mastodon ? Fault(mastodon) : "An account of kind mastodon needs its mastodon settings.",
            _ => $"An account's kind is smtp or mastodon; it is '{request.Kind}'.",
        };
    }

    private static string? Fault(SmtpSettings smtp)
    {
        if (Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
            return $"The mail server must be a host name or an IP address; it is '{smtp.Host}'.";
        if (smtp.Port is < 1 or > 65535)
            return $"The port must be between 1 and 65535; it is {smtp.Port}.";
        if (smtp.Security is not ("none" or "startTls" or "tls"))
            return $"The security of a mail server is none, startTls or tls; it is '{smtp.Security}'.";
        if (smtp.Connections is < 1 or > MostConnections)
            return $"The connections must be between 1 and {MostConnections}; it is {smtp.Connections}.";
        return System.Net.Mail.MailAddress.TryCreate(smtp.FromAddress, out _) ? null : $"The sender's address '{smtp.FromAddress}' is not an e-mail address.";
    }

    private static string? Fault(MastodonSettings mastodon)
    {
        // The access token goes to this address: without TLS anybody on the way reads it. Loopback is for a server beside us.
        if (!Uri.TryCreate(mastodon.Server, UriKind.Absolute, out var server) || !(server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback)))
            return $"The Mastodon server must be an https address; it is '{mastodon.Server}'.";
        return mastodon.Visibility is "public" or "unlisted" or "private" or "direct" ? null : $"The visibility is public, unlisted, private or direct; it is '{mastodon.Visibility}'.";
    }
}
