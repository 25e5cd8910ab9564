using System.Diagnostics;
using System.Globalization;
using Storage.Documents;
using Storage.Facts;
using Xunit;

namespace Storage.Tests;

/// <summary>This test program started once more as another process that opens a store, so that locks and kills are real. It speaks in lines on its output.</summary>
public sealed class Child : IDisposable
{
    private const string Variable = "STORAGE_TESTS_CHILD";
    private readonly Process _process;

    private Child(Process process) => _process = process;

    public static Child Start(string task, string path) => new(Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        Environment = { [Variable] = $"{task}|{path}" },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!);

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    /// <summary>Ends it as kill -9 does, and returns what it still said.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return rest;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <returns>False when this process is the tests themselves.</returns>
    public static async Task<bool> RunAsChildAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var task, var path])
            return false;
        await (task switch
        {
            "hold-facts" => HoldFactsAsync(path),
            "write-facts" => WriteFactsAsync(path),
            "write-documents" => WriteDocumentsAsync(path),
            "send" => Ledger.SendingChild.RunAsync(path),
            _ => throw new ArgumentException($"No such task: {task}"),
        });
        return true;
    }

    private static async Task HoldFactsAsync(string path)
    {
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        Console.WriteLine("open");
        Console.ReadLine();
    }

    private static async Task WriteFactsAsync(string path)
    {
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        await facts.WriteAsync(c => c.Execute("CREATE TABLE IF NOT EXISTS probe (id INTEGER)"), CancellationToken.None);
        for (var i = 0; ; i++)
        {
            var id = i;
            await facts.WriteAsync(c => c.Execute("INSERT INTO probe VALUES ($id)", ("id", id)), CancellationToken.None);
            Console.WriteLine(i.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task WriteDocumentsAsync(string path)
    {
        using var database = new DocumentDatabase(path);
        var store = new DocumentStore<Note>(database, TimeProvider.System);
        for (var i = 0; ; i++)
        {
            await store.PutAsync($"{i}", new Note($"text {i}"), 0, CancellationToken.None);
            Console.WriteLine(i.ToString(CultureInfo.InvariantCulture));
        }
    }
}

public sealed record Note(string Text);
