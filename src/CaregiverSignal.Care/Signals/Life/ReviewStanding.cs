using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>After a change of the rules, gives whoever stands with nothing open a line with a day; false once it is
/// done.</summary>
/// <remarks>There is no alert, and the next digest says how many. Who was given a line before it was cut off has one,
/// so it may begin again.</remarks>
internal sealed class ReviewStanding(Database database, CurrentSettings settings, SiteTime time)
{
    /// <summary>How many people are looked at in one write.</summary>
    private const int AtOnce = 100;

    public async Task<bool> RunOneAsync(CancellationToken stop = default)
    {
        if (!await database.ReadAsync(IsDue, stop))
            return false;
        foreach (var ids in (await database.ReadAsync(WithNothingOpen, stop)).Chunk(AtOnce))
            await database.WriteAsync(transaction => Open(transaction, ids), stop);
        return await database.WriteAsync(transaction => Finish(transaction, time.Today), stop);
    }

    private async Task Open(Transaction transaction, long[] ids)
    {
        var open = await SignalTable.OpenOfEach(transaction, ids);
        foreach (var (id, stored) in await StoredLife.UpToNow(transaction, ids, settings.Signals, time))
        {
            if (stored.Life.StandingOn(time.Today) is { } standing && !open.ContainsKey(id))
                await new JudgedRow(transaction, id, null, stored.Life, time).PutQuietly(
                    standing.Level,
                    stored.Life.ReasonsOn(time.Today)
                );
        }
    }

    /// <summary>Whether other rules looked at everybody last; in a new store it is these.</summary>
    private static async Task<bool> IsDue(Transaction transaction) =>
        await transaction.One<string>($"select reached from retention where what = 'rules'") != RuleSettings.Version;

    /// <returns>False when another worker did it first.</returns>
    private static async Task<bool> Finish(Transaction transaction, DateOnly today) =>
        await transaction.Execute(
            $"""
            update retention set reached = {RuleSettings.Version}, done_on = {today}
            where what = 'rules' and reached <> {RuleSettings.Version}
            """
        ) == 1;

    /// <summary>The numbers of the caregivers about whom nothing is open.</summary>
    private static Task<IReadOnlyList<long>> WithNothingOpen(Transaction transaction) =>
        transaction.All<long>(
            $"""
            select id
            from caregiver
            where not exists (
                select 1 from signal where signal.caregiver_id = caregiver.id and signal.closed_at is null)
            order by id
            """
        );
}
