using System.Globalization;

namespace Designer.Server.Hosting;

/// <summary>
/// The folder that holds everything this installation knows. It carries the version of its layout in the file "version" and is held by one
/// process at a time (DuckDB opens its file once), which the file "lock" shows: a command that needs the folder says so instead of failing inside a store.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Raise it, and add a step to <see cref="Migrate"/>, when files move or change shape.</summary>
    public const int CurrentVersion = 1;

    private readonly FileStream _hold;

    private DataFolder(string root, FileStream hold)
    {
        Root = root;
        _hold = hold;
    }

    public string Root { get; }
    public string Facts => Path.Combine(Root, "facts.duckdb");
    public string Documents => Path.Combine(Root, "documents.db");
    public string Keys => Path.Combine(Root, "keys");
    public string Models => Path.Combine(Root, "models");
    public string Imports => Path.Combine(Root, "imports");

    /// <summary>Creates the folder when it is absent, takes hold of it and brings its layout up to date.</summary>
    /// <exception cref="StartFaultException">Another process holds the folder, or a newer version wrote it.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        var hold = Hold(root);
        try
        {
            Migrate(root, ReadVersion(root));
            var folder = new DataFolder(root, hold);
            Directory.CreateDirectory(folder.Models);
            Directory.CreateDirectory(folder.Imports);
            CreatePrivate(folder.Keys);
            return folder;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    public void Dispose() => _hold.Dispose();

    /// <summary>Writes or deletes files of the folder that no store writes.</summary>
    /// <exception cref="DataFolderUnavailableException">The disk is full, or the folder cannot be written.</exception>
    public async Task WriteAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderUnavailableException(Root, fault);
        }
    }

    private static FileStream Hold(string root)
    {
        try
        {
            CreatePrivate(root);
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse) when (IsHeld(inUse))
        {
            throw new StartFaultException($"The data folder '{root}' is in use by a running server. Stop that server first, or choose another folder with Designer:DataPath.", inUse);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartFaultException($"The data folder '{root}' cannot be created or written (Designer:DataPath): {fault.Message}", fault);
        }
    }

    /// <summary>By its error: EWOULDBLOCK (Linux, macOS) or a sharing violation (Windows). A folder on a read-only file system has the file "lock" as well.</summary>
    private static bool IsHeld(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Contacts' data and keys are nobody else's: on Unix only the owner of the process may enter.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static int? ReadVersion(string root)
    {
        var file = Path.Combine(root, "version");
        if (!File.Exists(file))
            return null;
        var text = File.ReadAllText(file).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new StartFaultException($"The file '{file}' must hold the version of the data folder, a number; it holds '{text}'.");
    }

    private static void Migrate(string root, int? found)
    {
        if (found > CurrentVersion)
            throw new StartFaultException($"The data folder '{root}' has version {found}; this server knows versions up to {CurrentVersion}. Start the newer server, or choose another folder with Designer:DataPath.");
        if (found != CurrentVersion)
            File.WriteAllText(Path.Combine(root, "version"), CurrentVersion.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A file cannot be kept.</summary>
public sealed class DataFolderUnavailableException(string root, Exception fault) : Exception(Sentence(root, fault), fault)
{
    private static string Sentence(string root, Exception fault) => fault.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("not enough space", StringComparison.OrdinalIgnoreCase)
        ? $"The disk of the data folder '{root}' is full. Nothing was kept; free some space and try again."
        : $"The data folder '{root}' cannot be written ({fault.Message}). Nothing was kept; make it writable and try again.";
}
