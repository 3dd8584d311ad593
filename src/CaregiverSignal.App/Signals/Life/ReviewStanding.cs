using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>
/// After a change of the rules, gives whoever stands with nothing open a line with a day; false once it is done.
/// </summary>
/// <remarks>
/// There is no alert, and the next digest says how many. Who was given a line before it was cut off has one, so it may
/// begin again.
/// </remarks>
public sealed class ReviewStanding(Database database, CurrentSettings settings, SiteTime time)
{
    /// <summary>How many people are looked at in one write.</summary>
    private const int AtOnce = 100;

    public bool RunOne()
    {
        if (!database.Read(IsDue))
            return false;
        foreach (var ids in database.Read(WithNothingOpen).Chunk(AtOnce))
            database.Write(transaction => Open(transaction, ids));
        return database.Write(transaction => Finish(transaction, time.Today));
    }

    private void Open(Transaction transaction, long[] ids)
    {
        var open = SignalTable.OpenOfEach(transaction, ids);
        foreach (var (id, stored) in StoredLife.UpToNow(transaction, ids, settings.Signals, time))
        {
            if (stored.Life.StandingOn(time.Today) is { } standing && !open.ContainsKey(id))
                new JudgedRow(transaction, id, null, stored.Life, time).PutQuietly(
                    standing.Level,
                    stored.Life.ReasonsOn(time.Today)
                );
        }
    }

    /// <summary>Whether other rules looked at everybody last; in a new store it is these.</summary>
    private static bool IsDue(Transaction transaction) =>
        transaction.One<string>($"select reached from retention where what = 'rules'") != RuleSettings.Version;

    /// <returns>False when another worker did it first.</returns>
    private static bool Finish(Transaction transaction, DateOnly today) =>
        transaction.Execute(
            $"""
            update retention set reached = {RuleSettings.Version}, done_on = {today}
            where what = 'rules' and reached <> {RuleSettings.Version}
            """
        ) == 1;

    /// <summary>The numbers of the caregivers about whom nothing is open.</summary>
    private static IReadOnlyList<long> WithNothingOpen(Transaction transaction) =>
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
