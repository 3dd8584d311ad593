using System.CommandLine;
using CaregiverSignal.Desk.Reports;
using CaregiverSignal.Files;
using CaregiverSignal.Reports;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>report</c>: what a support point accounts for, as files to mail.</summary>
public static class ReportVerb
{
    private const string Example = "as 2026-08, and has begun";

    public static Command Create()
    {
        var to = new Option<string>("--out")
        {
            Description = "A folder that does not exist yet; only the account that runs this can read it.",
            HelpName = "FOLDER",
            Required = true,
        };
        var month = new Option<string?>("--month")
        {
            Description = "Of each team, over this month; last month when neither is given.",
            HelpName = "YYYY-MM",
        };
        var year = new Option<string?>("--year")
        {
            Description = "Of each municipality, over this year; last year when neither is given.",
            HelpName = "YYYY",
        };
        var municipality = new Option<string?>("--municipality")
        {
            Description = "Only this municipality, over a year.",
            HelpName = "NAME",
        };
        var command = new Command(
            "report",
            "Write reports of teams and municipalities: of each one a page in one file, CSV, a spreadsheet and pictures. All numbers are rounded down to five; reports/README.md says why."
        )
        {
            to,
            month,
            year,
            municipality,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(month) is not null && (given.GetValue(year) ?? given.GetValue(municipality)) is not null)
                given.AddError("--month is of teams: leave out --year and --municipality.");
        });
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                store =>
                    Run(
                        store,
                        new Wanted(parsed.GetValue(month), parsed.GetValue(year), parsed.GetValue(municipality)),
                        parsed.GetRequiredValue(to)
                    ),
                makes: false,
                open: installation => installation.OpenToRead()
            )
        );
        return command;
    }

    private static int Run(StoreRun store, Wanted wanted, string to)
    {
        var (database, time, error) = (store.Database, store.Time, store.Error);
        var faults = new List<Fault>();
        var reports = new List<Report>();
        ProgressBar.Run(
            error,
            "Counting",
            null,
            _ => reports = database.Read(transaction => Read(transaction, wanted, time, faults))
        );
        if (faults.Count > 0)
            return Verbs.Report(faults, error);
        var isMade = PrivateFolder.Make(
            to,
            error,
            folder =>
            {
                var names = new HashSet<string>();
                foreach (var report in reports)
                {
                    // Two teams may differ in signs alone.
                    var name = FreeCode.Of(ReportFiles.NameOf(report), names.Contains);
                    names.Add(name);
                    Write(folder, name, report, store.Installation.Settings.SupportPoint.Name);
                }
            }
        );
        if (!isMade)
            return CommandLine.Failure;
        error.WriteLine($"{Verbs.Counted(reports.Count, "report")} written to {to}.");
        return CommandLine.Success;
    }

    private static List<Report> Read(Transaction transaction, Wanted wanted, SiteTime time, List<Fault> faults)
    {
        var month = Begun(wanted.Month, 1, "--month", Example);
        var year = Begun(wanted.Year, 12, "--year", "as 2025, and has begun");
        var places = ReportScope.Municipalities(transaction);
        if (wanted.Municipality is { } name && (places = [.. places.Where(one => one.Has(name))]).Count == 0)
            faults.Add(
                new Fault(
                    "report",
                    "--municipality",
                    $"nobody lives in '{OneLine.Shown(name)}'; known are {string.Join(", ", ReportScope.Municipalities(transaction).Select(one => OneLine.Shown(one.Name)).DefaultIfEmpty("none"))}"
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
                places.Select(one =>
                    Report.OfMunicipality(transaction, one.Spellings, year ?? ReportPeriod.Year(lastYear), time)
                )
            );
        if (reports.TrueForAll(one => one.IsEmpty))
            faults.Add(new Fault("report", "", "too little is known of that time to report anything"));
        return reports;

        ReportPeriod? Begun(string? code, int months, string option, string allowed)
        {
            var read = ReportPeriod.Read(code) is { } period && period.Months == months ? period : (ReportPeriod?)null;
            if (code is not null && !(read?.From <= time.Today))
                faults.Add(new Fault("report", option, $"'{OneLine.Shown(code)}' is not {allowed}"));
            return read?.UpTo(time.Today);
        }
    }

    private static void Write(PrivateFolder folder, string name, Report report, string supportPoint)
    {
        using (var page = folder.Open(name + ".html"))
            page.Write(ReportHtml.File(report, supportPoint));
        using (var table = folder.Open(name + ".csv"))
            table.Write(ReportFiles.Csv(report).Text());
        folder.Write(name + ".xlsx", ReportFiles.Workbook(report));
        foreach (var (picture, png) in ReportFiles.Pictures(report, name))
            folder.Write(picture, png);
    }

    /// <summary>As it was typed.</summary>
    private sealed record Wanted(string? Month, string? Year, string? Municipality);
}
