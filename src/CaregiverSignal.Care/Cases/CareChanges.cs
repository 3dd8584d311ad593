using CaregiverSignal.AuditLogs;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>Whom a caregiver cares for, who shares the care and who helps, as coordinators read and change
/// it.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log, also for others whom it changes.
/// Unchanged means that it is not there or was done before.</remarks>
public sealed class CareChanges(CaregiverAccess access, AuditWriter auditWriter, SiteTime time)
{
    private const int MostFound = 20;

    /// <param name="search">Looks for people whom the reader may see and who do not share that care yet.</param>
    public Task<CareLook?> LookAsync(
        long? caregiverId,
        SignedInStaff staff,
        (string Text, long? Care)? search = null,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Care),
            async (transaction, caregiver) =>
            {
                var cares = await SituationTable.Of(transaction, caregiver.Id);
                return new CareLook(
                    caregiver,
                    await SharedCare.Of(
                        transaction,
                        cares,
                        await HelperTable.OfCaregiver(transaction, caregiver.Id),
                        staff.Sees,
                        time.Today
                    )
                )
                {
                    Found = search is var (text, care) ? await Find(transaction, caregiver, text, care, staff) : null,
                };
            },
            stop
        );

    /// <summary>Corrects what a caregiver says of a care, or adds one.</summary>
    /// <param name="care">The number of the care; null to add one.</param>
    public Task<ChangeResult> SaveAsync(
        long? caregiverId,
        long? care,
        CareFacts typed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            async (transaction, caregiver) =>
            {
                var by = staff.Coordinator.Id;
                if (care is null)
                {
                    var code = await SituationTable.NewCode(transaction);
                    var added = typed with { CaregiverId = caregiver.Id, Situation = code };
                    await CareSituations.Add(transaction, added, by, time);
                    return true;
                }

                if (await Named(transaction, caregiver, care) is not { } known)
                    return false;
                var careFacts = typed with
                {
                    Id = known.Id,
                    CaregiverId = known.CaregiverId,
                    Situation = known.Situation,
                    IsOwn = known.IsOwn,
                };
                if (careFacts.IsOwn)
                    await CareSituations.SaveOwn(transaction, careFacts, by, time);
                else
                    await CareSituations.CorrectFurther(transaction, known, careFacts, by, time);
                return true;
            },
            stop
        );

    public Task<ChangeResult> LeaveAsync(
        long? caregiverId,
        long care,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            async (transaction, caregiver) =>
                await Named(transaction, caregiver, care) is { } careFacts
                && await CareSituations.Leave(
                    transaction,
                    caregiver.Id,
                    await SituationOf(transaction, careFacts),
                    staff.Coordinator.Id,
                    time
                ),
            stop
        );

    /// <param name="care">The number of the care; null for the only one.</param>
    public Task<Changed<HelperFault?>> AddHelperAsync(
        long? caregiverId,
        long? care,
        Helper typed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<HelperFault?>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            async (transaction, caregiver) =>
            {
                var careFacts = await Named(transaction, caregiver, care);
                var hasName =
                    careFacts?.Situation is { } known
                    && (await HelperTable.Of(transaction, known)).Any(helper => helper.Name == typed.Name);
                if (careFacts is null || hasName)
                    return (false, hasName ? HelperFault.SameName : null);
                var helper = typed with { Situation = await SituationOf(transaction, careFacts) };
                await HelperTable.Save(transaction, helper);
                await RecordOthers(transaction, caregiver, helper, staff);
                return (true, null);
            },
            stop
        );

    /// <summary>A helper who drops out is an event for everybody who shares the care; help that ends as agreed is
    /// not.</summary>
    public Task<Changed<HelperFault?>> StopAsync(
        long? caregiverId,
        long? helper,
        DateOnly? day,
        bool isAgreed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<HelperFault?>(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            async (transaction, caregiver) =>
            {
                if (await HelperIn(transaction, caregiver, helper) is not { UntilOn: null } helps)
                    return (false, null);
                if (!(day <= time.Today && !(day < helps.FromOn)))
                    return (false, HelperFault.Day);
                if (isAgreed)
                    await HelperTable.Save(transaction, helps with { UntilOn = day });
                else
                    await HelpChanges.DropOut(transaction, helps, day!.Value, Way.Colleague, time);
                await RecordOthers(transaction, caregiver, helps, staff);
                return (true, null);
            },
            stop
        );

    /// <summary>Takes back that a helper stopped.</summary>
    public Task<ChangeResult> GoOnAsync(
        long? caregiverId,
        long helper,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            async (transaction, caregiver) =>
            {
                if (await HelperIn(transaction, caregiver, helper) is not { UntilOn: not null } stopped)
                    return false;
                await HelpChanges.GoOn(transaction, stopped, time);
                await RecordOthers(transaction, caregiver, stopped, staff);
                return true;
            },
            stop
        );

    /// <summary>Adds a caregiver who shares the care.</summary>
    /// <param name="care">The number of the care; null for the only one.</param>
    /// <param name="isSame">Whether that caregiver's own details already describe this care.</param>
    /// <returns>Unchanged also for a caregiver whom the reader may not see, or who is in it already.</returns>
    public Task<ChangeResult> JoinAsync(
        long? caregiverId,
        long? care,
        long? who,
        CareRole role,
        bool isSame,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            async (transaction, caregiver) =>
            {
                if (
                    await Named(transaction, caregiver, care) is not { } careFacts
                    || await CaregiverAccess.Find(transaction, staff, who) is not { } other
                    || other.Id == caregiver.Id
                    || (await SituationTable.Of(transaction, other.Id)).Any(its =>
                        its.Situation is not null && its.Situation == careFacts.Situation
                    )
                )
                    return false;
                var situation = await SituationOf(transaction, careFacts);
                if (isSame)
                    await CareSituations.Unite(transaction, other.Id, situation, role);
                else
                {
                    var joined = new CareFacts
                    {
                        CaregiverId = other.Id,
                        Situation = situation,
                        Role = role,
                    };
                    await CareSituations.Add(transaction, joined, staff.Coordinator.Id, time);
                }

                await auditWriter.Add(
                    transaction,
                    staff.With(other),
                    AuditAction.Change.Of(AuditTarget.Care),
                    other.Id
                );
                return true;
            },
            stop
        );

    /// <summary>Notes that a caregiver agrees to appear on one page with another who shares the care.</summary>
    public Task<ChangeResult> AgreeAsync(
        long? caregiverId,
        long fellow,
        ConsentWay how,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Consent),
            async (transaction, caregiver) =>
            {
                if (!await CareSituations.CareTogether(transaction, caregiver.Id, fellow))
                    return false;
                var decision = SideBySide.Decision(caregiver.Id, fellow, how, time.Today);
                await ConsentTable.Add(transaction, decision, staff.Coordinator.Id, time.Now);
                return true;
            },
            stop
        );

    public Task<ChangeResult> DisagreeAsync(
        long? caregiverId,
        long fellow,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.TakeBack.Of(AuditTarget.Consent),
            async (transaction, caregiver) =>
                await SideBySide.Of(transaction, caregiver.Id, fellow, time.Today) is { } decision
                && await ConsentDecisions.Withdraw(
                    transaction,
                    decision.Id,
                    caregiver.Id,
                    ConsentWay.Phone,
                    staff.Coordinator.Id,
                    time
                ),
            stop
        );

    private static async Task<List<Findable>> Find(
        Transaction transaction,
        Caregiver caregiver,
        string text,
        long? care,
        SignedInStaff staff
    )
    {
        HashSet<long> here = (await Named(transaction, caregiver, care))?.Situation is { } situation
            ? [.. (await SituationTable.In(transaction, situation)).Select(careFacts => careFacts.CaregiverId)]
            : [caregiver.Id];
        return
        [
            .. new PeopleSearch(text)
                .Among([.. (await FindTable.Of(transaction, staff.Sees)).Where(person => !here.Contains(person.Id))])
                .Take(MostFound),
        ];
    }

    private static async Task<CareFacts?> Named(Transaction transaction, Caregiver caregiver, long? care) =>
        CareLook.Named(await SituationTable.Of(transaction, caregiver.Id), care);

    private static async Task<string> SituationOf(Transaction transaction, CareFacts careFacts) =>
        careFacts.Situation ?? await CareSituations.OwnOf(transaction, careFacts.CaregiverId);

    private static async Task<Helper?> HelperIn(Transaction transaction, Caregiver caregiver, long? id) =>
        (await HelperTable.OfCaregiver(transaction, caregiver.Id)).FirstOrDefault(helper => helper.Id == id);

    /// <summary>A helper changes for everybody who shares the care: each of them gets a line too.</summary>
    private async Task RecordOthers(Transaction transaction, Caregiver caregiver, Helper helper, SignedInStaff staff)
    {
        var others = (await SituationTable.In(transaction, helper.Situation))
            .Select(careFacts => careFacts.CaregiverId)
            .ToHashSet();
        others.Remove(caregiver.Id);
        await auditWriter.AddEach(
            transaction,
            staff.On(Ground.Team),
            AuditAction.Change.Of(AuditTarget.Helper),
            others
        );
    }
}

/// <summary>Why a helper cannot be added or stopped.</summary>
public enum HelperFault
{
    SameName,

    /// <summary>The day is in the future, or before they helped.</summary>
    Day,
}

/// <param name="Cares">All the care they give.</param>
public sealed record CareLook(Caregiver Caregiver, IReadOnlyList<SharedCare> Cares)
{
    /// <summary>The results of a search for somebody who shares the care; null without a search.</summary>
    public IReadOnlyList<Findable>? Found { get; init; }

    /// <param name="care">The number of the care; null for the only one.</param>
    public static CareFacts? Named(IEnumerable<CareFacts> all, long? care) =>
        care is null && all.ToList() is [var only] ? only : all.FirstOrDefault(careFacts => careFacts.Id == care);
}

/// <summary>The care given in one situation, with everybody who shares it and who helps.</summary>
public sealed record SharedCare(CareFacts Caring, IReadOnlyList<Fellow> Fellows, IReadOnlyList<Helper> Helpers)
{
    /// <param name="helpers">The helpers in all that care.</param>
    /// <param name="sees">The coordinators whose caregivers the reader may see.</param>
    internal static async Task<IReadOnlyList<SharedCare>> Of(
        Transaction transaction,
        IEnumerable<CareFacts> cares,
        IReadOnlyList<Helper> helpers,
        IReadOnlyCollection<long> sees,
        DateOnly today
    ) =>
        [
            .. await cares.SelectAsync(async careFacts =>
                careFacts.Situation is not { } situation
                    ? new SharedCare(careFacts, [], [])
                    : new SharedCare(
                        careFacts,
                        [
                            .. await (await SituationTable.In(transaction, situation))
                                .Where(other => other.CaregiverId != careFacts.CaregiverId)
                                .SelectAsync(other => FellowOf(transaction, careFacts.CaregiverId, other, sees, today)),
                        ],
                        [.. helpers.Where(helper => helper.Situation == situation)]
                    )
            ),
        ];

    private static async Task<Fellow> FellowOf(
        Transaction transaction,
        long caregiverId,
        CareFacts other,
        IReadOnlyCollection<long> sees,
        DateOnly today
    )
    {
        var fellow = (await CaregiverTable.Get(transaction, other.CaregiverId))!;
        var own = await SideBySide.Of(transaction, caregiverId, fellow.Id, today);
        var isAgreed = own is not null && await SideBySide.Of(transaction, fellow.Id, caregiverId, today) is not null;
        return new(other, fellow, sees.Contains(fellow.CoordinatorId), isAgreed, own);
    }
}

/// <summary>Another caregiver in the same situation.</summary>
/// <param name="MaySee">Whether the reader may see them.</param>
/// <param name="IsAgreed">Whether both agreed to appear on one page.</param>
/// <param name="Own">The caregiver's own consent; null while they have not agreed.</param>
public sealed record Fellow(CareFacts Caring, Caregiver Caregiver, bool MaySee, bool IsAgreed, Consent? Own);
