using Designer.Client.FlowDesigner;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class CronPartsTests
{
    [Theory]
    [InlineData("0 0 9 ? * MON", CronRhythm.Weekly)]
    [InlineData("0 30 18 ? * MON,WED,FRI", CronRhythm.Weekly)]
    [InlineData("0 15 7 * * ?", CronRhythm.Daily)]
    [InlineData("0 0 8 1 * ?", CronRhythm.Monthly)]
    [InlineData("0 0 8 L * ?", CronRhythm.Monthly)]
    [InlineData("0 20 * * * ?", CronRhythm.Hourly)]
    [InlineData("0 0/5 * * * ?", CronRhythm.Minutes)]
    [InlineData("0 * * * * ?", CronRhythm.Minutes)]
    public void What_the_editor_reads_it_writes_again(string cron, CronRhythm rhythm)
    {
        var parts = CronParts.Read(cron);
        Assert.Equal(rhythm, parts.Rhythm);
        Assert.Equal(cron, parts.Text);
    }

    [Fact]
    public void A_range_of_weekdays_is_its_days() => Assert.Equal(["MON", "TUE", "WED", "THU", "FRI"], CronParts.Read("0 0 9 ? * MON-FRI").Weekdays);

    [Theory]
    [InlineData("0 0 9 ? * 2")]
    [InlineData("30 0 9 ? * MON")]
    [InlineData("0 0 9 30 2 ?")]
    [InlineData("0 0 25 * * ?")]
    [InlineData("soon")]
    [InlineData("")]
    public void Anything_else_stays_text(string cron) => Assert.Equal(CronRhythm.Other, CronParts.Read(cron).Rhythm);
}
