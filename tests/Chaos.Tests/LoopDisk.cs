using System.Diagnostics;

namespace Chaos.Tests;

/// <summary>A file system (ext4) in a file, whose data folder may be locked, and which may fail as one with a broken disk does. Needs the right to mount (root) and e2fsprogs.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly string _image;

    private LoopDisk(string image, string path) => (_image, Path) = (image, path);

    public string Path { get; }

    /// <summary>The server's own folder in it: only there everything may be locked.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <returns>Null where this process may not mount.</returns>
    public static LoopDisk? TryMount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("designer-disk-").FullName;
        var disk = new LoopDisk(path + ".img", path);
        using (var image = File.Create(disk._image))
            image.SetLength(megabytes * 1024L * 1024);
        if (OperatingSystem.IsLinux() && Succeeds("mkfs.ext4", "-q", disk._image) && disk.Mounts())
        {
            Directory.CreateDirectory(disk.Data);
            return disk;
        }
        disk.Delete();
        return null;
    }

    /// <summary>Nothing in the folder may be written any more, not even by root, not even through handles that are open: EPERM.</summary>
    public void Lock() => Run("chattr", "-R", "+i", Data);

    public void Unlock() => Run("chattr", "-R", "-i", Data);

    /// <summary>As when its disk fails: the kernel makes the whole file system read-only at once (EROFS), until it was checked and mounted anew.</summary>
    public void Fail() => Run("mount", "-o", "remount,abort", Path);

    /// <summary>Nobody may have a file of it open.</summary>
    public void Repair()
    {
        Run("umount", Path);
        // 1: errors were corrected.
        if (Code("e2fsck", "-fy", _image) > 1 || !Mounts())
            throw new InvalidOperationException($"'{_image}' could not be repaired.");
    }

    public void Dispose()
    {
        _ = Succeeds("chattr", "-R", "-i", Data);
        Run("umount", "-l", Path);
        Delete();
    }

    private bool Mounts() => Succeeds("mount", "-o", "loop", _image, Path);

    private void Delete()
    {
        Directory.Delete(Path);
        File.Delete(_image);
    }

    private static void Run(string program, params string[] arguments)
    {
        if (!Succeeds(program, arguments))
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    private static bool Succeeds(string program, params string[] arguments) => Code(program, arguments) == 0;

    private static int Code(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 127; // As a shell says it: there is no such program here.
        }
    }
}
