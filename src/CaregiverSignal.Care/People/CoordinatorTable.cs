using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Jobs;
using CaregiverSignal.Web;

namespace CaregiverSignal.People;

/// <summary>All SQL on the coordinator table.</summary>
internal static class CoordinatorTable
{
    private const string Columns = """
        id, email, name, is_coordinator, is_team_lead, is_administrator, is_operator, team_id, invited_at,
        enrolled_at, removed_at, second_factor_from, security_stamp,
        ended_sessions, signature, language
        """;

    private const string Kind = "coordinator";

    /// <summary>Coordinators who cannot look after anybody: they never signed in, or do not work with people (any
    /// more).</summary>
    internal const string CannotLook = "(coordinator.enrolled_at is null or coordinator.is_coordinator = 0)";

    public static Task<Coordinator?> Get(Transaction transaction, long id) =>
        transaction.First<Coordinator>($"select {Columns:sql} from coordinator where id = {id}");

    /// <summary>The name caregivers read for whoever looks after them: a person's, or the support point's.</summary>
    public static async Task<string> NameFor(
        Transaction transaction,
        Caregiver caregiver,
        SupportPointSettings support
    ) => (await Of(transaction, caregiver.Id))!.NameToCaregivers ?? support.Name;

    /// <summary>The name of whoever looks after a caregiver on a day: the coordinator or their deputy; null if
    /// caregivers know neither by name.</summary>
    public static async Task<string?> NameOn(Transaction transaction, Caregiver caregiver, DateOnly day)
    {
        var absent = await AbsenceTable.OfToday(transaction, day);
        var away = absent.Select(pair => pair.OwnerId).ToHashSet();
        IEnumerable<long> minding = away.Contains(caregiver.CoordinatorId)
            ? absent.Where(pair => pair.OwnerId == caregiver.CoordinatorId).Select(pair => pair.DeputyId).Except(away)
            : [caregiver.CoordinatorId];
        return (
            await minding.SelectAsync(async id =>
                id == caregiver.CoordinatorId ? await Of(transaction, caregiver.Id) : await Get(transaction, id)
            )
        )
            .Select(coordinator => coordinator!.NameToCaregivers)
            .FirstOrDefault(name => name is not null);
    }

    /// <summary>The coordinator of a caregiver.</summary>
    public static Task<Coordinator?> Of(Transaction transaction, long caregiverId) =>
        transaction.First<Coordinator>(
            $"""
            select {Columns:sql}
            from coordinator
            where id = (select coordinator_id from caregiver where caregiver.id = {caregiverId})
            """
        );

    public static Task<IReadOnlyList<Coordinator>> All(Transaction transaction) =>
        transaction.All<Coordinator>($"select {Columns:sql} from coordinator order by id");

    public static async Task<IReadOnlyList<Coordinator>> ByName(Transaction transaction) =>
        [.. (await All(transaction)).OrderBy(coordinator => coordinator.CalledAs, Languages.Order)];

    public static Task<IReadOnlyList<Coordinator>> Of(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.All<Coordinator>($"select {Columns:sql} from coordinator where id in ({ids}) order by id");

    public static Task<Coordinator?> ByEmail(Transaction transaction, string email) =>
        transaction.First<Coordinator>(
            $"select {Columns:sql} from coordinator where email = {email.ToLowerInvariant()}"
        );

    /// <summary>The id of the coordinator with this address, added if needed.</summary>
    public static Task<long> IdOf(Transaction transaction, string email, DateTimeOffset at) =>
        transaction.One<long>(
            $"""
            insert into coordinator (email, created_at) values ({email.ToLowerInvariant()}, {at})
            on conflict (email) do update set email = excluded.email
            returning id
            """
        );

    public static Task SetLanguage(Transaction transaction, long id, Language language) =>
        transaction.Execute($"update coordinator set language = {language} where id = {id}");

    /// <param name="name">Null: colleagues see the address, and caregivers the support point's name.</param>
    public static Task SetName(Transaction transaction, long id, string? name) =>
        transaction.Execute($"update coordinator set name = {name} where id = {id}");

    /// <summary>Gives an account exactly these roles; a team lead is a coordinator too.</summary>
    public static Task SetRoles(Transaction transaction, long id, IReadOnlyCollection<StaffRole> roles) =>
        Change(
            transaction,
            id,
            $"""
            update coordinator set
                is_coordinator = {roles.Contains(StaffRole.Coordinator) || roles.Contains(StaffRole.TeamLead)},
                is_team_lead = {roles.Contains(StaffRole.TeamLead)},
                is_administrator = {roles.Contains(StaffRole.Administrator)},
                is_operator = {roles.Contains(StaffRole.Operator)}
            where id = {id}
            """
        );

    /// <param name="teamId">Null for no team.</param>
    public static Task SetTeam(Transaction transaction, long id, long? teamId) =>
        Change(transaction, id, $"update coordinator set team_id = {teamId} where id = {id}");

    /// <summary>Lets a coordinator ask for a sign-in link from now on, also if they were removed before.</summary>
    /// <remarks>An account changed outside this program loses what it had.</remarks>
    public static async Task MarkInvited(Transaction transaction, long id, DateTimeOffset at)
    {
        if (await Get(transaction, id) is { } before && !HasValidSignature(transaction, before))
        {
            await transaction.Execute(
                $"""
                update coordinator set
                    enrolled_at = null, invited_at = null, team_id = null, is_coordinator = 1, is_team_lead = 0,
                    is_administrator = 0, is_operator = 0
                where id = {id}
                """
            );
        }

        await Change(transaction, id, $"update coordinator set invited_at = {at}, removed_at = null where id = {id}");
    }

    public static Task MarkEnrolled(Transaction transaction, long id, DateTimeOffset at) =>
        Change(transaction, id, $"update coordinator set enrolled_at = {at} where id = {id} and enrolled_at is null");

    /// <summary>Signs somebody out everywhere, and ends their calendar address: a session lasts as long as the stamp it
    /// began with.</summary>
    public static async Task RenewStamp(Transaction transaction, long id)
    {
        await SetStamp(transaction, id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        await SetCalendar(transaction, id, hash: null);
    }

    public static Task SetStamp(Transaction transaction, long id, string stamp) =>
        transaction.Execute($"update coordinator set security_stamp = {stamp} where id = {id}");

    /// <summary>Ends one session: a copy of its cookie opens nothing.</summary>
    /// <remarks>Keeps the newest twenty, more than anybody ends in a session's ten hours.</remarks>
    public static async Task EndSession(Transaction transaction, long id, long session)
    {
        var before = (await Get(transaction, id))!.EndedSessions?.Split(' ') ?? [];
        var ended = string.Join(' ', before.Append(session.ToString(CultureInfo.InvariantCulture)).TakeLast(20));
        await transaction.Execute($"update coordinator set ended_sessions = {ended} where id = {id}");
    }

    /// <summary>Sets from when a mailed link alone no longer lets them in; it never moves.</summary>
    public static Task SetSecondFactorFrom(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(
            $"update coordinator set second_factor_from = {at} where id = {id} and second_factor_from is null"
        );

    /// <summary>Whether this program gave an account its rights; one changed outside it opens nothing.</summary>
    public static bool HasValidSignature(Transaction transaction, Coordinator account) =>
        !account.HasRights || transaction.Signatures.IsValid(account.Signature, Kind, account.Rights);

    /// <summary>Accounts with rights that this program never gave them.</summary>
    public static async Task<IReadOnlyList<Coordinator>> Tampered(Transaction transaction) =>
        [.. (await All(transaction)).Where(coordinator => !HasValidSignature(transaction, coordinator))];

    /// <summary>Everybody who works with people, has signed in and was not removed: whoever can look after a
    /// caregiver.</summary>
    public static async Task<IReadOnlyList<Coordinator>> Enrolled(Transaction transaction) =>
        [.. (await All(transaction)).Where(coordinator => coordinator.IsThere)];

    /// <summary>Every administrator who has signed in and was not removed.</summary>
    public static async Task<IReadOnlyList<Coordinator>> Administrators(Transaction transaction) =>
        [
            .. (await All(transaction)).Where(coordinator =>
                coordinator is { IsAdministrator: true, EnrolledAt: not null }
            ),
        ];

    public static async Task<IReadOnlyList<Coordinator>> InvitedAdministrators(Transaction transaction) =>
        [
            .. (await All(transaction)).Where(coordinator =>
                coordinator is { IsAdministrator: true, EnrolledAt: null, MaySignIn: true }
            ),
        ];

    /// <summary>Whether anybody can sign in, or could by a link they were given.</summary>
    public static async Task<bool> IsAnybodyInvited(Transaction transaction) =>
        (await All(transaction)).Any(coordinator => coordinator.MaySignIn);

    /// <param name="teamId">Null for people in no team.</param>
    public static async Task<IReadOnlyList<long>> IdsOfTeam(Transaction transaction, long? teamId) =>
        [
            .. (await All(transaction))
                .Where(coordinator => coordinator.TeamId == teamId)
                .Select(coordinator => coordinator.Id),
        ];

    /// <summary>The coordinators whose caregivers somebody sees every day, besides their own.</summary>
    public static Task<IReadOnlyList<long>> SeenInTeam(Transaction transaction, long readerId) =>
        transaction.All<long>($"select owner_id from seen_in_team where reader_id = {readerId} order by owner_id");

    /// <summary>Who sees a caregiver every day besides their coordinator.</summary>
    public static Task<IReadOnlyList<Coordinator>> ReadersBeside(Transaction transaction, long caregiverId) =>
        transaction.All<Coordinator>(
            $"""
            select {Columns:sql}
            from coordinator
            where id in (
                select reader_id from seen_in_team
                where owner_id = (select coordinator_id from caregiver where caregiver.id = {caregiverId}))
            order by id
            """
        );

    /// <summary>Withdraws everything that gives access, as in a new row; the row stays, because past actions refer to
    /// it.</summary>
    public static Task Remove(Transaction transaction, long id, DateTimeOffset at) =>
        Change(
            transaction,
            id,
            $"""
            update coordinator set
                removed_at = {at}, invited_at = null, enrolled_at = null, team_id = null,
                is_coordinator = 1, is_team_lead = 0, is_administrator = 0, is_operator = 0
            where id = {id}
            """
        );

    /// <summary>Coordinators who have caregivers but never signed in, were removed or do not work with people, with how
    /// many they have; most first.</summary>
    /// <remarks>A cross join, because SQLite would begin with all caregivers.</remarks>
    public static Task<IReadOnlyList<NeverCameIn>> NeverCameIn(Transaction transaction) =>
        transaction.All<NeverCameIn>(
            $"""
            select coordinator.email, count(*) as people
            from coordinator cross join caregiver
            where caregiver.coordinator_id = coordinator.id
              and {CannotLook:sql}
              and caregiver.status <> 'ended'
            group by coordinator.id, coordinator.email
            order by people desc, coordinator.email
            """
        );

    /// <summary>A coordinator who has had no digest since a day, and has reason for one; null if there is
    /// none.</summary>
    public static async Task<Coordinator?> NextForDigest(Transaction transaction, DateOnly since, Sql reason) =>
        await new DueItems(
            Job.Digest,
            $"from coordinator where (digest_on is null or digest_on < {since}) and ({reason})",
            order: "id"
        ).Next(transaction)
            is { } id
            ? await Get(transaction, id)
            : null;

    /// <summary>The condition for a quiet digest: they signed in before a day, and have caregivers.</summary>
    /// <param name="alerted">Coordinators who just had an alert.</param>
    public static Sql ForQuietDigest(DateOnly since, IReadOnlyCollection<long> alerted) =>
        $"""
            enrolled_at < {since} and is_coordinator = 1
              and id not in ({alerted})
              and exists (
                select 1 from caregiver
                where caregiver.coordinator_id = coordinator.id and caregiver.status <> 'ended')
            """;

    /// <param name="hash">Null to end their calendar address.</param>
    public static Task SetCalendar(Transaction transaction, long id, string? hash) =>
        transaction.Execute($"update coordinator set calendar_hash = {hash} where id = {id}");

    public static async Task<bool> HasCalendar(Transaction transaction, long id) =>
        await transaction.One<string?>($"select calendar_hash from coordinator where id = {id}") is not null;

    public static Task<Coordinator?> ByCalendar(Transaction transaction, string hash) =>
        transaction.First<Coordinator>($"select {Columns:sql} from coordinator where calendar_hash = {hash}");

    /// <returns>False if another worker wrote today's digest first.</returns>
    public static async Task<bool> MarkDigest(Transaction transaction, long id, DateOnly today) =>
        await transaction.Execute(
            $"""
            update coordinator set digest_on = {today} where id = {id} and (digest_on is null or digest_on < {today})
            """
        ) == 1;

    /// <summary>Changes an account's rights, and signs them again if the signature was valid.</summary>
    private static async Task Change(Transaction transaction, long id, Sql change)
    {
        var wasTrue = await Get(transaction, id) is { } before && HasValidSignature(transaction, before);
        await transaction.Execute(change);
        if (wasTrue)
            await SetMark(transaction, (await Get(transaction, id))!);
    }

    /// <summary>Signs an account's present rights.</summary>
    public static Task SetMark(Transaction transaction, Coordinator account) =>
        transaction.Execute(
            $"""
            update coordinator set signature = {(
                account.HasRights ? transaction.Signatures.Sign(Kind, account.Rights) : null
            )}
            where id = {account.Id}
            """
        );
}

/// <summary>A coordinator who cannot look after their caregivers, so that only colleagues can.</summary>
internal sealed record NeverCameIn(string Email, int People);
