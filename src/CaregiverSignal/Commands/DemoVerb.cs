using System.CommandLine;
using System.Diagnostics;
using CaregiverSignal.Demo;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>demo</c>: an invented carers' centre in its own folder, with its past and its pages.</summary>
public static class DemoVerb
{
    private const int MostLater = 31;

    public static Command Create()
    {
        var caregivers = WholeNumber.Option(
            "--caregivers",
            50,
            1,
            DemoOptions.MostCaregivers,
            "How many invented caregivers"
        );
        var months = WholeNumber.Option("--months", 12, 1, DemoOptions.MostMonths, "How many months to live through");
        var seed = new Option<int>("--seed")
        {
            Description = "Another number makes another demo; the same number makes the same one.",
            DefaultValueFactory = _ => 1,
        };
        var folder = new PathOption("--dir", PathUse.WorksInFolder)
        {
            Description =
                "Where to make it: a folder that is new, empty, or made by an earlier demo, which is replaced.",
            DefaultValueFactory = _ => "demo",
        };
        var language = new Option<string>("--language")
        {
            Description = "Language of the support point, of its people and of their story: nl or en.",
            DefaultValueFactory = _ => "nl",
        };
        language.AcceptOnlyFromAmong("nl", "en");
        var later = WholeNumber.Option(
            "--later",
            0,
            0,
            MostLater,
            "How many days after its months, which end on a Friday, the pages open"
        );
        var exit = new Option<bool>("--exit") { Description = "Stop after the summary instead of opening the pages." };
        var command = new Command(
            "demo",
            "Make a support point with invented people, simulate its months in seconds, print what happened, and open the pages."
        )
        {
            caregivers,
            months,
            seed,
            folder,
            language,
            later,
            exit,
        };
        command.SetAction(parsed =>
            RunAsync(
                parsed,
                new DemoOptions(parsed.GetValue(caregivers), parsed.GetValue(months), parsed.GetValue(seed)),
                parsed.GetRequiredValue(folder),
                Codes.Parse<Language>(parsed.GetRequiredValue(language)),
                parsed.GetValue(exit) ? null : parsed.GetValue(later)
            )
        );
        return command;
    }

    /// <param name="later">Null if the pages do not open.</param>
    private static async Task<int> RunAsync(
        ParseResult parsed,
        DemoOptions options,
        string path,
        Language language,
        int? later,
        CancellationToken stop = default
    )
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Installation.Load(Verbs.Overrides(parsed), out var faults) is not { } real)
            return Verbs.Report(faults, error);
        using var folder = DemoFolder.Take(path, out var fault);
        if (folder is null)
            return Verbs.Report([fault!], error);
        using var spoken = Languages.Speak(language);
        var installation = DemoInstallation.In(folder, real);
        try
        {
            var clock = Stopwatch.StartNew();
            if (!await SimulateAsync(installation, options, folder, output, error, stop))
                return CommandLine.Failure;
            error.WriteLine(
                FormattableString.Invariant($"Made {folder.FullName} in {clock.Elapsed.TotalSeconds:0.0} seconds.")
            );
            return later is { } days ? await OpenAsync(installation, days, output, error, stop) : CommandLine.Success;
        }
        catch (StorageException problem)
        {
            error.WriteLine(problem.Message);
            return CommandLine.Failure;
        }
    }

    private static async Task<bool> SimulateAsync(
        Installation installation,
        DemoOptions options,
        DemoFolder folder,
        TextWriter output,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        using var database = await Database.OpenAsync(folder.Database, durable: false);
        using var simulation = await Simulation.BeginAsync(installation, database, ServedPaths.All, options, stop);
        await ProgressBar.RunAsync(
            error,
            "Letting the days pass",
            simulation.Days,
            async progress =>
            {
                var day = 0;
                await simulation.RunAsync(() => progress(++day), stop);
            }
        );
        if (simulation.Failures > 0)
        {
            error.WriteLine($"{simulation.Failures} steps failed; see above. This is a defect of the program.");
            return false;
        }

        output.Write(await Summary.WriteAsync(simulation, stop));
        return true;
    }

    /// <summary>Opens the pages: a working carers' centre, whose clock continues after those months.</summary>
    private static async Task<int> OpenAsync(
        Installation installation,
        int later,
        TextWriter output,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        using var database = await installation.OpenDatabaseAsync(stop);
        var (app, tour) = await Tour.BuildAsync(installation, database, later, stop);
        await using var served = app;
        await tour.IntroduceAsync(output, stop);
        return await RunVerb.ServeAndFinishMailAsync(app, output, error, stop);
    }
}
