using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Pages.ForCoordinators.Reports;
using CaregiverSignal.Reports;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>report</c>: a carers' centre's accounts of its work, as files to email.</summary>
public static class ReportVerb
{
    public static Command Create()
    {
        var to = new PathOption("--out", PathUse.WritesFolder)
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
            "Write reports of teams and municipalities: of each one a page in one file, CSV, a spreadsheet and pictures. In what is of a municipality nobody can be found; reports/README.md says how."
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
            Verbs.WithStoreAsync(
                parsed,
                store =>
                    RunAsync(
                        store,
                        new WantedReports(parsed.GetValue(month), parsed.GetValue(year), parsed.GetValue(municipality)),
                        parsed.GetRequiredValue(to)
                    ),
                makes: false,
                open: installation => installation.OpenToReadAsync()
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        StoreRun store,
        WantedReports wanted,
        string to,
        CancellationToken stop = default
    )
    {
        var (error, stored) = (
            store.Error,
            new StoredReports(await store.DatabaseAsync(), store.Installation.Settings, await store.TimeAsync())
        );
        var found = new FoundReports([], []);
        await ProgressBar.RunAsync(error, "Counting", null, async _ => found = await stored.AllAsync(wanted, stop));
        if (found.Faults.Count > 0)
            return Verbs.Report(found.Faults, error);
        var isMade = await PrivateFolder.MakeAsync(
            to,
            error,
            async folder =>
            {
                var names = new HashSet<string>();
                foreach (var report in found.Reports)
                {
                    // Two teams' names may differ in punctuation alone.
                    var name = await FreeCode.OfAsync(
                        ReportFiles.NameOf(report),
                        code => Task.FromResult(names.Contains(code)),
                        stop
                    );
                    names.Add(name);
                    await WriteAsync(folder, name, report, store.Installation.Settings.SupportPoint.Name);
                }
            },
            stop
        );
        if (!isMade)
            return CommandLine.Failure;
        error.WriteLine($"{English.Counted(found.Reports.Count, "report")} written to {to}.");
        return CommandLine.Success;
    }

    private static async Task WriteAsync(PrivateFolder folder, string name, Report report, string supportPoint)
    {
        using (var page = folder.Open(name + ".html"))
            page.Write(await ReportHtml.FileAsync(report, supportPoint));
        using (var table = folder.Open(name + ".csv"))
            table.Write(ReportFiles.Csv(report).Text());
        folder.Write(name + ".xlsx", await ReportFiles.WorkbookAsync(report));
        foreach (var (picture, png) in ReportFiles.Pictures(report, name))
            folder.Write(picture, png);
    }
}
