namespace CaregiverSignal.Cases;

/// <summary>For whom a caregiver cares, who cares along and who helps, as coordinators read and change it.</summary>
/// <remarks>
/// May be shared between threads. Each look and change is in the audit log, also of the others whom it changes. Every
/// change gives false for what is not there or done already, and null where the reader may see no such caregiver.
/// </remarks>
public sealed class CareChanges(CaregiverAccess access, AuditWriter auditWriter, SiteTime time)
{
    private const int MostFound = 20;

    /// <param name="search">Whom else the reader may see is looked for, who does not care in that care yet.</param>
    public CareLook? Look(long? caregiverId, SignedInStaff staff, (string Text, long? Care)? search = null) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Care),
            (transaction, caregiver) =>
            {
                var cares = SituationTable.Of(transaction, caregiver.Id);
                return new CareLook(caregiver, SharedCare.Of(transaction, cares, staff.Sees, time.Today))
                {
                    Found = search is var (text, care) ? Find(transaction, caregiver, text, care, staff) : null,
                };
            }
        );

    /// <summary>Corrects what a caregiver says of a care, or adds a further one.</summary>
    /// <param name="care">By its number; null for one that is added.</param>
    public bool? Save(long? caregiverId, long? care, CareFacts typed, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            (transaction, caregiver) =>
            {
                var by = staff.Coordinator.Id;
                if (care is null)
                {
                    var code = SituationTable.NewCode(transaction);
                    var added = typed with { CaregiverId = caregiver.Id, Situation = code };
                    CareSituations.Add(transaction, added, by, time);
                    return true;
                }

                if (Named(transaction, caregiver, care) is not { } known)
                    return false;
                var careFacts = typed with
                {
                    Id = known.Id,
                    CaregiverId = known.CaregiverId,
                    Situation = known.Situation,
                    IsOwn = known.IsOwn,
                };
                if (careFacts.IsOwn)
                    CareSituations.SaveOwn(transaction, careFacts, by, time);
                else
                    CareSituations.CorrectFurther(transaction, known, careFacts, by, time);
                return true;
            }
        );

    public bool? Leave(long? caregiverId, long care, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            (transaction, caregiver) =>
                Named(transaction, caregiver, care) is { } careFacts
                && CareSituations.Leave(
                    transaction,
                    caregiver.Id,
                    SituationOf(transaction, careFacts),
                    staff.Coordinator.Id,
                    time
                )
        );

    /// <param name="care">By its number; null for the only one.</param>
    /// <param name="isRight">Whether nothing else is wrong; else it is only said whether somebody has the name.</param>
    public (bool? IsDone, bool HasName) AddHelper(
        long? caregiverId,
        long? care,
        Helper typed,
        bool isRight,
        SignedInStaff staff
    )
    {
        return access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            (transaction, caregiver) =>
            {
                var careFacts = Named(transaction, caregiver, care);
                var hasName =
                    careFacts?.Situation is { } known
                    && HelperTable.Of(transaction, known).Any(helper => helper.Name == typed.Name);
                if (careFacts is null || hasName || !isRight)
                    return (false, hasName);
                var helper = typed with { Situation = SituationOf(transaction, careFacts) };
                HelperTable.Save(transaction, helper);
                RecordOthers(transaction, caregiver, helper, staff);
                return (true, false);
            }
        );
    }

    /// <summary>Whoever drops out is an event for all who care there; help that ends as agreed is none.</summary>
    /// <returns>Also whether it is a day in the future, or before they helped.</returns>
    public (bool? IsDone, bool IsNoDay) Stop(
        long? caregiverId,
        long? helper,
        DateOnly? day,
        bool isAgreed,
        SignedInStaff staff
    )
    {
        return access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, helper) is not { UntilOn: null } helps)
                    return (false, false);
                if (!(day <= time.Today && !(day < helps.FromOn)))
                    return (false, true);
                if (isAgreed)
                    HelperTable.Save(transaction, helps with { UntilOn = day });
                else
                    HelpChanges.DropOut(transaction, helps, day!.Value, Way.Colleague, time);
                RecordOthers(transaction, caregiver, helps, staff);
                return (true, false);
            }
        );
    }

    /// <summary>Takes back that somebody stopped.</summary>
    public bool? GoOn(long? caregiverId, long helper, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Helper),
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, helper) is not { UntilOn: not null } stopped)
                    return false;
                HelpChanges.GoOn(transaction, stopped, time);
                RecordOthers(transaction, caregiver, stopped, staff);
                return true;
            }
        );

    /// <summary>Says that somebody else cares in the same situation.</summary>
    /// <param name="care">By its number; null for the only one.</param>
    /// <param name="isSame">Whether they care there already, as their own details say.</param>
    /// <returns>False also for whom the reader may not see, and for who is in it.</returns>
    public bool? Join(long? caregiverId, long? care, long? who, CareRole role, bool isSame, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Care),
            (transaction, caregiver) =>
            {
                if (
                    Named(transaction, caregiver, care) is not { } careFacts
                    || CaregiverAccess.Find(transaction, staff, who) is not { } other
                    || other.Id == caregiver.Id
                    || SituationTable
                        .Of(transaction, other.Id)
                        .Any(its => its.Situation is not null && its.Situation == careFacts.Situation)
                )
                    return false;
                var situation = SituationOf(transaction, careFacts);
                if (isSame)
                    CareSituations.Unite(transaction, other.Id, situation, role);
                else
                {
                    var joined = new CareFacts
                    {
                        CaregiverId = other.Id,
                        Situation = situation,
                        Role = role,
                    };
                    CareSituations.Add(transaction, joined, staff.Coordinator.Id, time);
                }

                auditWriter.Add(transaction, staff.With(other), AuditAction.Change.Of(AuditTarget.Care), other.Id);
                return true;
            }
        );

    /// <summary>Notes that a caregiver agrees to be seen on one page with one who cares along.</summary>
    public bool? Agree(long? caregiverId, long fellow, ConsentWay how, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Consent),
            (transaction, caregiver) =>
            {
                if (!CareSituations.CareTogether(transaction, caregiver.Id, fellow))
                    return false;
                var decision = SideBySide.Decision(caregiver.Id, fellow, how, time.Today);
                ConsentTable.Add(transaction, decision, staff.Coordinator.Id, time.Now);
                return true;
            }
        );

    public bool? Disagree(long? caregiverId, long fellow, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.TakeBack.Of(AuditTarget.Consent),
            (transaction, caregiver) =>
                SideBySide.Of(transaction, caregiver.Id, fellow, time.Today) is { } decision
                && ConsentDecisions.Withdraw(
                    transaction,
                    decision.Id,
                    caregiver.Id,
                    ConsentWay.Phone,
                    staff.Coordinator.Id,
                    time
                )
        );

    private static List<Findable> Find(
        Transaction transaction,
        Caregiver caregiver,
        string text,
        long? care,
        SignedInStaff staff
    )
    {
        HashSet<long> here = Named(transaction, caregiver, care)?.Situation is { } situation
            ? [.. SituationTable.In(transaction, situation).Select(careFacts => careFacts.CaregiverId)]
            : [caregiver.Id];
        return
        [
            .. new PeopleSearch(text)
                .Among([.. FindTable.Of(transaction, staff.Sees).Where(person => !here.Contains(person.Id))])
                .Take(MostFound),
        ];
    }

    private static CareFacts? Named(Transaction transaction, Caregiver caregiver, long? care) =>
        CareLook.Named(SituationTable.Of(transaction, caregiver.Id), care);

    private static string SituationOf(Transaction transaction, CareFacts careFacts) =>
        careFacts.Situation ?? CareSituations.OwnOf(transaction, careFacts.CaregiverId);

    private static Helper? HelperIn(Transaction transaction, Caregiver caregiver, long? id) =>
        SituationTable
            .Of(transaction, caregiver.Id)
            .Where(careFacts => careFacts.Situation is not null)
            .SelectMany(careFacts => HelperTable.Of(transaction, careFacts.Situation!))
            .FirstOrDefault(helper => helper.Id == id);

    /// <summary>A helper changes for all who care there: each of the others has a line too.</summary>
    private void RecordOthers(Transaction transaction, Caregiver caregiver, Helper helper, SignedInStaff staff)
    {
        var others = SituationTable
            .In(transaction, helper.Situation)
            .Select(careFacts => careFacts.CaregiverId)
            .ToHashSet();
        others.Remove(caregiver.Id);
        auditWriter.AddEach(transaction, staff.On(Ground.Team), AuditAction.Change.Of(AuditTarget.Helper), others);
    }
}

/// <param name="Cares">All the care they give.</param>
public sealed record CareLook(Caregiver Caregiver, IReadOnlyList<SharedCare> Cares)
{
    /// <summary>Whom a search for who cares along found; null without a search.</summary>
    public IReadOnlyList<Findable>? Found { get; init; }

    /// <param name="care">By its number; null for the only one.</param>
    public static CareFacts? Named(IEnumerable<CareFacts> all, long? care) =>
        care is null && all.ToList() is [var only] ? only : all.FirstOrDefault(careFacts => careFacts.Id == care);
}

/// <summary>The care that somebody gives in one situation, with who else cares there and who helps.</summary>
public sealed record SharedCare(CareFacts Caring, IReadOnlyList<Fellow> Fellows, IReadOnlyList<Helper> Helpers)
{
    /// <param name="cares">Of one caregiver.</param>
    /// <param name="sees">The coordinators whose caregivers the reader may see.</param>
    internal static IReadOnlyList<SharedCare> Of(
        Transaction transaction,
        IEnumerable<CareFacts> cares,
        IReadOnlyCollection<long> sees,
        DateOnly today
    ) =>
        [
            .. cares.Select(careFacts =>
                careFacts.Situation is not { } situation
                    ? new SharedCare(careFacts, [], [])
                    : new SharedCare(
                        careFacts,
                        [
                            .. SituationTable
                                .In(transaction, situation)
                                .Where(other => other.CaregiverId != careFacts.CaregiverId)
                                .Select(other => FellowOf(transaction, careFacts.CaregiverId, other, sees, today)),
                        ],
                        HelperTable.Of(transaction, situation)
                    )
            ),
        ];

    private static Fellow FellowOf(
        Transaction transaction,
        long caregiverId,
        CareFacts other,
        IReadOnlyCollection<long> sees,
        DateOnly today
    )
    {
        var fellow = CaregiverTable.Get(transaction, other.CaregiverId)!;
        var own = SideBySide.Of(transaction, caregiverId, fellow.Id, today);
        var isAgreed = own is not null && SideBySide.Of(transaction, fellow.Id, caregiverId, today) is not null;
        return new(other, fellow, sees.Contains(fellow.CoordinatorId), isAgreed, own);
    }
}

/// <summary>Somebody who cares in the same situation.</summary>
/// <param name="MaySee">Whether the reader may see them.</param>
/// <param name="IsAgreed">Whether both agreed to be seen on one page.</param>
/// <param name="Own">The decision of the caregiver whose care it is; null while they did not agree.</param>
public sealed record Fellow(CareFacts Caring, Caregiver Caregiver, bool MaySee, bool IsAgreed, Consent? Own);
