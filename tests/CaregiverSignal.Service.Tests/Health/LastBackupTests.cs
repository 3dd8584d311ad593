using CaregiverSignal.Health;

namespace CaregiverSignal.Tests.Health;

/// <summary>When administrators read that a backup lacks.</summary>
public sealed class LastBackupTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    public async Task Whose_first_people_came_in_today_lacks_no_backup_of_two_days(int days, bool isLacking)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-days);
        using var site = Some.Installation().On(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.False(await LastBackup.IsLackingAsync(site.Database));

        await site.AddCaregiver();

        // A server has backups of its own.
        Assert.Equal(isLacking && !site.Database.Engine.IsShared, await LastBackup.IsLackingAsync(site.Database));

        // Until one was made here.
        new LastBackup(day, "one.backup", 1).Note(site.Database.Engine);
        Assert.Equal(isLacking, await LastBackup.IsLackingAsync(site.Database));
    }
}
