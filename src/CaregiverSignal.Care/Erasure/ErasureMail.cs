using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Erasure;

/// <summary>The mail that a caregiver with something open is to be erased: to whoever follows them, and to the team
/// leads, one of whom has to agree. It names nobody; the page behind its link does.</summary>
public sealed class ErasureMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ErasureMail));

    public static readonly MailKind Kind = new("erasure", Priority: 44, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(2);

    internal async Task QueueProposed(Transaction transaction, Caregiver caregiver, Coordinator by)
    {
        var owner = (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!;
        var leads = (await CoordinatorTable.All(transaction)).Where(other =>
            other is { IsTeamLead: true, EnrolledAt: not null } && other.TeamId == owner.TeamId
        );
        foreach (var to in leads.Append(owner).DistinctBy(other => other.Id).Where(other => other.Id != by.Id))
            await Queue(transaction, Letter(to, "Proposed", by, letters.Pages.EraseOf(caregiver.Id)));
    }

    /// <remarks>It carries no caregiver number, because everything with one is erased too.</remarks>
    internal async Task QueueErased(Transaction transaction, Caregiver caregiver, Coordinator by)
    {
        if (caregiver.CoordinatorId != by.Id)
            await Queue(
                transaction,
                Letter(
                    (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!,
                    "Erased",
                    by,
                    letters.Pages.Worklist
                )
            );
    }

    public Letter Letter(Coordinator to, string what, Coordinator by, string path)
    {
        using var spoken = letters.Speak(to);
        return letters.WithLink(
            to.Email,
            Words["Subject"],
            Words[what, ("wie", by.CalledAs)],
            Words["Label." + what],
            path
        );
    }

    private Task Queue(Transaction transaction, Letter letter) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(Kind, $"{Kind.Code}:{letter.To}:{time.Now.ToUnixTimeMilliseconds()}", time.Now + Life)
        );
}
