using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>The facts cannot be opened or written; the message says what to do. Nothing was half-written.</summary>
public sealed class FactsUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static FactsUnavailableException Opening(string path, DuckDBException exception) => new(
        exception.Message switch
        {
            var m when m.Contains("Could not set lock", StringComparison.Ordinal) =>
                $"The fact store '{path}' is in use by another process. Only one server may open a data folder: stop the other one, or give this one another folder with Designer:DataPath.",
            var m when m.Contains("not a valid DuckDB database", StringComparison.Ordinal) =>
                $"The fact store '{path}' is not a DuckDB file. Put back a backup, or move the file away to begin with an empty one.",
            var m when IsFull(m) => Full(path),
            var m => $"The fact store '{path}' cannot be opened: {m}",
        },
        exception);

    /// <summary>Names a full disk and one that does not answer; any other exception stays what it is.</summary>
    internal static Exception Writing(string path, Exception exception) => exception is not DuckDBException ? exception
        : IsFull(exception.Message) ? new FactsUnavailableException(Full(path), exception)
        : exception.Message.Contains("IO Error", StringComparison.Ordinal) || exception.Message.Contains("has been invalidated", StringComparison.Ordinal)
            ? new FactsUnavailableException($"The fact store '{path}' cannot be written. Nothing of this change was kept; look at the disk, then restart the server if this stays: {exception.Message.Split('\n')[0]}", exception)
            : exception;

    private static bool IsFull(string message) =>
        message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || message.Contains("disk full", StringComparison.OrdinalIgnoreCase);

    private static string Full(string path) =>
        $"The disk that holds the fact store '{path}' is full. Nothing of this change was kept; free some space and try again.";
}
