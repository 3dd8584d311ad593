using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.People;

namespace CaregiverSignal.Reports;

/// <remarks>May be shared between threads.</remarks>
public sealed class StoredReports(Database database, CurrentSettings settings, SiteTime time)
{
    public Task<IReadOnlyList<ReportedMunicipality>> MunicipalitiesAsync(CancellationToken stop = default) =>
        database.ReadAsync(ReportScope.Municipalities, stop);

    public Task<Report> OfMunicipalityAsync(
        ReportedMunicipality place,
        ReportPeriod period,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction => await Report.OfMunicipality(transaction, place.Spellings, period, time),
            stop
        );

    public Task<Report> OfTeamAsync(SignedInStaff staff, ReportPeriod period, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await Report.OfTeam(
                    transaction,
                    staff.Coordinator.TeamId is { } id && await TeamTable.Get(transaction, id) is { } team
                        ? team.Name
                        : settings.SupportPoint.Name,
                    [staff.Coordinator.Id, .. staff.Team],
                    period,
                    time
                ),
            stop
        );

    /// <summary>Each team over a month and each municipality over a year, or only those named.</summary>
    public Task<FoundReports> AllAsync(WantedReports wanted, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
            {
                var wrong = new List<Fault>();
                return new FoundReports(await All(transaction, wanted, wrong), wrong);
            },
            stop
        );

    private async Task<List<Report>> All(Transaction transaction, WantedReports wanted, List<Fault> faults)
    {
        var month = Begun(wanted.Month, 1, "--month", "as 2026-08, and has begun");
        var year = Begun(wanted.Year, 12, "--year", "as 2025, and has begun");
        var known = await ReportScope.Municipalities(transaction);
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
                await (await ReportScope.Teams(transaction)).SelectAsync(team =>
                    Report.OfTeam(transaction, team.Name, team.CoordinatorIds, month ?? lastMonth, time)
                )
            );
        if (wanted.Month is null)
            reports.AddRange(
                await places.SelectAsync(municipality =>
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

/// <summary>The reports requested on the command line, as typed; by default last month and last year.</summary>
public sealed record WantedReports(string? Month, string? Year, string? Municipality);

public sealed record FoundReports(IReadOnlyList<Report> Reports, IReadOnlyList<Fault> Faults);
