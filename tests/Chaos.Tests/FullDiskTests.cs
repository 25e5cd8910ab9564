using Xunit;

namespace Chaos.Tests;

/// <summary>The disk fills in the middle of a campaign, and is emptied again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_stops_work_with_a_clear_word_and_the_run_goes_on_when_there_is_space()
    {
        using var disk = SmallDisk.TryMount(96);
        Assert.SkipWhen(disk is null, "This process may not mount a file system; run as root.");
        await using var campaign = new HeldCampaign(disk.Path);
        await campaign.BeginAsync();
        disk.Fill();
        await campaign.StopsAsync("full");
        disk.Free();
        await campaign.GoesOnAsync();
    }
}
