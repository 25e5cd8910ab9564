using System.Net;
using System.Net.Sockets;
using Designer.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Designer.Server.Http;

/// <summary>
/// Connects to public addresses only. Checked is the address that is connected to, at that moment, not the name that an author wrote: a name may lead
/// anywhere, and elsewhere the next time it is asked.
/// </summary>
internal sealed class PublicConnections(IOptions<DesignerOptions> options)
{
    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = ConnectAsync,
        // A proxy would look the name up behind our back; cookies would go from one flow to another.
        UseProxy = false,
        UseCookies = false,
        MaxAutomaticRedirections = 5,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (!options.Value.AllowPrivateRequests)
            addresses = [.. addresses.Where(PublicAddresses.IsPublic)];
        if (addresses.Length == 0)
            throw new PrivateAddressException(context.DnsEndPoint.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

internal sealed class PrivateAddressException(string host)
    : Exception($"'{host}' does not lead to a public address, and flows may not send requests to this machine or its network; Designer:AllowPrivateRequests lets them.");
