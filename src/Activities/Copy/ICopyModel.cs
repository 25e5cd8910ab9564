namespace Activities.Copy;

/// <summary>Writes marketing templates. Chosen by name, so that users' own ONNX folders and GPT-style APIs can stand beside the embedded one.</summary>
public interface ICopyModel
{
    string Name { get; }

    CopyCard Card { get; }

    /// <exception cref="CopyBriefException">The brief asks for what the model cannot write; the message names it and what it can.</exception>
    /// <exception cref="CopyQualityException">The model wrote, but nothing that may be sent; the message names what was wrong.</exception>
    Task<IReadOnlyList<CopyVariant>> WriteAsync(CopyBrief brief, CancellationToken cancellationToken);
}

/// <param name="Kind">"campaign" writes subject, preheader, body and post together; "email" all but the post; "subject" and "post" one of them.</param>
/// <param name="Category">What is sold, such as "coffee"; the model card lists those it knows.</param>
/// <param name="Audience">"new", "loyal", "at_risk", "lapsed" …</param>
/// <param name="Tone">"friendly", "playful", "formal" …</param>
/// <param name="Fields">The merge fields that exist and may appear: "contact.first_name", "product.name", "offer", "deadline" …</param>
/// <param name="Seed">The same brief and seed give the same text.</param>
public sealed record CopyBrief(string Kind, string Language, string Category, string Audience, string Tone, IReadOnlyList<string> Fields, int Variants, int Seed);

/// <summary>The author's mistake: another brief helps, another attempt does not.</summary>
public sealed class CopyBriefException(string message) : Exception(message);

/// <summary>No draft passed the checks; another seed may.</summary>
public sealed class CopyQualityException(string message) : Exception(message);
