using System.CommandLine;
using System.CommandLine.Invocation;

namespace CaregiverSignal.Cli;

/// <summary>Runs a verb with the exit codes of the contract: 0 done, 1 bad input or a failed check, 2 wrong usage.</summary>
public static class CommandLine
{
    public static int Run(RootCommand root, IReadOnlyList<string> args, InvocationConfiguration? configuration = null)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0) return parsed.Invoke(configuration);

        // The library would print its help to standard output, which belongs to results.
        if (parsed.Action is ParseErrorAction wrong) wrong.ShowHelp = false;
        parsed.Invoke(configuration);
        return 2;
    }
}
