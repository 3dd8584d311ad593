using CaregiverSignal.Caseload;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Alerts;

/// <summary>The mail telling others what a coordinator did not do in time: how many wait, and how long.</summary>
internal sealed class EscalationMail(Notices notices, StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(EscalationMail));

    public static readonly MailKind Kind = new("escalation", Priority: 20, Words) { Urgent = true };

    /// <summary>To the deputies.</summary>
    public Letter Escalation(Coordinator to, WaitingWork work)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "Escalation", Fill(work));
    }

    /// <summary>For an administrator, who cannot see caregivers.</summary>
    public Letter WaitsLong(Coordinator to, WaitingWork work)
    {
        using var spoken = notices.Speak(to);
        return letters.WithLink(
            to.Email,
            Words["WaitsLongSubject", Fill(work)],
            Words["WaitsLongBody", Fill(work)],
            Words["AccountsLabel"],
            letters.Pages.Accounts
        );
    }

    /// <summary>Queues one mail a day to each reader, and to each mailbox that something waits; after long to
    /// administrators too, once a week.</summary>
    internal async Task Queue(Transaction transaction, NotifiedStaff readers, WaitingWork work)
    {
        var owner = work.Owner;
        // The coordinators themselves read it in their digest.
        foreach (var colleague in readers.People.Where(colleague => colleague.Id != owner.Id))
            await Queue(Escalation(colleague, work), $"escalate:{owner.Id}", $"{time.Today:yyyy-MM-dd}");
        foreach (var mailbox in readers.Mailboxes)
            await Queue(notices.Waits(mailbox, owner, readers.People), $"waits:{owner.Id}", $"{time.Today:yyyy-MM-dd}");
        if (work.WorkingDays < FollowUpSettings.AdministratorAfterWorkingDays)
            return;
        var others = (await CoordinatorTable.Administrators(transaction)).ExceptBy(
            readers.People.Append(owner).Select(colleague => colleague.Id),
            other => other.Id
        );
        foreach (var administrator in others)
            await Queue(WaitsLong(administrator, work), $"waits-long:{owner.Id}", $"{time.Today.DayNumber / 7}");

        Task Queue(Letter letter, string about, string when) =>
            outbox.Queue(
                transaction,
                letter,
                new Envelope(
                    Kind,
                    $"{about}:{letter.To}:{when}",
                    time.Now.AddDays(1),
                    HandOverBy: time.Now + MailSettings.AlertWithin
                )
            );
    }

    private static (string, string)[] Fill(WaitingWork work) =>
        [
            ("naam", work.Owner.CalledAs),
            (
                "wat",
                Words.Counted(
                    "Waits",
                    work.People,
                    ("naam", work.Owner.CalledAs),
                    ("dagen", WaitingTime.WorkingDaysOf(work.WorkingDays))
                )
            ),
        ];
}

/// <param name="People">How many caregivers are concerned.</param>
internal sealed record WaitingWork(Coordinator Owner, int People, int WorkingDays);
