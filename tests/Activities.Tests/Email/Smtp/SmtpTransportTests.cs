using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Activities.Email;
using Activities.Email.Smtp;
using Activities.Runs;
using Microsoft.Extensions.Time.Testing;
using Testing.Smtp;
using Xunit;

namespace Activities.Tests.Email.Smtp;

public sealed class SmtpTransportTests
{
    [Fact]
    public async Task The_server_gets_the_message_that_the_outbox_keeps()
    {
        await using var server = new LoopbackSmtpServer();
        var message = Message("ada@people.internal");
        var delivery = Assert.Single(await SendAsync(server, [message]));
        Assert.Equal((SendState.Accepted, "250"), (delivery.State, delivery.Code));
        var mail = Assert.Single(server.Mails);
        using var kept = new MemoryStream();
        MimeMessages.Write(message, kept);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(kept.ToArray()), mail.Data);
        Assert.Equal(("shop@sender.internal", "ada@people.internal"), (mail.From, mail.To));
        Assert.Equal("C: QUIT", server.Dialogue.Last(l => l.StartsWith("C:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Connections_are_shared_by_many_messages()
    {
        await using var server = new LoopbackSmtpServer();
        var deliveries = await SendAsync(server, [.. Enumerable.Range(0, 200).Select(i => Message($"p{i}@people.internal"))]);
        Assert.All(deliveries, d => Assert.Equal(SendState.Accepted, d.State));
        Assert.Equal(200, server.Mails.Select(m => m.To).Distinct().Count());
        Assert.InRange(server.Connections, 1, 4);
    }

    [Fact]
    public async Task Each_recipient_gets_its_own_answer()
    {
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour
        {
            OnRecipient = to => to.Split('@')[0] switch { "full" => "452 4.2.2 mailbox full", "gone" => "550 5.1.1 no such user", "odd" => "553 go away", _ => null },
        });
        var deliveries = await SendAsync(server, [Message("full@people.internal"), Message("gone@people.internal"), Message("odd@people.internal"), Message("ada@people.internal")]);
        Assert.Equal(["Deferred 452 4.2.2", "Refused 550 5.1.1", "Refused 553", "Accepted 250"], deliveries.Select(d => $"{d.State} {d.Code}"));
    }

    [Theory]
    [InlineData(Cut.AfterData, SendState.InDoubt, 1)]
    [InlineData(Cut.MidData, SendState.Deferred, 2)]
    [InlineData(Cut.BeforeData, SendState.Deferred, 2)]
    public async Task A_lost_connection_is_in_doubt_only_when_the_whole_message_was_out(Cut cut, SendState expected, int attempts)
    {
        var tried = 0;
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour
        {
            OnMessage = _ =>
            {
                Interlocked.Increment(ref tried);
                return cut;
            },
        });
        // More than both sides' sockets hold: the end of it cannot leave while the server does not read.
        var delivery = Assert.Single(await SendAsync(server, [Message("ada@people.internal") with { Html = new string('x', 12_000_000) }]));
        Assert.Equal((expected, SendCodes.Connection), (delivery.State, delivery.Code));
        Assert.Equal(attempts, tried);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_closes_after_some_messages_gets_the_rest_on_new_connections()
    {
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour { MessagesPerConnection = 10 });
        var deliveries = await SendAsync(server, [.. Enumerable.Range(0, 95).Select(i => Message($"p{i}@people.internal"))]);
        Assert.All(deliveries, d => Assert.Equal(SendState.Accepted, d.State));
        Assert.Equal(95, server.Mails.Select(m => m.To).Distinct().Count());
        Assert.Equal(95, server.Mails.Count);
    }

    [Fact]
    public async Task A_reserved_domain_never_reaches_the_server()
    {
        await using var server = new LoopbackSmtpServer();
        var deliveries = await SendAsync(server, [Message("ada@example.com"), Message("ada@shop.test"), Message("ada@x.invalid"), Message("ada@a.localhost")]);
        Assert.All(deliveries, d => Assert.Equal((SendState.Accepted, SendCodes.Kept), (d.State, d.Code)));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_dead_host_is_a_fault_that_names_host_and_port_and_can_be_retried()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => SendAsync(Account(port), [Message("ada@people.internal")]));
        Assert.True(fault.CanRetry);
        Assert.Contains($"127.0.0.1:{port}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens there", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_twenty_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new FakeTimeProvider();
        var checking = new SmtpTransport(time).CheckAsync(Account(((IPEndPoint)silent.LocalEndpoint).Port), TestContext.Current.CancellationToken);
        using var accepted = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(21));
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => checking);
        Assert.Contains("does not answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asked_for_a_check_may_leave_before_the_server_answers()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var checking = new SmtpTransport(TimeProvider.System).CheckAsync(Account(((IPEndPoint)silent.LocalEndpoint).Port), leaving.Token);
        using var accepted = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);
    }

    [Fact]
    public async Task A_refused_sender_stops_the_batch_instead_of_failing_every_recipient()
    {
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour { OnSender = from => $"550 5.7.1 {from} may not send" });
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => SendAsync(server, [Message("ada@people.internal")]));
        Assert.False(fault.CanRetry);
        Assert.DoesNotContain("shop@sender.internal", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada:secret", null)]
    [InlineData("ada:wrong", "refuses the user name or password")]
    public async Task Signs_in_or_says_that_it_was_refused(string signIn, string? sentence)
    {
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour { SignIn = "ada:secret" });
        var account = Account(server.Port) with { UserName = "ada", Password = signIn.Split(':')[1] };
        if (sentence is null)
        {
            Assert.Equal(SendState.Accepted, Assert.Single(await SendAsync(account, [Message("bob@people.internal")])).State);
            return;
        }
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => SendAsync(account, [Message("bob@people.internal")]));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", fault.ToString().Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls, false)]
    [InlineData(SmtpSecurity.Tls, true)]
    public async Task Speaks_tls_before_it_says_anything(SmtpSecurity security, bool atOnce)
    {
        using var certificate = SelfSigned();
        await using var server = new LoopbackSmtpServer(new SmtpBehaviour { Certificate = certificate, TlsAtOnce = atOnce, SignIn = "ada:secret" });
        var account = Account(server.Port) with { Security = security, UserName = "ada", Password = "secret" };
        Assert.Equal(SendState.Accepted, Assert.Single(await SendAsync(account, [Message("bob@people.internal")], trusted: certificate)).State);

        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => SendAsync(account, [Message("bob@people.internal")]));
        Assert.Contains("certificate is not trusted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starttls_that_the_server_does_not_offer_is_refused_not_skipped()
    {
        await using var server = new LoopbackSmtpServer();
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => SendAsync(Account(server.Port) with { Security = SmtpSecurity.StartTls }, [Message("bob@people.internal")]));
        Assert.Contains("STARTTLS", fault.Message, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task An_address_beyond_ascii_needs_a_server_that_takes_it()
    {
        await using var modern = new LoopbackSmtpServer();
        Assert.Equal(SendState.Accepted, Assert.Single(await SendAsync(modern, [Message("伊昭傑@people.internal")])).State);
        Assert.Equal("伊昭傑@people.internal", Assert.Single(modern.Mails).To);
        await using var old = new LoopbackSmtpServer(new SmtpBehaviour { Extensions = ["PIPELINING"] });
        Assert.Equal((SendState.Refused, "553 5.6.7"), Assert.Single(await SendAsync(old, [Message("伊昭傑@people.internal")])) is var d ? (d.State, d.Code) : default);
    }

    private static Task<Delivery[]> SendAsync(LoopbackSmtpServer server, OutgoingMessage[] messages) => SendAsync(Account(server.Port), messages);

    private static async Task<Delivery[]> SendAsync(SmtpAccount account, OutgoingMessage[] messages, X509Certificate2? trusted = null)
    {
        var transport = new SmtpTransport(TimeProvider.System) { Trust = trusted is null ? null : (_, shown, _, _) => shown?.GetCertHashString() == trusted.GetCertHashString() };
        var sender = new Sender { FromAddress = "shop@sender.internal", FromName = "Shop", LinkBase = new Uri("https://x.internal"), Account = account };
        await using var session = transport.Open(sender);
        var deliveries = new Delivery[messages.Length];
        await Parallel.ForAsync(0, messages.Length, new ParallelOptions { MaxDegreeOfParallelism = session.Parallelism }, (i, _) =>
        {
            deliveries[i] = session.Send(messages[i]);
            return ValueTask.CompletedTask;
        });
        return deliveries;
    }

    private static SmtpAccount Account(int port) => new("smtp", "Relay", "127.0.0.1", port, SmtpSecurity.None) { Connections = 4 };

    private static OutgoingMessage Message(string to)
    {
        var key = new SendKey("run1", "mail", to.GetHashCode(StringComparison.Ordinal), 0);
        return new OutgoingMessage
        {
            Id = key.MessageId(),
            Key = key,
            From = new MailParty("The Shop", "shop@sender.internal"),
            To = new MailParty("Ada", to),
            Subject = "Hello 世界",
            Html = "<p>Hello</p>\r\n.\r\n<p>.dot</p>",
            Text = "Hello\n.\n.dot\n",
            Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            Headers = [new MailHeader("Auto-Submitted", "auto-generated")],
        };
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
