namespace Workflows.Expressions;

/// <summary>Liquid text that is rendered once per contact, never by an activity's author.</summary>
public readonly record struct Template(string Text)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
    public override string ToString() => Text;
}

/// <summary>Renders templates (Fluid, outside this room).</summary>
public interface ITemplates
{
    /// <param name="template">The Liquid text.</param>
    /// <param name="fields">Names that exist, dotted and lower case: contact.first_name, contact.country, offer, product.name, unsubscribe_url …</param>
    /// <returns>One sentence per mistake: a syntax error with its line, or an unknown merge field.</returns>
    IReadOnlyList<string> Check(string template, IReadOnlySet<string> fields);

    /// <summary>The merge fields that a template reads, dotted.</summary>
    IReadOnlySet<string> FieldsOf(string template);

    /// <param name="model">Nested dictionaries: "contact" -> {"first_name": …}. A missing value renders as nothing.</param>
    string Render(string template, IReadOnlyDictionary<string, object?> model, TemplateEncoding encoding);
}

/// <summary>Html encodes merged values (a contact named &lt;script&gt; stays text); Text does not, and strips line breaks from single-line values where the caller says so.</summary>
public enum TemplateEncoding { Text, Html }
