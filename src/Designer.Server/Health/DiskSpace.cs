using System.Globalization;
using Designer.Server.Hosting;

namespace Designer.Server.Health;

/// <summary>Whether the disk of the data folder has room for work.</summary>
public sealed class DiskSpace(DataFolder folder)
{
    /// <summary>A write-ahead log that cannot grow by this much stops the next larger commit.</summary>
    private const long Least = 16 * 1024 * 1024;

    /// <summary>Null: there is space.</summary>
    public string? Sentence() => Sentence(new DriveInfo(folder.Root).AvailableFreeSpace);

    public static string? Sentence(long free) => free >= Least
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"The disk of the data folder is full: {free / 1024} KiB are free, {Least / 1024} KiB are needed. Runs wait and nothing can be saved until there is space.");
}
