using CaregiverSignal.Reports;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Caseload;

/// <summary>What happened to the people of a team, and how its signals did: counts, and nobody's name.</summary>
/// <remarks>May be shared between threads. It names nobody, so that nothing is recorded.</remarks>
public sealed class TeamFigures(Database database, CurrentSettings settings, SiteTime time)
{
    /// <param name="first">The quarter's first day.</param>
    /// <param name="withStanding">Whether who is red now stands beside it.</param>
    public QuarterFigures OfQuarter(DateOnly first, bool withStanding, SignedInStaff staff) =>
        database.Read(transaction =>
        {
            var led = LedBy(staff);
            var standing = withStanding ? FigureTable.Standing(transaction, led) : null;
            var (months, whole, before) = Figures.OfQuarter(transaction, led, first, time);
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
                [.. TableShape.ByHelp.Select(shape => (shape, counts.Of(shape.Key)))]
            );
        });

    /// <returns>With the rows that cannot be read.</returns>
    public (Audit Audit, IReadOnlyList<UnreadableRow> Unreadable) OfSignals(SignedInStaff staff) =>
        database.Read(transaction =>
            (AuditReading.Of(transaction, LedBy(staff), settings.Signals, time), transaction.Unreadable)
        );

    private static IReadOnlyList<long> LedBy(SignedInStaff staff) => [staff.Coordinator.Id, .. staff.Team];
}

/// <param name="Year">The months until the quarter ends, as far as they have begun.</param>
/// <param name="Before">The quarter before it.</param>
/// <param name="Standing">Null beside an earlier quarter.</param>
/// <param name="ByHelp">The tables of the report by kind of help, as counted.</param>
public sealed record QuarterFigures(
    IReadOnlyList<Figures> Year,
    Figures Whole,
    Figures Before,
    StandingRed? Standing,
    IReadOnlyList<(TableShape Shape, IReadOnlyList<Counted> Counts)> ByHelp
);
