using CaregiverSignal.Files;

namespace CaregiverSignal.Reports;

/// <summary>Reports about what is in the store now.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class StoredReports(Database database, CurrentSettings settings, SiteTime time)
{
    public IReadOnlyList<ReportedMunicipality> Municipalities() => database.Read(ReportScope.Municipalities);

    public Report OfMunicipality(ReportedMunicipality place, ReportPeriod period) =>
        database.Read(transaction => Report.OfMunicipality(transaction, place.Spellings, period, time));

    /// <summary>Of the reader's team.</summary>
    public Report OfTeam(SignedInStaff staff, ReportPeriod period) =>
        database.Read(transaction =>
            Report.OfTeam(
                transaction,
                staff.Coordinator.TeamId is { } id && TeamTable.Get(transaction, id) is { } team
                    ? team.Name
                    : settings.SupportPoint.Name,
                [staff.Coordinator.Id, .. staff.Team],
                period,
                time
            )
        );

    /// <summary>Each team over a month and each municipality over a year, or those that are named.</summary>
    /// <param name="faults">What is wrong with what was asked; then there are no reports.</param>
    public IReadOnlyList<Report> All(WantedReports wanted, out IReadOnlyList<Fault> faults)
    {
        (var reports, faults) = database.Read(transaction =>
        {
            var wrong = new List<Fault>();
            return (All(transaction, wanted, wrong), wrong);
        });
        return reports;
    }

    private List<Report> All(Transaction transaction, WantedReports wanted, List<Fault> faults)
    {
        var month = Begun(wanted.Month, 1, "--month", "as 2026-08, and has begun");
        var year = Begun(wanted.Year, 12, "--year", "as 2025, and has begun");
        var known = ReportScope.Municipalities(transaction);
        var places = known;
        if (
            wanted.Municipality is { } name
            && (places = [.. places.Where(municipality => municipality.Has(name))]).Count == 0
        )
            faults.Add(
                new Fault(
                    "report",
                    "--municipality",
                    $"nobody lives in '{OneLine.Shown(name)}'; known are {string.Join(", ", known.Select(municipality => OneLine.Shown(municipality.Name)).DefaultIfEmpty("none"))}"
                )
            );
        if (wanted is { Year: not null, Municipality: null } && places.Count == 0)
            faults.Add(
                new Fault("report", "--year", "of nobody the municipality is known, so there is nothing to report")
            );
        if (faults.Count > 0)
            return [];
        var (lastMonth, lastYear) = (ReportPeriod.MonthOf(time.Today).Shifted(-1), time.Today.Year - 1);
        List<Report> reports = [];
        if (wanted is { Year: null, Municipality: null })
            reports.AddRange(
                ReportScope
                    .Teams(transaction)
                    .Select(team =>
                        Report.OfTeam(transaction, team.Name, team.CoordinatorIds, month ?? lastMonth, time)
                    )
            );
        if (wanted.Month is null)
            reports.AddRange(
                places.Select(municipality =>
                    Report.OfMunicipality(
                        transaction,
                        municipality.Spellings,
                        year ?? ReportPeriod.Year(lastYear),
                        time
                    )
                )
            );
        if (reports.TrueForAll(report => report.IsEmpty))
            faults.Add(new Fault("report", "", "nothing is known of that time to report"));
        return reports;

        ReportPeriod? Begun(string? code, int months, string option, string allowed)
        {
            var read = ReportPeriod.Read(code) is { } period && period.Months == months ? period : (ReportPeriod?)null;
            if (code is not null && !(read?.From <= time.Today))
                faults.Add(new Fault("report", option, $"'{OneLine.Shown(code)}' is not {allowed}"));
            return read?.UpTo(time.Today);
        }
    }
}

/// <summary>
/// The reports that somebody asks on the command line, as it was typed; none is last month and last year.
/// </summary>
public sealed record WantedReports(string? Month, string? Year, string? Municipality);
