using CaregiverSignal.Configuration;
using CaregiverSignal.Demo;
using CaregiverSignal.Web;

namespace CaregiverSignal.Tests.Retention;

/// <summary>
/// The same people live the same fifteen months, once with all terms as short as they may be and once with everything
/// kept.
/// </summary>
public sealed class WithAndWithoutTests : IDisposable
{
    private const int People = 40;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LargeFact]
    public async Task What_is_deleted_changes_no_mail_and_no_signal()
    {
        const int Kept = 3660;
        var with = await Lived("with", new RetentionTerms(MailDays: 60, MailBytesDays: 1));
        var without = await Lived("without", new RetentionTerms(Kept, Kept, Kept, Kept, Kept, Kept, Kept));

        Assert.Equal(without.Happened, with.Happened);
        Assert.Equal(without.Mails, with.Mails);
        Assert.True(with.Happened.Count > 700, $"Only {with.Happened.Count} things happened.");
        Assert.True(with.Rows < without.Rows / 2, $"{with.Rows} mails are left of {without.Rows}.");
    }

    private async Task<(List<string> Happened, List<string> Mails, long Rows)> Lived(string name, RetentionTerms terms)
    {
        var place = Path.Combine(folder.Name, name);
        using var real = Some.Where(settings => settings with { Retention = terms });
        using var demo = DemoFolder.Take(place, out _);
        using var database = await Database.OpenAsync(demo!.Database, durable: false);
        var installation = DemoInstallation.In(demo, real.Installation);
        using (
            var simulation = await Simulation.BeginAsync(
                installation,
                database,
                ServedPaths.All,
                new DemoOptions(People, 15, 1)
            )
        )
        {
            await simulation.RunAsync(() => { });
            Assert.Equal(0, simulation.Failures);
        }

        return await database.ReadAsync(async transaction =>
            (
                (
                    await transaction.All<string>(
                        """
                        select 'signal ' || caregiver_id || ' ' || urgency || ' ' || kinds || ' ' || opened_at || ' ' || coalesce(notified_at, '-') || ' ' || coalesce(closed_at, '-') from signal
                        union all select 'action ' || caregiver_id || ' ' || kind || ' ' || at from action
                        union all select 'notification ' || signal_id || ' ' || notified_on || ' ' || urgency from notification
                        union all select 'task ' || caregiver_id || ' ' || kind || ' ' || opened_at || ' ' || coalesce(done_at, '-') from staff_task
                        union all select 'check-in ' || caregiver_id || ' ' || asked_on || ' ' || coalesce(reminded_at, '-') || ' ' || coalesce(answered_at, '-') || ' ' || coalesce(closed_at, '-') from check_in
                        union all select 'not mailed ' || id from check_in where not_mailed_at is not null
                        union all select 'caregiver ' || id || ' ' || status || ' ' || next_due_on from caregiver
                        """
                    )
                ).Order(StringComparer.Ordinal).ToList(),
                // A second mail of one name has a part of its random id behind it.
                Directory
                    .EnumerateFiles(Path.Combine(place, "mail"), "*.eml")
                    .Select(file => string.Join(' ', Path.GetFileNameWithoutExtension(file).Split(' ').Take(4)))
                    .Order(StringComparer.Ordinal)
                    .ToList(),
                await transaction.One<long>("select count(*) from mail")
            )
        );
    }
}
