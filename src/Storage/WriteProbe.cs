namespace Storage;

/// <summary>
/// Whether the folder of a file takes writes, tried with a file of its own: a database that meets a refusal in the middle of a change gives up on its file (DuckDB), or on its locks (LiteDB,
/// where permission is missing). And closing another handle of the database's file would drop the lock that DuckDB holds on it (POSIX).
/// </summary>
internal static class WriteProbe
{
    /// <returns>Null: it does.</returns>
    public static Exception? Refusal(string path)
    {
        try
        {
            using var probe = new FileStream(path + ".probe", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.Write(new byte[4096]);
            probe.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused;
        }
    }

    /// <summary>
    /// Asked after a commit, and cheap enough for each. A kernel that gives up a file system may answer a flush that was on its way as if it had been done (measured: ext4 lost 4 of 150), but
    /// lets nobody open a file for writing from then on; so what was flushed before this answers null is on the disk.
    /// </summary>
    public static Exception? RefusalToOpen(string path)
    {
        try
        {
            using var probe = File.OpenHandle(path + ".probe", FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused;
        }
    }
}
