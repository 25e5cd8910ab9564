using Activities.Copy;
using Activities.Runs;
using Workflows.Expressions;

namespace Activities.Email;

/// <summary>What an author wrote for one step: templates, or a copy set where subject or body is blank.</summary>
public sealed record MailDraft(Template Subject, Template Preheader, Template Body, CopySet? Copy, string? List)
{
    /// <summary>The templates for one person: the author's own where there is one, else the copy set's in the person's language.</summary>
    public MailTemplates For(string? language, long contact)
    {
        var copy = Copy?.For(language, (int)(contact & int.MaxValue));
        return new MailTemplates(
            Subject.IsEmpty ? copy?.Subject ?? "" : Subject.Text,
            Preheader.IsEmpty ? copy?.Preheader ?? "" : Preheader.Text,
            Body.IsEmpty ? copy?.Body ?? "" : Body.Text,
            copy is not null && (Subject.IsEmpty || Body.IsEmpty) ? copy.Language : language);
    }

    /// <exception cref="ActivityFaultException">There is nothing to send; the sentence says which part is missing.</exception>
    public void RequireText()
    {
        var hasCopy = Copy is { Variants.Count: > 0 };
        if (!hasCopy && (Subject.IsEmpty || Body.IsEmpty))
            throw new ActivityFaultException($"The e-mail has no {(Subject.IsEmpty ? "subject" : "body")}: write one, or choose a variable with generated copy.", canRetry: false);
    }
}

/// <param name="Language">Of the text, for the footer and the document's lang.</param>
public sealed record MailTemplates(string Subject, string Preheader, string Body, string? Language);
