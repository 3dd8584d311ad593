using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Reports;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Caseload;

/// <summary>What happened to a team's caregivers and how its signals did: counts, and the names of those who waited
/// longest for a talk.</summary>
/// <remarks>May be shared between threads. Names are in the audit log before they are shown.</remarks>
public sealed class TeamFigures(Database database, AuditWriter auditWriter, CurrentSettings settings, SiteTime time)
{
    /// <param name="withStanding">Whether to add who is red now.</param>
    public Task<QuarterFigures> OfQuarterAsync(
        DateOnly first,
        bool withStanding,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction =>
            {
                var led = LedBy(staff);
                var standing = withStanding ? await FigureTable.Standing(transaction, led) : null;
                var talks = withStanding ? await TalkLoad.Of(transaction, led, time.Today) : null;
                var (months, whole, before) = await PeriodFigures.OfQuarter(transaction, led, first, time);
                var counts = new ReportCounts(
                    transaction,
                    time,
                    $"caregiver.coordinator_id in ({led})",
                    first,
                    first.AddMonths(3),
                    new PlaceNames()
                );
                return new QuarterFigures(
                    months,
                    whole,
                    before,
                    standing,
                    talks,
                    [.. await TableShape.ByHelp.SelectAsync(async shape => (shape, await counts.Of(shape.Key)))]
                );
            },
            stop
        );

    public async Task<SignalFigures> OfSignalsAsync(SignedInStaff staff, CancellationToken stop = default)
    {
        var found = await database.ReadAsync(
            async transaction =>
            {
                var audit = await AuditReading.Of(transaction, LedBy(staff), settings.Signals, time);
                var named = (
                    await FigureTable.Named(
                        transaction,
                        [.. audit.Heavy.Longest.Select(waited => waited.Person)],
                        staff.Sees
                    )
                ).ToDictionary(row => row.Person);
                return new SignalFigures(
                    audit,
                    audit
                        .Heavy.Longest.Where(waited => named.ContainsKey(waited.Person))
                        .Select(waited => new WaitedLong(named[waited.Person], waited.Days))
                        .ToList(),
                    transaction.Unreadable
                );
            },
            stop
        );
        if (found.Longest.Count > 0)
            await auditWriter.AddListAsync(
                staff.On(Ground.Team),
                AuditAction.Look,
                AuditTarget.People,
                found.Longest.Select(waited => waited.Who.Id),
                stop
            );
        return found;
    }

    private static IReadOnlyList<long> LedBy(SignedInStaff staff) => [staff.Coordinator.Id, .. staff.Team];
}

/// <param name="Longest">Those who waited longest, as far as the reader may see them.</param>
/// <param name="Unreadable">Unreadable rows.</param>
public sealed record SignalFigures(
    Audit Audit,
    IReadOnlyList<WaitedLong> Longest,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <param name="Days">Days from a red answer until a conversation, or until now.</param>
public sealed record WaitedLong(NamedPerson Who, int Days);

/// <param name="Year">The months until the quarter ends, as far as they have begun.</param>
/// <param name="Standing">Null for an earlier quarter.</param>
/// <param name="Talks">Likewise.</param>
/// <param name="ByHelp">The tables of the report by kind of help, as counted.</param>
public sealed record QuarterFigures(
    IReadOnlyList<PeriodFigures> Year,
    PeriodFigures Whole,
    PeriodFigures Before,
    StandingRed? Standing,
    TalkLoad? Talks,
    IReadOnlyList<(TableShape Shape, IReadOnlyList<Counted> Counts)> ByHelp
);
