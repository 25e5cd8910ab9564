namespace Activities.Email;

/// <summary>The states as the store and the interface spell them.</summary>
public static class SendStateNames
{
    private static readonly Dictionary<string, SendState> States = Enum.GetValues<SendState>().ToDictionary(Name);

    public static string Name(this SendState state) => state switch
    {
        SendState.InDoubt => "in_doubt",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static SendState? Find(string name) => States.TryGetValue(name, out var state) ? state : null;

    public static SendState Read(string name) => States[name];
}
