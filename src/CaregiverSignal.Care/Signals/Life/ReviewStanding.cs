using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>After a change of rules, gives each standing caregiver with nothing open a line with a day; returns false
/// once done.</summary>
/// <remarks>There is no alert; the next digest says how many. It can start again after an interruption, as those given
/// a line have one.</remarks>
internal sealed class ReviewStanding(Database database, CurrentSettings settings, SiteTime time)
{
    /// <summary>How many people one write handles.</summary>
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

    /// <summary>Whether other rules evaluated everybody last; a new store counts as these.</summary>
    private static async Task<bool> IsDue(Transaction transaction) =>
        await transaction.One<string>($"select reached from retention where what = 'rules'") != RuleSettings.Version;

    /// <returns>False if another worker did it first.</returns>
    private static async Task<bool> Finish(Transaction transaction, DateOnly today) =>
        await transaction.Execute(
            $"""
            update retention set reached = {RuleSettings.Version}, done_on = {today}
            where what = 'rules' and reached <> {RuleSettings.Version}
            """
        ) == 1;

    /// <summary>The caregivers with nothing open.</summary>
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
