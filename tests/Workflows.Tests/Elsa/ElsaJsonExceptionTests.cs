using FsCheck;
using FsCheck.Fluent;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Elsa;

public sealed class ElsaJsonExceptionTests
{
    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n \"root\": {\n  \"type\": oops\n }\n}", "line 3, column 11")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\"}} trailing", "line 1, column 36")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",}}", "line 1")]
    [InlineData("// a comment\n{}", "line 1")]
    [InlineData("[]", "a list")]
    [InlineData("5", "a single value")]
    [InlineData("{}", "neither root nor definitionId")]
    [InlineData("{\"name\":\"package.json\",\"version\":\"1.0.0\"}", "neither root nor definitionId")]
    [InlineData("{\"activities\":[],\"connections\":[],\"name\":\"old\"}", "Elsa 1 or 2")]
    [InlineData("{\"root\":5}", "root must be an object, but it is 5")]
    [InlineData("{\"root\":{}}", "root.type is missing")]
    [InlineData("{\"root\":{\"type\":\"\"}}", "root.type must be an activity's type")]
    [InlineData("{\"root\":{\"type\":7}}", "root.type must be a text, but it is 7")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"version\":\"1\"}}", "root.version must be a whole number")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":{}}}", "root.activities must be a list")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":[{\"id\":\"a\",\"type\":\"A.B\"},{\"id\":\"a\",\"type\":\"A.B\"}]}}", "root.activities[1].id is 'a'")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":[{\"id\":5,\"type\":\"A.B\"}]}}", "root.activities[0].id must be a text")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"connections\":[{\"source\":{\"port\":\"Done\"},\"target\":{\"activity\":\"b\"}}]}}", "root.connections[0].source.activity is missing")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"connections\":[{\"source\":\"a\"}]}}", "root.connections[0].target is missing")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"connections\":[{\"source\":\"a\",\"target\":\"b\",\"vertices\":[{\"x\":1}]}]}}", "root.connections[0].vertices[0].y is missing")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\"},\"createdAt\":\"yesterday\"}", "createdAt must be an instant")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\"},\"version\":\"one\"}", "version must be a whole number")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\"},\"isPublished\":\"yes\"}", "isPublished must be true or false")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\"},\"outcomes\":[1]}", "outcomes[0] must be a text")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"text\":{\"expression\":{\"value\":1}}}}", "root.text.expression.type is missing")]
    [InlineData("{\"root\":{\"type\":\"Elsa.NotFoundActivity\",\"originalActivityJson\":\"{broken\"}}", "root.originalActivityJson is not JSON")]
    public void Names_the_place(string json, string place) =>
        Assert.Contains(place, Assert.Throws<ElsaJsonException>(() => ElsaJson.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_broken_file_of_the_real_ones_is_refused_with_its_line() =>
        Assert.Contains("line 277", Assert.Throws<ElsaJsonException>(() => ElsaJson.Read(ElsaFiles.Read(ElsaFiles.Broken))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_and_never_half_read()
    {
        var whole = ElsaFiles.Read("elsa-conformance/our-format-example.json").TrimEnd();
        for (var length = 0; length < whole.Length; length += 7)
            Assert.Throws<ElsaJsonException>(() => ElsaJson.Read(whole[..length]));
    }

    [Fact]
    public void A_nesting_that_would_break_the_stack_is_refused() =>
        Assert.Throws<ElsaJsonException>(() => ElsaJson.Read("{\"root\":" + string.Concat(Enumerable.Repeat("{\"type\":\"A.B\",\"body\":", 100_000)) + "1"));

    [Fact]
    public void Any_change_of_one_character_is_read_or_refused_with_a_sentence()
    {
        var whole = ElsaFiles.Read("elsa-conformance/our-format-example.json");
        const string characters = "{}[]\",:0a\\ ";
        Prop.ForAll<int, int>((at, with) =>
        {
            var index = Math.Abs(at * 7919 % whole.Length);
            var changed = whole[..index] + characters[Math.Abs(with % characters.Length)] + whole[(index + 1)..];
            try
            {
                return ElsaJson.Write(ElsaJson.Read(changed)).Length > 0;
            }
            catch (ElsaJsonException e)
            {
                return e.Message.EndsWith('.');
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
