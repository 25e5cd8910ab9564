using Xunit;

namespace Chaos.Tests;

/// <summary>The data folder takes no more writes in the middle of a campaign: somebody locked it, or its disk failed.</summary>
public sealed class ReadOnlyFolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_folder_stops_work_with_a_clear_word_and_the_run_goes_on_when_it_is_unlocked()
    {
        using var disk = LoopDisk.TryMount(192);
        Assert.SkipWhen(disk is null, "This process may not mount a file system, or e2fsprogs is missing; run as root.");
        await using var campaign = new HeldCampaign(disk.Data);
        await campaign.BeginAsync();
        disk.Lock();
        await campaign.StopsAsync("cannot be written");
        disk.Unlock();
        await campaign.GoesOnAsync();
    }

    [Fact]
    public async Task A_file_system_that_its_kernel_made_read_only_stops_work_and_the_run_goes_on_after_the_repair()
    {
        using var disk = LoopDisk.TryMount(192);
        Assert.SkipWhen(disk is null, "This process may not mount a file system, or e2fsprogs is missing; run as root.");
        await using var campaign = new HeldCampaign(disk.Data);
        await campaign.BeginAsync();
        disk.Fail();
        await campaign.StopsOrEndsAsync("Read-only file system");

        campaign.Server.Kill();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => campaign.Server.StartAsync(Token));
        Assert.Contains("cannot be created or written", refused.Message, StringComparison.Ordinal);
        campaign.Server.Kill();
        disk.Repair();
        await campaign.Server.StartAsync(Token);
        await campaign.GoesOnAsync();
    }
}
