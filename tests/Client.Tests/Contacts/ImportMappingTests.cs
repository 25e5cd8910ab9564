using Bunit;
using Designer.Client.Contacts;
using Designer.Contracts.Contacts;
using Xunit;

namespace Client.Tests.Contacts;

public sealed class ImportMappingTests : ClientContext
{
    private static readonly ImportPreview Preview = new("token", "shop.csv", 1200, "UTF-8", ",",
        [new ImportColumn(0, "mail", "email", null, "Text"), new ImportColumn(1, "spend", "attribute", "spend", "Number")], [["ada@example.com", "12"], ["bob@example.com", "7"]]);

    private StartImportRequest? _started;

    private IRenderedComponent<ImportMapping> Open(ImportPreview? preview = null) =>
        RenderPage<ImportMapping>(mapping => mapping.Add(m => m.Preview, preview ?? Preview).Add(m => m.Start, (StartImportRequest request) => _started = request));

    [Fact]
    public void Assumes_nothing_about_people_who_are_already_here()
    {
        var mapping = Open();
        Assert.All(mapping.FindAll("input[type=radio]"), radio => Assert.False(radio.HasAttribute("checked")));
        mapping.Find("[data-testid=start-import]").Click();
        Assert.Null(_started);
        Assert.NotNull(mapping.Find("[data-testid=failure]"));
    }

    [Fact]
    public void Starts_with_the_corrected_mapping_and_the_choice()
    {
        var mapping = Open();
        mapping.FindAll("[data-testid=type]")[0].Change("Text");
        mapping.Find("[data-testid=conflict-fill]").Change(true);
        mapping.Find("[data-testid=start-import]").Click();
        Assert.Equal(("token", "fill", "Text"), (_started!.Token, _started.Conflict, _started.Columns[1].Type));
    }

    [Fact]
    public void Shows_what_stands_in_every_column() => Assert.Contains("ada@example.com · bob@example.com", Open().FindAll("[data-testid=import-column]")[0].TextContent);

    [Fact]
    public void Two_columns_cannot_become_the_same()
    {
        var mapping = Open();
        mapping.FindAll("[data-testid=target]")[1].Change("email");
        mapping.Find("[data-testid=conflict-skip]").Change(true);
        mapping.Find("[data-testid=start-import]").Click();
        Assert.Null(_started);
        Assert.Contains("mail", mapping.Find("[data-testid=failure]").TextContent);
    }

    [Fact]
    public void Says_what_a_file_without_identity_and_address_means()
    {
        var mapping = Open(Preview with { Columns = [new ImportColumn(0, "recency", "attribute", "recency", "Number")] });
        Assert.Equal(2, mapping.FindAll(".notice").Count);
    }
}
