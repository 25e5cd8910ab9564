using System.Net;
using System.Net.Sockets;

namespace Designer.Server.Http;

/// <summary>Which addresses belong to the public network: what is not surely public is the business of the machine's owner.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Tunnels and documentation inside the range that is public otherwise: the first two carry an IPv4 address that may be private.
            "2001::/32", "2002::/16", "2001:db8::/32",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global.Contains(plain)) && !Closed.Any(n => n.Contains(plain));
    }
}
