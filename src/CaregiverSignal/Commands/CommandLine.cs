using System.CommandLine;
using System.CommandLine.Invocation;

namespace CaregiverSignal.Commands;

/// <summary>Runs a verb with the guaranteed exit codes: 0 done, 1 bad input or a failed check, 2 wrong usage.</summary>
public static class CommandLine
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(
        RootCommand root,
        IReadOnlyList<string> args,
        InvocationConfiguration? configuration = null
    )
    {
        TakeSettings(root);
        configuration ??= new InvocationConfiguration();
        // The library ends a verb two seconds after a request to stop; the service finishes its work.
        configuration.ProcessTerminationTimeout = null;
        var parsed = root.Parse(SettingsLast(root, args));
        var error = configuration.Error;
        var unknown = parsed.Errors.Count == 0 ? NotASetting(parsed.UnmatchedTokens) : null;
        if (parsed.Errors.Count == 0 && unknown is null)
            return
                parsed.Action == parsed.CommandResult.Command.Action
                && GivenPaths.FaultsOf(parsed) is { Count: > 0 } wrong
                ? Verbs.Report(wrong, error)
                : await parsed.InvokeAsync(configuration);

        if (unknown is not null)
            error.WriteLine($"'{unknown}' is not known here; --help shows what is.");
        // The library would print its help and an empty line to standard output, which is for results.
        if (parsed.Action is ParseErrorAction misused)
        {
            misused.ShowHelp = false;
            await parsed.InvokeAsync(new InvocationConfiguration { Output = TextWriter.Null, Error = error });
        }

        return WrongUsage;
    }

    /// <summary>An argument that no verb knows may be a setting; only score takes none.</summary>
    public static void TakeSettings(RootCommand root)
    {
        foreach (var command in root.Subcommands.Append(root).Where(command => command.Name != "score"))
            command.TreatUnmatchedTokensAsErrors = false;
    }

    /// <summary>The first word that is no setting (<c>--Section:Key=value</c> or with a space); null if all
    /// are.</summary>
    private static string? NotASetting(IReadOnlyList<string> words)
    {
        for (var place = 0; place < words.Count; place++)
        {
            var word = words[place];
            if (!IsSetting(word) || (!word.Contains('=', StringComparison.Ordinal) && ++place == words.Count))
                return word;
        }

        return null;
    }

    private static bool IsSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal)
        && (
            word.Contains(':', StringComparison.Ordinal)
            || word.StartsWith("--urls", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Moves settings to the end, each as one word: a verb's argument would take the next word.</summary>
    private static List<string> SettingsLast(RootCommand root, IReadOnlyList<string> args)
    {
        // The library also reads --format:json.
        var options = root.Subcommands.SelectMany(verb => verb.Options).Select(option => option.Name).ToHashSet();
        var (rest, settings) = (new List<string>(), new List<string>());
        for (var place = 0; place < args.Count; place++)
        {
            var word = args[place];
            if (word == "--")
                return [.. args];
            if (!IsSetting(word) || options.Contains(word.Split(':')[0]))
                rest.Add(word);
            else if (word.Contains('=', StringComparison.Ordinal) || place + 1 == args.Count)
                settings.Add(word);
            else
                settings.Add($"{word}={args[++place]}");
        }

        return [.. rest, .. settings];
    }
}
