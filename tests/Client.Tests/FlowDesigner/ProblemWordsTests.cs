using System.Globalization;
using Designer.Client.FlowDesigner;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Validation;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class ProblemWordsTests
{
    private static readonly string[] Arguments = ["one", "two", "three", "four", "five"];

    public static TheoryData<string> Codes => [.. ProblemCodes.All];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_problem_of_the_validator_is_said_in_both_languages(string code)
    {
        var (english, chinese) = (Sentence(code, "en"), Sentence(code, "zh-CN"));
        Assert.NotEqual("The validator's own.", english);
        Assert.NotEqual(english, chinese);
        Assert.Contains(chinese, c => c >= '\u4e00');
    }

    [Fact]
    public void A_problem_that_this_client_does_not_know_is_said_in_the_servers_words() =>
        Assert.Equal("The validator's own.", Sentence("from.the.future", "zh-CN"));

    [Fact]
    public void The_sentence_names_what_the_problem_names() =>
        Assert.Equal("“one”的“two”有 four 个字符，最多允许 three 个。", Sentence(ProblemCodes.InputTooLong, "zh-CN"));

    [Fact]
    public void Steps_inputs_and_kinds_are_named_in_the_authors_language_too() =>
        Assert.Equal("“发送邮件”的“主题”应为 一个整数，现在是 [1]。", Sentence(ProblemCodes.InputType, "zh-CN", "Send email", "Subject", "a whole number", "[1]"));

    private static string Sentence(string code, string culture, params string[] arguments)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var services = new ServiceCollection().AddLocalization().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
            var words = new ProblemWords(services.GetRequiredService<IStringLocalizer<ProblemTexts>>(), new ActivityWords(services.GetRequiredService<IStringLocalizer<ActivityTexts>>()));
            return words.Sentence(new Problem(Severity.Error, code, "a", null, "The validator's own.") { Arguments = arguments.Length > 0 ? arguments : Arguments }, Flows.Descriptors);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
