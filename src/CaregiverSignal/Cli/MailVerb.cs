using System.CommandLine;
using System.Globalization;
using CaregiverSignal.FollowUp;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>What became of each mail, on the command line; with "send again" and "give up", which ask first.</summary>
public static class MailVerb
{
    private const int Shown = 50;

    private static readonly string[] NeedSomebody = ["unsure", "failed", "held", "ready", "leased", "in-data"];

    public static Command Create()
    {
        var again = new Option<string?>("--again") { Description = "Send this mail again, byte for byte." };
        var giveUp = new Option<string?>("--give-up") { Description = "Do not try this mail any more." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("mail", "Show what became of each mail; send one again or give it up.") { again, giveUp, yes };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Verbs.WithStore(parsed, alone: false, (installation, database) => (parsed.GetValue(again), parsed.GetValue(giveUp)) switch
        {
            (null, null) => List(parsed, database),
            ({ } id, null) => Decide(parsed, database, id, parsed.GetValue(yes), "sent again", row => row.MayGoAgain,
                (work, mail, by, now) => PostTable.SendAgain(work, mail, by, installation.Settings.Mail.AlertWithin, now)),
            (null, { } id) => Decide(parsed, database, id, parsed.GetValue(yes), "given up", row => row.MayBeGivenUp, PostTable.GiveUp),
            _ => Verbs.Report([new Fault("mail", "--give-up", "goes not together with --again")], parsed.InvocationConfiguration.Error),
        }));
        return command;
    }

    private static int List(ParseResult parsed, Database database)
    {
        var output = parsed.InvocationConfiguration.Output;
        var now = Installation.ClockOf(database).GetUtcNow();
        var (held, counts, rows) = database.Read(work => (RestoreFence.WhyClosed(work, now), PostTable.Counts(work), PostTable.InStates(work, NeedSomebody, now, Shown)));
        if (held is { } why) output.WriteLine($"Nothing is mailed: {why.InWords()}; see resume-mail.");
        output.WriteLine(counts.Count == 0 ? "No mail yet." : string.Join(", ", counts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value} {one.Key}"))));
        foreach (var row in rows) output.WriteLine(LineOf(row));
        return CommandLine.Success;
    }

    private static int Decide(ParseResult parsed, Database database, string id, bool yes, string done, Func<PostRow, bool> may, Func<Work, string, long?, DateTimeOffset, bool> act)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var now = Installation.ClockOf(database).GetUtcNow();
        if (database.Read(work => PostTable.Get(work, id, now)) is not { } row) return Verbs.Report([new Fault("mail", id, "is no mail; see mail without options")], error);
        output.WriteLine(LineOf(row));
        if (!may(row)) return Verbs.Report([new Fault("mail", id, $"cannot be {done}: it has ended, is on its way, or makes no sense any more")], error);
        if (row.State == "unsure" && done == "sent again") error.WriteLine("It may have arrived; then it comes twice.");
        if (!yes)
        {
            error.Write($"May it be {done}? Type yes: ");
            if (Console.In.ReadLine()?.Trim() != "yes")
            {
                error.WriteLine("Nothing was changed.");
                return CommandLine.Failure;
            }
        }

        if (!database.Write(work => act(work, id, null, now))) return Verbs.Report([new Fault("mail", id, $"could no longer be {done}")], error);
        output.WriteLine($"It is {done}.");
        return CommandLine.Success;
    }

    private static string LineOf(PostRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Id}  {row.State,-8}  {row.Kind,-11}  {row.RecipientDomain,-24}  {row.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}  {row.LastNote}{(row.LastCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" ({code})") : "")}").TrimEnd();
}
