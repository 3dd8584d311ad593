using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Who is notified about a coordinator's caregivers besides the coordinator, and may see them from then on.
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
        SupportPointSettings support,
        SiteTime time
    )
    {
        var others = Begin(transaction, owner, StandingInTable.InAbsenceOf(transaction, owner.Id, time.Today), time);
        IReadOnlyList<Coordinator> people = others.Count == 0 ? SelfOf(owner) : others;
        return new Readers(people, MailboxesOf(transaction, owner, support, people));
    }

    /// <summary>
    /// Everybody who is notified of news about a coordinator's caregivers: the coordinator and those who stand in; for
    /// a coordinator who never signed in or does not work with people, or is away like whoever stands in, others at
    /// once.
    /// </summary>
    public static Readers Of(Transaction transaction, Coordinator owner, SupportPointSettings support, SiteTime time)
    {
        var away = StandingInTable.Away(transaction, time.Today);
        List<Coordinator> minding =
        [
            .. StandingInTable.InAbsenceOf(transaction, owner.Id, time.Today).Where(one => !away.Contains(one.Id)),
        ];
        if (owner.IsThere && (minding.Count > 0 || !away.Contains(owner.Id)))
            return new Readers([owner, .. minding], []);
        IReadOnlyList<Coordinator> people =
        [
            .. SelfOf(owner),
            .. minding.Count > 0 ? minding : Begin(transaction, owner, [], time),
        ];
        return new Readers(people, MailboxesOf(transaction, owner, support, people));
    }

    /// <summary>
    /// The support point's address, where nobody can sign in with it: it is notified that something waits, and sees
    /// nothing.
    /// </summary>
    /// <param name="people">Who is notified and can look; where there is nobody, administrators hear of it too.</param>
    public static IReadOnlyList<string> Mailboxes(
        Transaction transaction,
        SupportPointSettings support,
        IReadOnlyList<Coordinator> people
    )
    {
        var coordinators = CoordinatorTable
            .All(transaction)
            .Where(one => one is { MaySignIn: true, IsCoordinator: true })
            .Select(one => one.Email)
            .ToHashSet(StringComparer.Ordinal);
        var administrators = people.Count == 0 ? CoordinatorTable.Administrators(transaction) : [];
        return
        [
            .. administrators
                .Select(one => one.Email)
                .Prepend(support.Email.ToLowerInvariant())
                .Where(email => !coordinators.Contains(email))
                .Distinct(),
        ];
    }

    private static List<string> MailboxesOf(
        Transaction transaction,
        Coordinator owner,
        SupportPointSettings support,
        IReadOnlyList<Coordinator> people
    )
    {
        var mailboxes = Mailboxes(transaction, support, people);
        return [.. SelfOf(owner).Count > 0 ? mailboxes : mailboxes.Append(owner.Email).Distinct()];
    }

    private static IReadOnlyList<Coordinator> SelfOf(Coordinator owner) =>
        owner is { MaySignIn: true, IsCoordinator: true } ? [owner] : [];

    private static IReadOnlyList<Coordinator> Begin(
        Transaction transaction,
        Coordinator owner,
        IReadOnlyList<Coordinator> notifiedBefore,
        SiteTime time
    )
    {
        var away = StandingInTable
            .Away(transaction, time.Today)
            .Concat(notifiedBefore.Select(one => one.Id))
            .ToHashSet();
        var others = Access.InPlaceOf(owner, CoordinatorTable.Enrolled(transaction), away);
        var until = time.WorkingDays.Add(time.Today, WorkingDaysEach);
        foreach (var one in others)
            StandingInTable.Escalate(transaction, owner.Id, one.Id, time.Today, until, time.Now);
        return others;
    }
}

/// <param name="People">Coordinators who can sign in.</param>
/// <param name="Mailboxes">Addresses with which nobody can.</param>
public sealed record Readers(IReadOnlyList<Coordinator> People, IReadOnlyList<string> Mailboxes);
