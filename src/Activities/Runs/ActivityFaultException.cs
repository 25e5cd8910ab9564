namespace Activities.Runs;

/// <summary>A fault of the world around an activity, typed by what to do next. Any other exception is a bug or a full disk; the runner treats it as one that a retry may mend.</summary>
/// <param name="message">A sentence for the journal: it names the thing, the limit and the value, and no address, body or secret.</param>
/// <param name="canRetry">True: the world may mend by itself (a server that is down). False: somebody has to change something first (an account that is not there).</param>
public sealed class ActivityFaultException(string message, bool canRetry, Exception? inner = null) : Exception(message, inner)
{
    public bool CanRetry => canRetry;
}
