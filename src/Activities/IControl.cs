namespace Activities;

/// <summary>
/// Part of the language itself: the runner runs it, because it holds other activities or ends what holds it. The class says what it is called and what
/// its inputs are.
/// </summary>
/// <typeparam name="TInputs">Its inputs.</typeparam>
public interface IControl<TInputs>
    where TInputs : notnull;
