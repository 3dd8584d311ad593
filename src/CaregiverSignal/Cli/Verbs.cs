using System.CommandLine;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>What all verbs share: overrides of settings, faults to standard error, exit codes 0, 1 and 2.</summary>
public static class Verbs
{
    public static int Report(IEnumerable<Fault> faults, TextWriter error)
    {
        foreach (var fault in faults)
            error.WriteLine(fault);
        return CommandLine.Failure;
    }

    /// <summary>
    /// The settings given as <c>--Section:Key=value</c> or <c>--Section:Key value</c>; any other unknown word is wrong
    /// usage.
    /// </summary>
    public static string[] Overrides(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    /// <summary>Reports every hazard with which nothing may start.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Stops(IEnumerable<Hazard> hazards, TextWriter error)
    {
        var stopping = hazards.Where(one => one.Stops).Select(one => one.Fault).ToList();
        Report(stopping, error);
        return stopping.Count > 0;
    }

    /// <summary>Runs a verb that needs the settings and questionnaires, and no store.</summary>
    public static int WithInstallation(ParseResult parsed, Func<Installation, int> run) =>
        Installation.Load(Overrides(parsed), out var faults) is { } installation
            ? run(installation)
            : Report(faults, parsed.InvocationConfiguration.Error);

    /// <summary>Runs a verb on the installation and its store.</summary>
    /// <param name="alone">Whether the verb must not run beside the service or another such verb.</param>
    /// <param name="makes">Whether to create a store that does not exist.</param>
    public static int WithStore(
        ParseResult parsed,
        bool alone,
        Func<Installation, Database, int> run,
        bool makes = true
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        if (Installation.Load(Overrides(parsed), out var faults) is not { } installation)
            return Report(faults, error);
        try
        {
            var engine = installation.Settings.Storage.Engine;
            if (!makes && !engine.Exists)
                return Report(
                    [new Fault(engine.Name, "", "is not there; are these the folder and the settings of the service?")],
                    error
                );
            using var lone = alone ? engine.TryRunAlone() : null;
            if (alone && lone is null)
                return Report(
                    [new Fault(engine.Name, "", "is in use by the service or another command; stop that first")],
                    error
                );
            using var database = installation.OpenDatabase();
            return run(installation, database);
        }
        catch (StorageException problem)
        {
            error.WriteLine(problem.Message);
            return CommandLine.Failure;
        }
        catch (UnreadableRowException row)
        {
            error.WriteLine($"{row.Message} 'check' names what cannot be read.");
            return CommandLine.Failure;
        }
    }
}
