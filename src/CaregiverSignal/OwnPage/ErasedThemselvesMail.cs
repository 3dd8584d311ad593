using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// The mail to a coordinator, and to who leads the team, that somebody of theirs erased themselves; it does not say
/// who, as nothing is left of them.
/// </summary>
public sealed class ErasedThemselvesMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ErasedThemselvesMail));

    public static readonly MailKind Kind = new("erased-themselves", Priority: 47, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <returns>How many mails.</returns>
    public int Queue(Transaction transaction, long coordinatorId, long visitId)
    {
        var own = CoordinatorTable.Get(transaction, coordinatorId)!;
        return CoordinatorTable
            .Enrolled(transaction)
            .Where(one => one.Roles.Contains(StaffRole.TeamLead) && one.TeamId == own.TeamId)
            .Append(own)
            .DistinctBy(one => one.Email)
            .Count(to =>
                outbox.Queue(
                    transaction,
                    Erased(to),
                    new Envelope(Kind, $"{Kind.Code}:{visitId}:{to.Email}", time.Now + Life)
                )
            );
    }

    public Letter Erased(Coordinator to)
    {
        using var spoken = letters.Speak(to);
        return letters.WithLink(
            to.Email,
            Words["Subject"],
            Words["Body", ("dag", Texts.Day(time.Today))],
            Words["Label"],
            "/werklijst"
        );
    }
}
