using System.CommandLine;
using CaregiverSignal.Erasure;
using CaregiverSignal.Files;

namespace CaregiverSignal.Commands;

public static class EraseVerb
{
    private const string Name = "erase";

    public static Command Create()
    {
        var person = new Argument<string>("id") { Description = "The person, as in people.csv." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command(
            Name,
            "Erase all that is stored about a person, also mail that waits; a line stays that somebody was erased. Shows what goes, and asks."
        )
        {
            person,
            yes,
        };
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(
                parsed,
                store => RunAsync(store, parsed.GetRequiredValue(person), parsed.GetValue(yes)),
                makes: false
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(StoreRun store, string person, bool yes, CancellationToken stop = default)
    {
        using var services = await store.PartsAsync(stop: stop);
        var erasing = services.GetRequiredService<Erasures>();
        if (await erasing.LookAsync(person, stop) is not var (caregiver, counts))
            return Verbs.Report([new Fault(Name, OneLine.Shown(person), "is not in the store")], store.Error);
        if (!yes && !Verbs.Agrees(store.Error, Question(person, counts)))
        {
            store.Error.WriteLine("Nothing was erased.");
            return CommandLine.Failure;
        }

        var erased = await erasing.EraseAsync(caregiver, Actor.CommandLine, stop);
        store.Output.WriteLine(
            erased is null
                ? $"{OneLine.Shown(person)} was erased by somebody else meanwhile."
                : $"{OneLine.Shown(person)} is erased: {English.Counted(erased.Rows, "row")} and {English.Counted(erased.Files, "file")} of mail."
        );
        if (erased is { IsForgotten: false })
            store.Output.WriteLine(
                (await store.DatabaseAsync()).Engine.IsShared
                    ? "The server overwrites what was deleted in its own time: 'vacuum full' does it now. Its log and its copies are its own."
                    : "A reader was in the way, and the log beside the store may hold some of it until it is written anew: run this again with another person, or start the service again."
            );
        store.Output.WriteLine("Not reached, and for you to look at:");
        store.Output.WriteLine(
            "  - your own files: people.csv, and each folder that export wrote, which keeps who was in it;"
        );
        store.Output.WriteLine(
            "  - backups: one that is put back here is cleaned when the service starts. Delete the old ones on their day;"
        );
        store.Output.WriteLine("  - reports about this person, which belong to nobody: staff closes them on the page;");
        store.Output.WriteLine("  - mail that went out, in mailboxes and at your relay.");
        return CommandLine.Success;
    }

    private static string Question(string person, IReadOnlyDictionary<string, int> counts)
    {
        string[] parts =
        [
            $"{English.Counted(counts["check_in"], "check-in")} with "
                + English.Counted(counts["response"], "questionnaire"),
            $"{English.Counted(counts["signal"], "signal")} with {English.Counted(counts["action"], "action")} of staff",
            English.Counted(counts["event"], "event"),
            English.Counted(counts["mail"], "mail"),
        ];
        return $"All that is stored about {OneLine.Shown(person)} goes, for good: {string.Join(", ", parts)}; {English.Counted(counts.Values.Sum(), "row")} in all.";
    }
}
