using Bunit;
using Designer.Client.Security;
using Designer.Contracts.Security;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Client.Tests.Security;

public sealed class SessionGateTests : ClientContext
{
    private IRenderedComponent<SessionGate> Gate() => RenderPage<SessionGate>(gate => gate.AddChildContent("<p id=\"inside\">inside</p>"));

    [Fact]
    public void Without_an_owner_it_asks_for_the_token_of_the_console()
    {
        Server.Answer("GET api/session", new Session("setup", null, null, "x"));
        Assert.NotNull(Gate().Find("[data-testid=setup] [data-testid=token]"));
    }

    [Fact]
    public void A_stranger_sees_the_sign_in_page_and_nothing_else()
    {
        Server.Answer("GET api/session", new Session("signedOut", null, null, "x"));
        var gate = Gate();
        Assert.NotNull(gate.Find("[data-testid=sign-in]"));
        Assert.Empty(gate.FindAll("#inside"));
    }

    [Fact]
    public void Signing_in_opens_the_application()
    {
        Server.Answer("GET api/session", new Session("signedOut", null, null, "before")).Answer("POST api/session", "");
        var gate = Gate();
        gate.Find("[data-testid=user-name]").Change("ada");
        gate.Find("[data-testid=password]").Change("correct horse battery");
        Server.Answer("GET api/session", new Session("signedIn", "ada", "owner", "after"));
        gate.Find("form").Submit();
        gate.WaitForElement("#inside");
        Assert.Equal("before", Server.Asked.Single(asked => asked.Route == "POST api/session").Request.Headers.GetValues("X-XSRF-TOKEN").Single());
    }

    [Fact]
    public void A_wrong_password_is_answered_in_place_and_what_was_typed_stays()
    {
        Server.Answer("GET api/session", new Session("signedOut", null, null, "x")).Refuse("POST api/session", System.Net.HttpStatusCode.BadRequest, "The user name or the password is wrong.");
        var gate = Gate();
        gate.Find("[data-testid=user-name]").Change("ada");
        gate.Find("[data-testid=password]").Change("wrong");
        gate.Find("form").Submit();
        Assert.Equal("The user name or the password is wrong.", gate.WaitForElement("[data-testid=failure]").TextContent);
        Assert.Equal("ada", gate.Find("[data-testid=user-name]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_session_that_ends_leads_back_to_the_sign_in_page()
    {
        Server.Answer("GET api/session", new Session("signedIn", "ada", "owner", "x")).Refuse("GET api/keys", System.Net.HttpStatusCode.Unauthorized, "Sign in.");
        var gate = Gate();
        gate.WaitForElement("#inside");
        await Assert.ThrowsAsync<Designer.Client.Api.ApiException>(() => Services.GetRequiredService<SecurityClient>().GetKeysAsync());
        gate.WaitForElement("[data-testid=sign-in]");
    }

    [Fact]
    public void Set_up_checks_the_two_passwords_before_it_asks_the_server()
    {
        Server.Answer("GET api/session", new Session("setup", null, null, "x"));
        var gate = Gate();
        gate.Find("[data-testid=token]").Change("one-time");
        gate.Find("[data-testid=user-name]").Change("ada");
        gate.Find("[data-testid=password]").Change("a long password 1");
        gate.Find("[data-testid=password-again]").Change("a long password 2");
        gate.Find("form").Submit();
        Assert.NotNull(gate.Find("[data-testid=failure]"));
        Assert.DoesNotContain(Server.Asked, asked => asked.Route == "POST api/setup");
    }
}
