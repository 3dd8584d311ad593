using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Alerts;

/// <summary>The mail with the numbers of one coordinator's worklist, once a working day.</summary>
public sealed class DigestMail(Notices notices, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(DigestMail));

    public static readonly MailKind Kind = new("digest", Priority: 50, Words) { Urgent = true };

    /// <param name="tasks">The tasks on the worklist besides signals; mentioned when there are any.</param>
    /// <param name="forTeam">How many tips wait for the whole team; mentioned when there are any.</param>
    /// <param name="isAlertLate">An alert should have reached the relay and has not.</param>
    public Letter Digest(
        Coordinator to,
        WorklistCounts counts,
        TaskCounts? tasks = null,
        int forTeam = 0,
        bool isAlertLate = false
    )
    {
        using var spoken = notices.Speak(to);
        return notices.Write(
            to,
            Words,
            "Digest",
            [("open", Texts.Number(counts.Open)), ("wat", string.Join(' ', What(counts)))],
            [.. TasksText(tasks ?? TaskCounts.None), .. TeamText(forTeam), .. Late(isAlertLate)]
        );
    }

    /// <summary>When no signal is open, and there are tasks.</summary>
    public Letter Tasks(Coordinator to, TaskCounts tasks, int forTeam = 0, bool isAlertLate = false)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "Tasks", [], [.. TasksText(tasks), .. TeamText(forTeam), .. Late(isAlertLate)]);
    }

    public Letter TeamWaits(Coordinator to, int waiting, bool isAlertLate = false)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "TeamWaits", [("n", Texts.Number(waiting))], Late(isAlertLate));
    }

    /// <summary>Once a week without news, so that a missing mail is never taken for no news.</summary>
    public Letter Quiet(Coordinator to, bool isAlertLate = false)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "Quiet", [], Late(isAlertLate));
    }

    /// <param name="owner">Whose worklist it is about.</param>
    internal bool Queue(Transaction transaction, Letter letter, Coordinator owner) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(Kind, $"digest:{owner.Id}:{letter.To}:{time.Today:yyyy-MM-dd}", time.Now.AddDays(1))
        );

    /// <summary>What is new, whether somebody on top asks for a call, and how many of each there are; zeros are left out.</summary>
    private static IEnumerable<string> What(WorklistCounts counts)
    {
        if (counts.New > 0)
            yield return Words["Count.New", ("n", Texts.Number(counts.New))];
        if (counts.OfReview > 0)
            yield return Words["Count.Review", ("n", Texts.Number(counts.OfReview))];
        if (counts.First is { AsksForContact: true })
            yield return Words["First"];
        foreach (
            var (key, count) in new[]
            {
                ("Today", counts.Today),
                ("Week", counts.ThisWeek),
                ("Later", counts.Later),
                // Counted above, each on its day.
                ("Late", counts.Overdue),
            }
        )
        {
            if (count > 0)
                yield return Words["Count." + key, ("n", Texts.Number(count))];
        }
    }

    private static IEnumerable<string> TasksText(TaskCounts tasks) =>
        new[] { ("CountWritten", tasks.Written), ("CountSilent", tasks.Silent), ("CountOther", tasks.Other) }
            .Where(one => one.Item2 > 0)
            .Select(one => Words[one.Item1, ("n", Texts.Number(one.Item2))]);

    private static string[] TeamText(int waiting) =>
        waiting == 0 ? [] : [Words["TeamWaitsBody", ("n", Texts.Number(waiting))]];

    private static string[] Late(bool isAlertLate) => isAlertLate ? [Words["AlertLate"]] : [];
}
