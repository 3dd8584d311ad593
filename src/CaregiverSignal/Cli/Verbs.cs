using System.CommandLine;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>What all verbs share: overrides of settings, faults to standard error, exit codes 0, 1 and 2.</summary>
public static class Verbs
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;

    public static int Report(IEnumerable<Fault> faults, TextWriter error)
    {
        foreach (var fault in faults) error.WriteLine(fault);
        return Failure;
    }

    /// <summary>Settings given as <c>--Section:Key=value</c> or <c>--Section:Key value</c>; everything else unknown is wrong usage.</summary>
    public static string[] Overrides(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    /// <summary>Prints what is wrong with the command line, if anything is.</summary>
    public static bool IsWrongUsage(ParseResult parsed)
    {
        var unknown = parsed.UnmatchedTokens
            .Where(token => !token.StartsWith("--", StringComparison.Ordinal) || (!token.Contains(':', StringComparison.Ordinal) && !token.StartsWith("--Urls", StringComparison.OrdinalIgnoreCase)))
            .Where(token => !IsValueOfOverride(parsed, token))
            .Select(token => $"'{token}' is not known here.");
        var wrong = parsed.Errors.Select(error => error.Message).Concat(unknown).ToList();
        foreach (var message in wrong) Console.Error.WriteLine(message);
        if (wrong.Count > 0) Console.Error.WriteLine("--help shows what is.");
        return wrong.Count > 0;
    }

    private static bool IsValueOfOverride(ParseResult parsed, string token)
    {
        var place = parsed.UnmatchedTokens.ToList().IndexOf(token);
        return place > 0 && parsed.UnmatchedTokens[place - 1] is var before && before.StartsWith("--", StringComparison.Ordinal) && !before.Contains('=', StringComparison.Ordinal);
    }

    /// <summary>Runs a verb on the installation and its store.</summary>
    /// <param name="alone">The verb must not run beside the service or another verb of its kind.</param>
    public static int WithStore(ParseResult parsed, bool alone, Func<Installation, Database, int> run)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (Installation.Load(Overrides(parsed), out var faults) is not { } installation) return Report(faults, error);
        try
        {
            var file = new SqliteFile(installation.Settings.Storage.DatabasePath);
            using var lone = alone ? FileLock.TryTake(file.Path + ".running", file) : null;
            if (alone && lone is null) return Report([new Fault(file.Path, "", "is in use by the service or another command; stop that first")], error);
            using var database = installation.OpenDatabase();
            return run(installation, database);
        }
        catch (StorageException problem)
        {
            error.WriteLine(problem.Message);
            return Failure;
        }
    }
}
