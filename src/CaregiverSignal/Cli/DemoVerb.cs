using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Demo;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Spectre.Console;

namespace CaregiverSignal.Cli;

/// <summary>A whole invented support point in a folder of its own: its months in seconds, then its pages.</summary>
public static class DemoVerb
{
    private static readonly TimeSpan SignInLife = TimeSpan.FromHours(24);

    public static Command Create()
    {
        var caregivers = WholeNumber.Option("--caregivers", 50, 1, DemoOptions.MostCaregivers, "How many invented caregivers");
        var months = WholeNumber.Option("--months", 12, 1, DemoOptions.MostMonths, "How many months to live through");
        var seed = new Option<int>("--seed") { Description = "Another number makes another demo; the same number the same one.", DefaultValueFactory = _ => 1 };
        var folder = new Option<string>("--dir") { Description = "Where to make it: a folder that is new, empty, or made by an earlier demo, which is replaced.", DefaultValueFactory = _ => "demo" };
        var exit = new Option<bool>("--exit") { Description = "Stop after the summary instead of opening the pages." };
        var command = new Command("demo", "Make a support point with invented people, let its months pass in seconds, tell what happened, and open the pages.")
        {
            caregivers, months, seed, folder, exit,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run(
            parsed,
            new DemoOptions(parsed.GetValue(caregivers), parsed.GetValue(months), parsed.GetValue(seed)),
            parsed.GetRequiredValue(folder),
            parsed.GetValue(exit)));
        return command;
    }

    private static int Run(ParseResult parsed, DemoOptions options, string path, bool exit)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Installation.Load(Verbs.Overrides(parsed), out var faults) is not { } real) return Verbs.Report(faults, error);
        using var folder = DemoFolder.Take(path, out var fault);
        if (folder is null) return Verbs.Report([fault!], error);
        var installation = DemoInstallation.In(folder, real);
        try
        {
            var clock = Stopwatch.StartNew();
            if (Simulate(installation, options, folder, output, error) is not { } end) return CommandLine.Failure;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Made {folder.FullName} in {clock.Elapsed.TotalSeconds:0.0} seconds."));
            return exit ? CommandLine.Success : Open(installation, end, output, error);
        }
        catch (StorageException problem)
        {
            error.WriteLine(problem.Message);
            return CommandLine.Failure;
        }
    }

    /// <returns>The instant at which the simulation ended; null when a step failed.</returns>
    private static DateTimeOffset? Simulate(Installation installation, DemoOptions options, DemoFolder folder, TextWriter output, TextWriter error)
    {
        using var database = Database.Open(folder.Database, durable: false);
        using var simulation = new Simulation(installation, database, options);
        WithProgress(error, simulation);
        if (simulation.Failures > 0)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{simulation.Failures} steps failed; see above. This is a defect of the program."));
            return null;
        }

        var chartOf = Story.Choose(database, simulation.People).Concat(simulation.People)
            .OrderBy(person => DemoChart.HasEvent(database, person) ? 0 : 1)
            .FirstOrDefault(person => DemoChart.Write(installation, database, folder, person));
        output.Write(Summary.Write(installation, database, options, simulation.People, chartOf));
        return simulation.EndsAt;
    }

    private static void WithProgress(TextWriter error, Simulation simulation)
    {
        if (Console.IsErrorRedirected || error != Console.Error)
        {
            simulation.Run(() => { });
            return;
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
            .Progress()
            .AutoClear(true)
            .Start(progress =>
            {
                var days = progress.AddTask("Letting the days pass", maxValue: simulation.Days);
                simulation.Run(() => days.Increment(1));
            });
    }

    private static int Open(Installation installation, DateTimeOffset end, TextWriter output, TextWriter error)
    {
        using var database = installation.OpenDatabase();
        using var app = Service.Build(installation, database, new ShiftedClock(TimeProvider.System, end), beats: false);
        var site = installation.Settings.Site.BaseUrl;
        var coordinator = database.Read(Busiest);
        var signIn = database.Write(work => LinkTable.AddSignIn(work, coordinator.Id, end, end + SignInLife));
        output.WriteLine();
        output.WriteLine("Look around");
        output.WriteLine($"  as coordinator {coordinator.Name} (this link works once):");
        output.WriteLine($"    {site}/i/{signIn.Clear}");
        if (database.Read(DemoTable.OpenInvitation) is { } mail && new Mailboxes(installation.Settings.Mail.Folder).KeyIn(mail) is { } key)
        {
            output.WriteLine("  as a caregiver, by the link in a mail that waits for an answer:");
            output.WriteLine($"    {site}/v/{key}");
        }

        output.WriteLine();
        return RunVerb.Serve(app, output, error);
    }

    /// <summary>The coordinator with most on the worklist.</summary>
    private static Coordinator Busiest(Work work)
    {
        var staff = Staff.All.Select(one => CoordinatorTable.ByEmail(work, one.Email)!).ToList();
        var open = SignalTable.OpenCases(work, [.. staff.Select(one => one.Id)]).ToLookup(one => one.CoordinatorId);
        return staff.MaxBy(one => (open[one.Id].Count(), -one.Id))!;
    }
}
