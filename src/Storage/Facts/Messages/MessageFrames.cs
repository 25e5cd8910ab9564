using System.Collections.Concurrent;
using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Messages;

/// <summary>Which frame the messages of a step are kept in: learned from the first group of them, and again when a later group has little in common with it (another language).</summary>
internal sealed class MessageFrames
{
    /// <summary>Steps in progress; a step whose frame was forgotten learns it anew.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<(string Run, string Activity), MessageFrame> _frames = new();
    private readonly ConcurrentDictionary<string, bool> _kept = new();

    /// <summary>Told once the frame is durable.</summary>
    public void IsKept(MessageFrame frame)
    {
        if (frame.Id is { } id)
            _kept[id] = true;
    }

    /// <summary>A group's contents in their order, and the frame that they refer to.</summary>
    public (MessageFrame Frame, List<string> Contents) Write(IReadOnlyList<OutgoingMessage> messages, Func<OutgoingMessage, string[]> parts)
    {
        var step = (messages[0].Key.RunId, messages[0].Key.ActivityId);
        var documents = messages.Select(parts).ToList();
        var frame = _frames.GetValueOrDefault(step, MessageFrame.None);
        var contents = documents.ConvertAll(d => frame.Write(d));
        if (messages.Count < 2 * MessageFrame.Sharers || contents.Sum(c => (long)c.Length) * 2 < documents.Sum(d => d.Sum(p => (long)p.Length)))
            return (frame, contents);
        var learned = MessageFrame.Learn([.. messages.Zip(documents).DistinctBy(m => m.First.Key.ContactId).Select(m => m.Second)]);
        if (_frames.Count >= Most)
        {
            _frames.Clear();
            _kept.Clear();
        }
        _frames[step] = learned;
        return (learned, documents.ConvertAll(d => learned.Write(d)));
    }

    public void Keep(DuckDBConnection connection, MessageFrame frame)
    {
        if (frame.Id is { } id && !_kept.ContainsKey(id))
            connection.Execute("INSERT INTO message_frames SELECT $id, $pieces WHERE NOT EXISTS (FROM message_frames WHERE id = $id)", ("id", id), ("pieces", frame.Text));
    }
}
