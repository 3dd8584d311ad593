using System.CommandLine;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>resume-mail</c>: shows what would be sent, and sends it on the operator's word.</summary>
public static class ResumeMailVerb
{
    public static Command Create()
    {
        var yes = new Option<bool>("--yes") { Description = "Do not ask: let the mail go that is shown." };
        var command = new Command(
            "resume-mail",
            "Let mail go out again after a restore, a copy or a clock that was set: shows what would go, and asks."
        )
        {
            yes,
        };
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(parsed, store => RunAsync(store, parsed.GetValue(yes)), makes: false)
        );
        return command;
    }

    private static async Task<int> RunAsync(StoreRun store, bool yes, CancellationToken stop = default)
    {
        var (output, error, time) = (store.Output, store.Error, await store.TimeAsync());
        using var services = await store.PartsAsync(stop: stop);
        var hold = services.GetRequiredService<SendHold>();
        // Only look while emails go out: the service writes the guard file meanwhile.
        if (await hold.LookAsync(stop) is not { } why)
        {
            output.WriteLine("Mail is not held: nothing to resume.");
            return CommandLine.Success;
        }

        await hold.CheckAsync(stop);
        output.WriteLine($"Mail is held: {why.InWords()}.");
        output.WriteLine(
            why switch
            {
                HoldReason.Clock => FormattableString.Invariant(
                    $"It is {time.Now:yyyy-MM-dd HH:mm} here: put the clock right first."
                ),
                HoldReason.Left => "Say yes only where it never worked elsewhere: it then goes on here.",
                HoldReason.Moved => "All that waited goes from here: say yes in one place only.",
                _ =>
                    "What people said after that copy was made, a pause or a stop, is not in it: ask the coordinators first.",
            }
        );
        var due = (await AtStart.LookAsync(await store.DatabaseAsync(), time.Today, stop)).Due;
        Show(await hold.PlanAsync(stop), due, time.Now, output);
        if (!yes && !Verbs.Agrees(error, "May this go?"))
        {
            error.WriteLine("Nothing was changed; mail is still held.");
            return CommandLine.Failure;
        }

        await hold.ResumeAsync(stop);
        await services
            .GetRequiredService<AuditWriter>()
            .AddAsync(Actor.CommandLine, AuditAction.End.Of(AuditTarget.Hold), stop: stop);
        output.WriteLine("Mail goes out again.");
        return CommandLine.Success;
    }

    private static void Show(ResumePlan plan, long due, DateTimeOffset now, TextWriter output)
    {
        var lines = plan.WillGo.Select(kind =>
            (
                (long)kind.Count,
                $"{kind.Kind}, will go; the oldest is {Length(now - kind.Oldest)} old{Unsure(kind.Unsure)}"
            )
        );
        lines = lines
            .Prepend(
                (plan.PerhapsSent, "perhaps sent after that copy was made, and will not go twice (Post shows them)")
            )
            .Prepend((plan.TooLate, "too late, and will not go"))
            .Append((due, "people whose check-in is due, and who will be asked"));
        foreach (var (count, what) in lines.Where(line => line.Item1 > 0).DefaultIfEmpty((0, "mails wait")))
            output.WriteLine(FormattableString.Invariant($"  {count, 5}  {what}"));
    }

    private static string Unsure(int count) =>
        count == 0 ? "" : FormattableString.Invariant($", {count} of them perhaps a second time");

    private static string Length(TimeSpan time) =>
        time switch
        {
            { TotalDays: >= 2 } => FormattableString.Invariant($"{Math.Floor(time.TotalDays)} days"),
            { TotalHours: >= 2 } => FormattableString.Invariant($"{Math.Floor(time.TotalHours)} hours"),
            _ => FormattableString.Invariant($"{Math.Floor(time.TotalMinutes)} minutes"),
        };
}
