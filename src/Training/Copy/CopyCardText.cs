using Activities.Copy;

namespace Training.Copy;

/// <summary>What the product says of the embedded model: plainly what it is, and what it is not.</summary>
internal static class CopyCardText
{
    public static CopyCard Of(long parameters, int documents, long tokens, IReadOnlyDictionary<string, double> evaluation) => new(
        EmbeddedCopyModel.ModelName,
        $"A very small decoder-only Transformer ({parameters / 1e6:0.0} million parameters) that writes subjects, preheaders, e-mail bodies and posts in English and Simplified Chinese. "
            + "It runs on this machine, needs no account, and writes templates: names, products, offers and dates are merge fields that you fill.",
        CopyVocabulary.Languages, CopyVocabulary.Categories, CopyVocabulary.Audiences, CopyVocabulary.Tones, parameters,
        $"Only on {documents:N0} texts that the rules in this project's own src/Training/Grammar wrote ({tokens / 1e6:0.0} million tokens shown, one seed, no text of anyone else, no personal data).",
        "It knows the phrases of those rules and recombines them; it has read nothing else and knows nothing about the world or your product. It follows a category, an audience, a tone and "
            + "a set of merge fields, not free instructions. On its own it often strays to another category, so it may only join words that stood together in training texts "
            + "of the same category, audience, tone and language; of four drafts the most fluent that passes is taken. It states no facts, figures or prices; each draft is checked for fields, language, length, unproven claims and repetition, and is "
            + "written again when it fails. Read what it writes before you send it.")
    {
        Evaluation = evaluation,
    };
}
