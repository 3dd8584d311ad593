using CaregiverSignal.Web;

namespace CaregiverSignal.People;

/// <summary>Who else is told about a coordinator's caregivers, and may therefore see them.</summary>
internal static class Deputies
{
    /// <summary>Working days for which escalated work lets a colleague see the caregivers; longer while it still waits
    /// (our choice).</summary>
    public const int WorkingDaysEach = 5;

    /// <summary>The colleagues whom somebody covers today: those who are away, and those whose waiting work was
    /// escalated to them.</summary>
    /// <param name="seen">The coordinators whose caregivers they see anyway.</param>
    internal static async Task<IReadOnlyList<StandsFor>> ForWhom(
        Transaction transaction,
        Coordinator reader,
        IReadOnlyList<long> seen,
        SiteTime time
    )
    {
        var away = await AbsenceTable.StandsFor(transaction, reader.Id, time.Today);
        var since = time.StartOf(time.WorkingDays.Before(time.Today, WorkingDaysEach).AddDays(1));
        var waiting = (await WaitingTable.Of(transaction, reader.Id, time.Today, since, reader.EnrolledAt ?? time.Now))
            .Where(elsewhere => away.All(absence => absence.OwnerId != elsewhere.OwnerId))
            .ToDictionary(elsewhere => elsewhere.OwnerId);
        if (waiting.Count == 0)
            return away;
        var enrolled = await CoordinatorTable.Enrolled(transaction);
        var absent = await AbsenceTable.OfToday(transaction, time.Today);
        return
        [
            .. away,
            .. (await CoordinatorTable.Of(transaction, waiting.Keys))
                .Where(owner => Came(owner, waiting[owner.Id]))
                .Select(owner => new StandsFor(owner.Id, owner.CalledAs, null, waiting[owner.Id].IsForAll)),
        ];

        // An overdue task is on one colleague's list; the others told are those who would be told now.
        bool Came(Coordinator owner, WaitingElsewhere waitingElsewhere) =>
            waitingElsewhere.IsMine
            || (
                (waitingElsewhere.IsForAll || !seen.Contains(owner.Id))
                && InPlaceOf(owner, enrolled, absent).Any(coordinator => coordinator.Id == reader.Id)
            );
    }

    /// <summary>Chooses others to tell about work that has waited too long.</summary>
    /// <returns>Only the coordinator if nobody else has ever signed in.</returns>
    internal static async Task<NotifiedStaff> NotifyFor(
        Transaction transaction,
        Coordinator owner,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var others = InPlaceOf(
            owner,
            await CoordinatorTable.Enrolled(transaction),
            await AbsenceTable.OfToday(transaction, time.Today)
        );
        IReadOnlyList<Coordinator> people = others.Count == 0 ? SelfOf(owner) : others;
        return new NotifiedStaff(people, await MailboxesOf(transaction, owner, support, people));
    }

    /// <summary>Everybody told about news of a coordinator's caregivers: the coordinator and their deputies; others at
    /// once if the coordinator never signed in, does not work with people, or is away together with every
    /// deputy.</summary>
    internal static async Task<NotifiedStaff> Of(
        Transaction transaction,
        Coordinator owner,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var absent = await AbsenceTable.OfToday(transaction, time.Today);
        var away = absent.Select(pair => pair.OwnerId).ToHashSet();
        var enrolled = await CoordinatorTable.Enrolled(transaction);
        var minding = enrolled
            .Where(coordinator => absent.Contains((owner.Id, coordinator.Id)) && !away.Contains(coordinator.Id))
            .ToList();
        if (owner.IsThere && (minding.Count > 0 || !away.Contains(owner.Id)))
            return new NotifiedStaff([owner, .. minding], []);
        IReadOnlyList<Coordinator> people =
        [
            .. SelfOf(owner),
            .. minding.Count > 0 ? minding : InPlaceOf(owner, enrolled, absent),
        ];
        return new NotifiedStaff(people, await MailboxesOf(transaction, owner, support, people));
    }

    /// <summary>The support point's address, if nobody can sign in with it: it is told that something waits, and sees
    /// nothing.</summary>
    /// <param name="people">Whoever is told and can look; without anybody, administrators are told too.</param>
    internal static async Task<IReadOnlyList<string>> Mailboxes(
        Transaction transaction,
        SupportPointSettings support,
        IReadOnlyList<Coordinator> people
    )
    {
        var coordinators = (await CoordinatorTable.All(transaction))
            .Where(coordinator => coordinator is { MaySignIn: true, IsCoordinator: true })
            .Select(coordinator => coordinator.Email)
            .ToHashSet(StringComparer.Ordinal);
        var administrators = people.Count == 0 ? await CoordinatorTable.Administrators(transaction) : [];
        return
        [
            .. administrators
                .Select(coordinator => coordinator.Email)
                .Prepend(support.Email.ToLowerInvariant())
                .Where(email => !coordinators.Contains(email))
                .Distinct(),
        ];
    }

    private static async Task<List<string>> MailboxesOf(
        Transaction transaction,
        Coordinator owner,
        SupportPointSettings support,
        IReadOnlyList<Coordinator> people
    )
    {
        var mailboxes = await Mailboxes(transaction, support, people);
        return [.. SelfOf(owner).Count > 0 ? mailboxes : mailboxes.Append(owner.Email).Distinct()];
    }

    private static IReadOnlyList<Coordinator> SelfOf(Coordinator owner) =>
        owner is { MaySignIn: true, IsCoordinator: true } ? [owner] : [];

    /// <summary>Whoever is told in a coordinator's place, except earlier deputies.</summary>
    private static IReadOnlyList<Coordinator> InPlaceOf(
        Coordinator owner,
        IReadOnlyList<Coordinator> enrolled,
        IReadOnlyList<(long OwnerId, long DeputyId)> absent
    ) =>
        Access.InPlaceOf(
            owner,
            enrolled,
            absent
                .Select(pair => pair.OwnerId)
                .Concat(absent.Where(pair => pair.OwnerId == owner.Id).Select(pair => pair.DeputyId))
                .ToHashSet()
        );
}

/// <param name="People">Coordinators who can sign in.</param>
/// <param name="Mailboxes">Addresses with which nobody can sign in.</param>
internal sealed record NotifiedStaff(IReadOnlyList<Coordinator> People, IReadOnlyList<string> Mailboxes);
