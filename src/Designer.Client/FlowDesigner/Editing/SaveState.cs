namespace Designer.Client.FlowDesigner.Editing;

/// <summary>What the author sees of the draft's way to the server.</summary>
public enum SaveState
{
    Saved,
    Saving,

    /// <summary>The server cannot be reached or failed; it is tried again.</summary>
    Failed,

    /// <summary>The server understood and refused; trying again without a change would not help.</summary>
    Refused,

    /// <summary>Somebody else saved in between: the author decides.</summary>
    Conflict,
}
