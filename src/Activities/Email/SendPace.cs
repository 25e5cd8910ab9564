namespace Activities.Email;

/// <summary>
/// How many messages are claimed at a time: what the server takes in a fifth of a second. A fast one is kept busy with few commits; behind a slow one few messages stand claimed,
/// and a kill leaves few in doubt.
/// </summary>
internal sealed class SendPace(TimeProvider time)
{
    public const int Most = 500;
    private const int Least = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private long _last = time.GetTimestamp();

    public int Group { get; private set; } = 4 * Least;

    /// <summary>So many messages were answered since the last time; the group follows, at most twofold at once.</summary>
    public void Answered(int messages)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_last, now);
        _last = now;
        var perTurn = elapsed <= TimeSpan.Zero ? Most : (int)Math.Min(Most, messages * (Turn / elapsed));
        Group = Math.Clamp(perTurn, Math.Max(Least, Group / 2), Math.Min(Most, Group * 2));
    }
}
