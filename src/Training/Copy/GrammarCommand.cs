using Training.Grammar;

namespace Training.Copy;

/// <summary>Prints texts of every kind in both languages, to be read before anything is trained on them.</summary>
public static class GrammarCommand
{
    public static void Run(int seed, TextWriter output)
    {
        foreach (var kind in new CopyDocuments(new CampaignGrammar(), seed).Draw(400, heldOut: false).GroupBy(d => (d.Prompt.Kind, d.Prompt.Language)))
            foreach (var document in kind.Take(16))
                output.WriteLine($"[{string.Join(' ', document.Prompt.Tokens.Skip(1).SkipLast(1))}]\n{document.Text}\n");
    }
}
