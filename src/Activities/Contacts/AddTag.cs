using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Contacts;

[Activity("Marketing.AddTag", "Add tag", Category.Audience, "Puts a tag on everyone who comes by.", Icon.Tag, Grain.PerContact)]
public sealed class AddTag(IContactStore contacts) : IActivity<AddTag.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Tag", Editor = Editor.Tag), Required, StringLength(50)]
        public string Tag { get; init; } = "";
    }

    public enum Outcome { Done }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        await foreach (var chunk in context.ChunksAsync(cancellationToken))
        {
            long[] ids = [.. chunk.Select(c => c.Id)];
            await contacts.AddTagAsync(ids, inputs.Tag.Trim(), cancellationToken);
            context.Leave(ids, Outcome.Done);
        }

        return Nothing.Value;
    }
}
