using System.Runtime.ExceptionServices;

namespace Activities.Email;

/// <summary>The parts of an audience, cut into groups as large as the pace says.</summary>
internal sealed class SendGroups(IAsyncEnumerable<IReadOnlyList<long>> parts, SendPace pace, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<IReadOnlyList<long>> _parts = parts.GetAsyncEnumerator(cancellationToken);
    private ArraySegment<long> _left = [];
    private ExceptionDispatchInfo? _interruption;

    /// <returns>Null: nobody is left, or asking was interrupted (a paused run); what is on its way is finished first.</returns>
    public async Task<IReadOnlyList<long>?> NextAsync()
    {
        while (_left.Count == 0)
        {
            try
            {
                if (_interruption is not null || !await _parts.MoveNextAsync())
                    return null;
            }
            catch (Exception exception)
            {
                _interruption = ExceptionDispatchInfo.Capture(exception);
                return null;
            }
            _left = _parts.Current.ToArray();
        }
        var group = _left[..Math.Min(pace.Group, _left.Count)];
        _left = _left[group.Count..];
        return group;
    }

    public void ThrowIfInterrupted() => _interruption?.Throw();

    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
