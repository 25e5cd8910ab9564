using System.ComponentModel.DataAnnotations;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Segments;
using Xunit;

namespace Workflows.Tests.Descriptors;

public sealed class DescriptorReaderTests
{
    [Activity("Test.Send", "Send", Category.Channels, "Sends.", Icon.Mail, Grain.PerContact)]
    public sealed class Send
    {
        public sealed record Inputs
        {
            [Input("Subject", Hint = "Liquid"), Required, StringLength(200)]
            public Template Subject { get; init; }

            [Range(1, 10)]
            public int MaxTries { get; init; } = 3;

            public SegmentRule? Who { get; init; }
            public Colour Colour { get; init; } = Colour.Red;
            public TimeSpan Pause { get; init; } = TimeSpan.FromHours(2);
            public TimeOnly? At { get; init; }
            public bool Dry { get; init; }

            [Input("Zone", InCustomProperties = true, IsAdvanced = true, Editor = Editor.TimeZone, TypeName = "Elsa.Zone")]
            public string Zone { get; init; } = "UTC";

            public string Computed => Zone + Zone;
        }

        public sealed record Outputs(string MessageSet, int Count);

        public enum Outcome { Sent, Held, Failed }
    }

    [Activity("Test.Plain", "Plain", Category.Flow, "Does.", Icon.Text, Grain.OncePerRun, IsTrigger = true, IsTerminal = true)]
    public sealed class Plain
    {
        public sealed record Inputs;
    }

    [Activity("Test.Naked", "Naked", Category.Flow, "Does.", Icon.Text, Grain.OncePerRun)]
    public sealed class Naked;

    public enum Colour { Red, Green }

    private static readonly ActivityDescriptor Descriptor = DescriptorReader.Read(typeof(Send));

    [Fact]
    public void Reads_the_attribute_outcomes_and_outputs()
    {
        Assert.Equal(("Test.Send", "Send", "Sends.", Icon.Mail), (Descriptor.Type, Descriptor.Title, Descriptor.Summary, Descriptor.Icon));
        Assert.Equal(["Sent", "Held", "Failed"], Descriptor.Outcomes);
        Assert.Equal([("messageSet", "Message set", "String"), ("count", "Count", "Int32")], Descriptor.Outputs.Select(o => (o.Name, o.Title, o.TypeName)));
    }

    [Fact]
    public void Reads_inputs_in_the_order_of_the_file_without_computed_ones() =>
        Assert.Equal(["subject", "maxTries", "who", "colour", "pause", "at", "dry", "zone", "retries", "retryDelay", "retryFaults"], Descriptor.Inputs.Select(i => i.Name));

    [Theory]
    [InlineData("subject", "String", Editor.Template)]
    [InlineData("maxTries", "Int32", Editor.Number)]
    [InlineData("who", "Object", Editor.Rule)]
    [InlineData("colour", "String", Editor.Choice)]
    [InlineData("pause", "TimeSpan", Editor.Duration)]
    [InlineData("at", "String", Editor.TimeOfDay)]
    [InlineData("dry", "Boolean", Editor.Switch)]
    [InlineData("zone", "Elsa.Zone", Editor.TimeZone)]
    public void Chooses_type_and_editor(string name, string typeName, Editor editor)
    {
        var input = Descriptor.Input(name)!;
        Assert.Equal((typeName, editor), (input.TypeName, input.Editor));
    }

    [Theory]
    [InlineData("maxTries", "3")]
    [InlineData("colour", "\"Red\"")]
    [InlineData("pause", "\"02:00:00\"")]
    [InlineData("dry", "false")]
    [InlineData("zone", "\"UTC\"")]
    [InlineData("subject", null)]
    [InlineData("who", null)]
    [InlineData("at", null)]
    public void Reads_defaults_from_the_initialisers(string name, string? json) => Assert.Equal(json, Descriptor.Input(name)!.Default?.GetRawText());

    [Fact]
    public void Reads_limits_hints_and_places()
    {
        var subject = Descriptor.Input("subject")!;
        Assert.Equal(("Liquid", true, 200), (subject.Hint, subject.IsRequired, subject.MaxLength));
        Assert.Equal((1, 10), (Descriptor.Input("maxTries")!.Minimum, Descriptor.Input("maxTries")!.Maximum));
        Assert.Equal("Max tries", Descriptor.Input("maxTries")!.Title);
        Assert.Equal(["Red", "Green"], Descriptor.Input("colour")!.Choices);
        Assert.True(Descriptor.Input("zone") is { InCustomProperties: true, IsAdvanced: true, IsPlain: false });
    }

    [Fact]
    public void An_activity_without_an_enum_has_the_one_outcome_done()
    {
        var plain = DescriptorReader.Read(typeof(Plain));
        Assert.Equal(["Done"], plain.Outcomes);
        Assert.True(plain is { IsTrigger: true, IsTerminal: true, Outputs.IsEmpty: true });
    }

    [Theory]
    [InlineData(typeof(string), "[Activity]")]
    [InlineData(typeof(Naked), "Inputs")]
    public void Says_what_a_class_lacks_to_be_an_activity(Type type, string lacks) =>
        Assert.Contains(lacks, Assert.Throws<ArgumentException>(() => DescriptorReader.Read(type)).Message, StringComparison.Ordinal);
}
