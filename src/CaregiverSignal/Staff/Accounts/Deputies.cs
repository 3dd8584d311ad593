using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Who is notified about a coordinator's caregivers besides the coordinator, and may see them from then on
/// (docs/adr/0023).
/// </summary>
public static class Deputies
{
    /// <summary>
    /// Working days for which an escalation gives access to a colleague's caregivers; longer while what was escalated
    /// still waits (our choice).
    /// </summary>
    public const int WorkingDaysEach = 5;

    /// <summary>
    /// Chooses others to notify of work that has waited too long; they may see the coordinator's caregivers from today
    /// on.
    /// </summary>
    /// <returns>Only the coordinator when nobody else has ever signed in.</returns>
    public static Readers NotifyFor(
        Transaction transaction,
        Coordinator owner,
        StandardDeputies standard,
        SiteTime time
    )
    {
        var others = Begin(
            transaction,
            owner,
            StandingInTable.InAbsenceOf(transaction, owner.Id, time.Today),
            standard,
            time
        );
        return new Readers(
            others.Count == 0 && owner.MaySignIn ? [owner] : others,
            MailboxesOf(transaction, owner, standard)
        );
    }

    /// <summary>
    /// Everybody who is notified of news about a coordinator's caregivers: the coordinator and those who stand in; for
    /// a coordinator who never signed in, others at once.
    /// </summary>
    public static Readers Of(Transaction transaction, Coordinator owner, StandardDeputies standard, SiteTime time)
    {
        var minding = StandingInTable.InAbsenceOf(transaction, owner.Id, time.Today);
        IReadOnlyList<Coordinator> self = owner.MaySignIn ? [owner] : [];
        if (owner.EnrolledAt is not null)
            return new Readers([.. self, .. minding], []);
        return new Readers(
            [.. self, .. minding.Count > 0 ? minding : Begin(transaction, owner, [], standard, time)],
            MailboxesOf(transaction, owner, standard)
        );
    }

    /// <summary>
    /// The addresses in the settings with which nobody can sign in: they are notified that something waits, and see
    /// nothing.
    /// </summary>
    public static IReadOnlyList<string> Mailboxes(Transaction transaction, StandardDeputies standard)
    {
        var staff = CoordinatorTable
            .All(transaction)
            .Where(one => one.MaySignIn)
            .Select(one => one.Email)
            .ToHashSet(StringComparer.Ordinal);
        return [.. standard.Emails.Where(email => !staff.Contains(email))];
    }

    private static List<string> MailboxesOf(Transaction transaction, Coordinator owner, StandardDeputies standard)
    {
        var mailboxes = Mailboxes(transaction, standard);
        return [.. owner.MaySignIn ? mailboxes : mailboxes.Append(owner.Email).Distinct()];
    }

    private static IReadOnlyList<Coordinator> Begin(
        Transaction transaction,
        Coordinator owner,
        IReadOnlyList<Coordinator> notifiedBefore,
        StandardDeputies standard,
        SiteTime time
    )
    {
        var away = StandingInTable
            .Away(transaction, time.Today)
            .Concat(notifiedBefore.Select(one => one.Id))
            .ToHashSet();
        var others = Access.InPlaceOf(
            owner,
            standard.Emails,
            CoordinatorTable.Enrolled(transaction),
            TipTable.Readers(transaction),
            away
        );
        var until = time.WorkingDays.Add(time.Today, WorkingDaysEach);
        foreach (var one in others)
            StandingInTable.Escalate(transaction, owner.Id, one.Id, time.Today, until, time.Now);
        return others;
    }
}

/// <param name="People">Coordinators who can sign in.</param>
/// <param name="Mailboxes">Addresses with which nobody can.</param>
public sealed record Readers(IReadOnlyList<Coordinator> People, IReadOnlyList<string> Mailboxes);
