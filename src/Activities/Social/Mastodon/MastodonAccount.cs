namespace Activities.Social.Mastodon;

/// <param name="Visibility">public, unlisted, private or direct.</param>
public sealed record MastodonAccount(string Id, string Name, Uri Server, string Visibility, string AccessToken) : SocialAccount(Id, Name)
{
    /// <summary>The server only: a record's own text would print the token.</summary>
    public override string ToString() => Server.Host;
}
