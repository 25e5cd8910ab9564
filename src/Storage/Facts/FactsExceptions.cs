using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>The facts cannot be opened or written; the message says what to do. Nothing was half-written.</summary>
public sealed class FactsUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What DuckDB says when the disk refused it. A commit that met that is no "IO Error" but one of the transaction, so the type of the error does not tell.</summary>
    private static readonly string[] OfTheDisk =
        ["IO Error", "FATAL Error", "Could not write file", "Could not write all bytes", "Could not remove file", "Could not truncate file", "Could not fsync file", "Could not rename file", "Cannot open file"];

    internal static FactsUnavailableException Opening(string path, DuckDBException exception) => new(
        exception.Message switch
        {
            var m when m.Contains("Could not set lock", StringComparison.Ordinal) =>
                $"The fact store '{path}' is in use by another process. Only one server may open a data folder: stop the other one, or give this one another folder with Designer:DataPath.",
            var m when m.Contains("not a valid DuckDB database", StringComparison.Ordinal) =>
                $"The fact store '{path}' is not a DuckDB file. Put back a backup, or move the file away to begin with an empty one.",
            var m when IsFull(m) => $"{State(path, m)} Free some space and try again.",
            var m => $"The fact store '{path}' cannot be opened: {m}",
        },
        exception);

    /// <summary>Names a full disk and one that cannot be written; any other exception stays what it is.</summary>
    internal static Exception Writing(string path, Exception exception) => exception is DuckDBException && OfTheDisk.Any(w => exception.Message.Contains(w, StringComparison.Ordinal))
        ? new FactsUnavailableException($"{State(path, exception.Message)} {(IsGivenUp(exception) ? "Whether this change was kept shows when the store can be written." : "Nothing of this change was kept.")} {Advice(exception.Message)}", exception)
        : exception;

    /// <summary>It could be opened again for reading only.</summary>
    internal static FactsUnavailableException ReadOnly(string path, DuckDBException exception) =>
        new($"{State(path, exception.Message)} Nothing of this change was kept. {Advice(exception.Message)}", exception);

    /// <summary>The commit was acknowledged, but right after it the folder took no more writes, so that the acknowledgement proves nothing.</summary>
    internal static FactsUnavailableException Unproven(string path, Exception refused)
    {
        // .NET adds the file's name.
        var cause = refused.Message.Split(" : ")[0];
        return new($"{State(path, cause)} Whether this change was kept shows when the store can be written. {Advice(cause)}", refused);
    }

    /// <summary>DuckDB answers nothing more until the file was closed and opened again; a commit that met this may be in its log all the same.</summary>
    internal static bool IsGivenUp(Exception exception) => exception is DuckDBException && exception.Message.Contains("FATAL Error", StringComparison.Ordinal);

    private static string State(string path, string message) => IsFull(message)
        ? $"The disk that holds the fact store '{path}' is full."
        : $"The fact store '{path}' cannot be written ({Cause(message)}).";

    private static string Advice(string message) => IsFull(message) ? "Free some space: work goes on by itself." : "Make the data folder writable again: work goes on by itself.";

    /// <summary>The operating system's word, which DuckDB puts last: "Read-only file system", "Permission denied".</summary>
    private static string Cause(string message) => message.Trim().Split('\n')[^1].Split(": ")[^1].Trim('"', '.', ' ');

    private static bool IsFull(string message) =>
        message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || message.Contains("disk full", StringComparison.OrdinalIgnoreCase);
}
