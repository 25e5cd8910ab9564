namespace Activities.Copy;

/// <summary>The copy models that can be chosen; the first is the default.</summary>
public sealed class CopyModels(IEnumerable<ICopyModel> models)
{
    private readonly IReadOnlyList<ICopyModel> all = [.. models];

    public IReadOnlyList<ICopyModel> All => all;

    /// <param name="name">Null or blank: the default.</param>
    /// <exception cref="CopyBriefException">There is none of that name; the message lists those there are.</exception>
    public ICopyModel Get(string? name)
    {
        if (all.Count == 0)
            throw new CopyBriefException("No copy model is installed.");
        if (string.IsNullOrWhiteSpace(name))
            return all[0];
        return all.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CopyBriefException($"There is no copy model named '{name}'. Installed: {string.Join(", ", all.Select(m => m.Name))}.");
    }
}
