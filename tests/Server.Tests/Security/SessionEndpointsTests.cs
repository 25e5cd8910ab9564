using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Server.Tests.Security;

public sealed class SessionEndpointsTests : IAsyncLifetime
{
    // Begins today: the client's cookies expire by the real clock.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with { Time = _time });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_token_of_the_console_makes_an_owner_who_is_signed_in()
    {
        using var visitor = new Visitor(_server);
        Assert.Equal("setup", (await visitor.SessionAsync()).State);
        var token = Visitor.Token(_server)!;
        Assert.Contains($"/setup?token={token}", _server.Console.ToString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await visitor.SetUpAsync(token)).StatusCode);

        var session = await visitor.SessionAsync();
        Assert.Equal(("signedIn", Visitor.Name, "owner"), (session.State, session.UserName, session.Role));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/api/settings")).StatusCode);
        Assert.Null(Visitor.Token(_server));
    }

    [Fact]
    public async Task A_wrong_token_makes_nobody_an_owner()
    {
        using var visitor = new Visitor(_server);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SetUpAsync("guess")).StatusCode);
        Assert.Equal("setup", (await visitor.SessionAsync()).State);
    }

    [Fact]
    public async Task The_token_works_once()
    {
        var token = Visitor.Token(_server)!;
        using var owner = await Visitor.OwnerOf(_server);
        using var late = new Visitor(_server);
        Assert.Equal(HttpStatusCode.Conflict, (await late.SetUpAsync(token)).StatusCode);
    }

    [Fact]
    public async Task Two_set_ups_at_once_make_one_owner()
    {
        var token = Visitor.Token(_server)!;
        var visitors = Enumerable.Range(0, 6).Select(_ => new Visitor(_server)).ToList();
        var answers = await Task.WhenAll(visitors.Select(visitor => visitor.SetUpAsync(token)));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Fact]
    public async Task A_start_with_an_owner_prints_no_token()
    {
        using var owner = await Visitor.OwnerOf(_server);
        _server = await _server.RestartAsync();
        Assert.DoesNotContain("token", _server.Console.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_short_password_is_refused_with_its_limit()
    {
        using var visitor = new Visitor(_server);
        var answer = await visitor.SetUpAsync(Visitor.Token(_server)!, "short");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("between 12 and 256 characters; it has 5", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_takes_the_password_and_signing_out_ends_it()
    {
        using var owner = await Visitor.OwnerOf(_server);
        using var visitor = new Visitor(_server);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.SignInAsync("wrong password")).StatusCode);
        Assert.Equal("signedOut", (await visitor.SessionAsync()).State);
        Assert.Equal(HttpStatusCode.OK, (await visitor.SignInAsync(name: "ada")).StatusCode);
        Assert.Equal("signedIn", (await visitor.SessionAsync()).State);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/settings")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var visitor = new Visitor(_server);
        var answer = await visitor.SetUpAsync(Visitor.Token(_server)!);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("designer=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_told_for_how_long()
    {
        using var owner = await Visitor.OwnerOf(_server);
        using var guesser = new Visitor(_server);
        for (var guess = 0; guess < 8; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.SignInAsync($"wrong password {guess}")).StatusCode);

        var refused = await guesser.SignInAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var wait = int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
        _time.Advance(TimeSpan.FromSeconds(wait + 1));
        Assert.Equal(HttpStatusCode.OK, (await guesser.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task A_session_lives_through_a_restart_of_the_server()
    {
        using var owner = await Visitor.OwnerOf(_server);
        var cookie = owner.Cookies;
        _server = await _server.RestartAsync();
        using var again = new Visitor(_server, cookie);
        Assert.Equal("signedIn", (await again.SessionAsync()).State);
    }
}
