using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Alerts;

/// <summary>The mail with the numbers of a coordinator's worklist, once a working day.</summary>
internal sealed class DigestMail(Notices notices, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(DigestMail));

    public static readonly MailKind Kind = new("digest", Priority: 50, Words) { Urgent = true };

    /// <param name="counts">Open signals; without any, it is about tasks or concerns, or once a week about nothing, so
    /// that a missing mail is never taken for no news.</param>
    /// <param name="tasks">Tasks on the worklist besides signals; mentioned if there are any.</param>
    /// <param name="forTeam">Concerns waiting for the whole team; mentioned if there are any.</param>
    /// <param name="unread">How much in the team nobody has read for long; mentioned if there is any.</param>
    /// <param name="isAlertLate">Whether an alert should have reached the relay and has not.</param>
    public Letter Digest(
        Coordinator to,
        WorklistCounts counts,
        TaskCounts tasks,
        int forTeam,
        int unread,
        bool isAlertLate
    )
    {
        using var spoken = notices.Speak(to);
        var about =
            counts.Open > 0 ? "Digest"
            : tasks.All > 0 ? "Tasks"
            : forTeam > 0 ? "TeamWaits"
            : "Quiet";
        return notices.Write(
            to,
            Words,
            about,
            [
                ("open", Texts.Number(counts.Open)),
                ("wat", string.Join(' ', What(counts))),
                ("n", Texts.Number(forTeam)),
            ],
            [
                .. TasksText(tasks),
                .. unread > 0 ? [Words.Counted("Unread", unread)] : (string[])[],
                .. forTeam > 0 && about != "TeamWaits"
                    ? [Words["TeamWaitsBody", ("n", Texts.Number(forTeam))]]
                    : (string[])[],
                .. isAlertLate ? [Words["AlertLate"]] : (string[])[],
            ]
        );
    }

    internal Task<bool> Queue(Transaction transaction, Letter letter, Coordinator owner) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(Kind, $"digest:{owner.Id}:{letter.To}:{time.Today:yyyy-MM-dd}", time.Now.AddDays(1))
        );

    /// <summary>What is new, whether somebody at the top asks for a call, and the count of each kind; zeros are left
    /// out.</summary>
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
                // All of it is due today.
                ("Late", counts.Overdue),
                ("Week", counts.ThisWeek),
                ("Later", counts.Later),
            }
        )
        {
            if (count > 0)
                yield return Words["Count." + key, ("n", Texts.Number(count))];
        }
    }

    private static IEnumerable<string> TasksText(TaskCounts tasks) =>
        new[] { ("CountWritten", tasks.Written), ("CountSilent", tasks.Silent), ("CountOther", tasks.Other) }
            .Where(line => line.Item2 > 0)
            .Select(line => Words[line.Item1, ("n", Texts.Number(line.Item2))]);
}
