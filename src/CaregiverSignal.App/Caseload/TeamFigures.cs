using CaregiverSignal.Reports;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Caseload;

/// <summary>What happened to the people of a team, and how its signals did: counts, and nobody's name.</summary>
/// <remarks>May be shared between threads. It names nobody, so that nothing is recorded.</remarks>
public sealed class TeamFigures(Database database, CurrentSettings settings, SiteTime time)
{
    /// <param name="first">The quarter's first day.</param>
    /// <param name="isPresent">Whether it is the present one, beside which stands who is red now.</param>
    public QuarterFigures OfQuarter(DateOnly first, bool isPresent, SignedInStaff staff) =>
        database.Read(transaction =>
        {
            var led = LedBy(staff);
            var standing = isPresent ? FigureTable.Standing(transaction, led) : null;
            var all = Figures.OfQuarter(transaction, led, first, time);
            var counts = new ReportCounts(
                transaction,
                time,
                $"caregiver.coordinator_id in ({led})",
                first,
                first.AddMonths(3),
                new PlaceNames()
            );
            return new QuarterFigures(
                [.. all.SkipLast(1)],
                all[^1],
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

/// <param name="Months">Those that have begun.</param>
/// <param name="ByHelp">The tables of the report by kind of help, as counted.</param>
/// <param name="Standing">Null beside a quarter of before.</param>
public sealed record QuarterFigures(
    IReadOnlyList<Figures> Months,
    Figures Whole,
    StandingRed? Standing,
    IReadOnlyList<(TableShape Shape, IReadOnlyList<Counted> Counts)> ByHelp
);
