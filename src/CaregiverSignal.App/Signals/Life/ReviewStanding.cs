using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>
/// After a change of the rules, gives whoever stands with nothing open a line with a day; false once it is done.
/// </summary>
/// <remarks>
/// The days are spread over ten working days, the gravest first and then who stands longest, so that nobody's list is
/// flooded; there is no alert, and the next digest says how many. Who was given a line before it was cut off has
/// one, so it may begin again.
/// </remarks>
public sealed class ReviewStanding(Database database, Standings standings, SiteTime time)
{
    /// <summary>Working days over which the lines are spread (our choice).</summary>
    public const int WorkingDays = 10;

    /// <summary>The key of the finding that says why; it is no warning sign.</summary>
    public const string Reason = "review";

    public bool RunOne()
    {
        if (!database.Read(IsDue))
            return false;
        var standing = database
            .Read(WithNothingOpen)
            .Select(id => (Id: id, Standing: database.Read(transaction => standings.Of(transaction, id))))
            .Where(pair => pair.Standing.Row is not null)
            .OrderByDescending(pair => pair.Standing.Life.GravityOn(time.Today).Order)
            .ThenBy(pair => pair.Standing.Life.StandsSince)
            .ThenBy(pair => pair.Id)
            .ToList();
        for (var place = 0; place < standing.Count; place++)
        {
            var (id, row) = standing[place];
            var day = time.WorkingDays.Add(time.Today, 1 + (place * WorkingDays / standing.Count));
            database.Write(transaction => Open(transaction, id, row, day));
        }

        return database.Write(transaction => Finish(transaction, time.Today));
    }

    private void Open(Transaction transaction, long caregiverId, Standing standing, DateOnly day)
    {
        if (SignalTable.OpenOf(transaction, caregiverId) is not null)
            return;
        EvaluateCaregiver.OpenQuietly(
            transaction,
            caregiverId,
            standing.Row?.Level,
            standing.Reasons,
            standing.Life,
            day,
            time
        );
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
