using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Contacts;

[Activity("Marketing.UpdateContact", "Update contact", Category.Audience, "Sets an attribute of everyone who comes by.", Icon.Contact, Grain.PerContact)]
public sealed class UpdateContact(IContactStore contacts) : IActivity<UpdateContact.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Attribute", Editor = Editor.Attribute), Required, StringLength(64)]
        public string Attribute { get; init; } = "";

        [Input("Value", Hint = "Empty clears it."), StringLength(1000)]
        public string? Value { get; init; }
    }

    public enum Outcome { Done }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var name = inputs.Attribute.Trim();
        var known = (await contacts.AttributesAsync(cancellationToken)).FirstOrDefault(a => a.Name == name);
        if (known is null)
        {
            known = new AttributeDefinition(name, AttributeText.Guess(inputs.Value));
            await contacts.EnsureAttributesAsync([known], cancellationToken);
        }

        var value = AttributeText.Parse(inputs.Value, known);
        await foreach (var chunk in context.ChunksAsync(cancellationToken))
        {
            long[] ids = [.. chunk.Select(c => c.Id)];
            await contacts.SetAttributeAsync(ids, name, value, cancellationToken);
            context.Leave(ids, Outcome.Done);
        }

        return Nothing.Value;
    }
}
