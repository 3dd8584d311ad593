using System.CommandLine;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>change-key</c>: a new key for what is sealed in the store.</summary>
public static class ChangeKeyVerb
{
    public static Command Create()
    {
        var use = new Option<bool>("--use")
        {
            Description =
                "Use the newest key in the file, once each node has the file. Without several nodes that is done at once.",
        };
        var command = new Command(
            "change-key",
            "Make a new key for what is sealed in the store: after somebody saw the file of keys, or when a colleague with access to it left. What was sealed before still opens."
        )
        {
            use,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                makes: false,
                run: (_, database) => Run(database, parsed.GetValue(use), parsed.InvocationConfiguration.Output)
            )
        );
        return command;
    }

    private static int Run(Database database, bool use, TextWriter output)
    {
        var keys = database.Engine.Keys;
        if (!use)
            keys.Add();
        if (use || !database.Engine.IsShared)
        {
            database.Write(keys.Use);
            output.WriteLine(
                $"{keys.Path}: {keys.Ids.Count} keys; {keys.Ids[^1]} is in use. A service that runs takes it at its next start."
            );
        }
        else
        {
            output.WriteLine(
                $"{keys.Path}: has a new key, {keys.Ids[^1]}. Copy the file to each node, then run on one: caregiversignal change-key --use. Restart the nodes after that."
            );
        }

        return CommandLine.Success;
    }
}
