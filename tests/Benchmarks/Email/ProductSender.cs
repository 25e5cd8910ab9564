using Activities.Contacts;
using Activities.Email;
using Activities.Email.Smtp;
using Storage.Facts;
using Storage.Facts.Contacts;
using Storage.Facts.Ledger;
using Storage.Facts.Messages;
using Workflows.Expressions;

namespace Benchmarks.Email;

/// <summary>SendEmail on real stores in a temporary folder.</summary>
internal sealed class ProductSender : IAsyncDisposable
{
    private const string Body = """
        Dear {{ contact.first_name }},

        your favourites are back: {{ product.name }}, roasted this week in small batches, with notes of red apple, honey and a little cocoa. We kept a bag for you.

        Until Sunday you get {{ offer }} on your order. Have a look at https://shop.internal/coffee?from=mail and tell us how you like it.

        Warm regards,
        {{ sender.name }}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("designer-bench-").FullName;
    private readonly FactsDatabase _facts;
    private readonly SendEmail _activity;
    private readonly MailComposer _composer;
    private readonly Sender _sender;
    private IReadOnlyList<Contact> _contacts = [];

    private ProductSender(int port, int connections, ITemplates templates)
    {
        _facts = FactsDatabase.Open(new FactsOptions { Path = Path.Combine(_folder, "facts.duckdb") });
        _composer = new MailComposer(templates, new UnsubscribeLinks([1, 2, 3]));
        _sender = new Sender
        {
            FromAddress = "shop@sender.internal", FromName = "The Shop", PostalAddress = "1 Main Street", LinkBase = new Uri("https://news.sender.internal/"), HasPublicUrl = true,
            Account = new SmtpAccount("smtp", "Sink", "127.0.0.1", port, SmtpSecurity.None) { Connections = connections },
        };
        _activity = new SendEmail(new SmtpTransport(TimeProvider.System), new SendLedger(_facts), new MessageStore(_facts), new OneSender(_sender), new ContactStore(_facts, TimeProvider.System),
            new SuppressionStore(_facts), _composer, new AddressHash([4, 5, 6]), TimeProvider.System);
    }

    public (string Subject, string Html, string Text) Sample
    {
        get
        {
            var message = _composer.Compose(Inputs.Draft(), _sender, "Win back", _contacts[0], EmailAddress.TryParse(_contacts[0].Email)!, new SendKey("sample", "mail", 1, 0), TimeProvider.System.GetUtcNow());
            return (message.Subject, message.Html, message.Text);
        }
    }

    private static SendEmail.Inputs Inputs { get; } = new() { Subject = new Template("{{ contact.first_name }}, we miss you"), Body = new Template(Body) };

    public static async Task<ProductSender> OpenAsync(int port, int messages, int connections, ITemplates templates)
    {
        var product = new ProductSender(port, connections, templates);
        var contacts = new ContactStore(product._facts, TimeProvider.System);
        await contacts.UpsertAsync(
            [.. Enumerable.Range(0, messages).Select(i => new ContactUpsert { Email = $"p{i}@people.internal", FirstName = "Ada", LastName = "Lovelace", Language = "en", EmailConsent = true, ConsentSource = "benchmark" })], overwrite: true, CancellationToken.None);
        product._contacts = (await contacts.ListAsync(null, 0, messages, CancellationToken.None)).Contacts;
        return product;
    }

    public Task SendAsync(int round) => _activity.ExecuteAsync(Inputs, new WholeAudience($"round{round}", _contacts), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _facts.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class OneSender(Sender sender) : ISenders
    {
        public Task<Sender> FindAsync(string? account, CancellationToken cancellationToken) => Task.FromResult(sender);
    }
}
