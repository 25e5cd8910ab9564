using System.Net;
using Designer.Server.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Server.Tests.Security;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_time);

    [Fact]
    public void A_name_is_refused_after_its_attempts_whatever_its_case_and_the_address()
    {
        for (var attempt = 0; attempt < SignInThrottle.AttemptsPerName; attempt++)
            Assert.Null(_throttle.Attempt(Address(attempt), attempt % 2 == 0 ? "ada" : " ADA "));
        Assert.Equal(TimeSpan.FromMinutes(5), _throttle.Attempt(Address(99), "Ada"));
        Assert.Null(_throttle.Attempt(Address(99), "Grace"));
    }

    [Fact]
    public void An_address_is_refused_after_its_attempts_whatever_the_names()
    {
        for (var attempt = 0; attempt < SignInThrottle.AttemptsPerAddress; attempt++)
            Assert.Null(_throttle.Attempt(Address(1), $"name {attempt}"));
        Assert.NotNull(_throttle.Attempt(Address(1), "another"));
        Assert.Null(_throttle.Attempt(Address(2), "another"));
    }

    [Fact]
    public void All_of_one_ipv6_network_count_as_one_address()
    {
        for (var attempt = 0; attempt < SignInThrottle.AttemptsPerAddress; attempt++)
            Assert.Null(_throttle.Attempt(IPAddress.Parse($"2001:db8:1:2::{attempt + 1:x}"), $"name {attempt}"));
        Assert.NotNull(_throttle.Attempt(IPAddress.Parse("2001:db8:1:2:ffff::1"), "another"));
        Assert.Null(_throttle.Attempt(IPAddress.Parse("2001:db8:1:3::1"), "another"));
    }

    [Fact]
    public void Waiting_the_told_time_is_enough()
    {
        TimeSpan? wait = null;
        while (wait is null)
            wait = _throttle.Attempt(Address(1), "ada");
        _time.Advance(wait.Value);
        Assert.Null(_throttle.Attempt(Address(1), "ada"));
    }

    [Fact]
    public void A_right_password_clears_the_name()
    {
        for (var attempt = 0; attempt < SignInThrottle.AttemptsPerName; attempt++)
            _throttle.Attempt(Address(1), "ada");
        _throttle.Succeeded("Ada");
        Assert.Null(_throttle.Attempt(Address(1), "ada"));
    }

    private static IPAddress Address(int last) => new([192, 0, 2, (byte)last]);
}
