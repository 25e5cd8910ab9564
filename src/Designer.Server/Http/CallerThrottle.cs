using System.Net;
using Designer.Server.Hosting;
using Designer.Server.Security;
using Microsoft.Extensions.Options;

namespace Designer.Server.Http;

/// <summary>How often a stranger may call flows: so many requests a minute from one address. Whoever has an API key or is signed in is not counted.</summary>
internal sealed class CallerThrottle(IOptions<DesignerOptions> options, TimeProvider time)
{
    private readonly AttemptCounts _calls = new(TimeSpan.FromMinutes(1));

    /// <returns>Null: go on. Else how long to wait.</returns>
    public TimeSpan? Call(IPAddress? address) => _calls.Count(AttemptCounts.AddressKey(address), options.Value.StrangersPerMinute, time.GetUtcNow());
}
