using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Cases;

/// <summary>What a coordinator notes that happened: what follows is said before it is stored, and on that day it can be
/// taken back.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log, also of the others whom it
/// concerns.</remarks>
public sealed class NoteHappenings(CaregiverAccess access, SiteTime time)
{
    /// <returns>Null where there is no such caregiver whom the reader may see; so for the others.</returns>
    public Task<HappeningLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) => await LookAt(transaction, caregiver),
            stop
        );

    /// <summary>What follows from it for each whom it concerns, once it is noted; whoever notes it first.</summary>
    /// <param name="typed">Without faults.</param>
    public Task<IReadOnlyList<Foreseen>?> ForeseeAsync(
        long? caregiverId,
        TypedHappening typed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) => await Foresee(transaction, typed.Of(caregiver.Id, time), staff),
            stop
        );

    /// <returns>Unchanged where all of it was noted before.</returns>
    public Task<ChangeResult> NoteAsync(
        long? caregiverId,
        TypedHappening typed,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Tell.Of(AuditTarget.Change),
            async (transaction, caregiver) =>
            {
                // One instant for all of it: a way back finds by it what was done.
                var now = time.Still();
                if (!await Happen.Tell(transaction, typed.Of(caregiver.Id, now), now))
                    return false;
                if (typed is { IsCrisis: true, Then: WhatNow.Stops })
                    await Participation.Stop(transaction, caregiver.Id, ReportedBy.Coordinator, now);
                return true;
            },
            stop
        );

    private async Task<HappeningLook> LookAt(Transaction transaction, Caregiver caregiver)
    {
        var cares = await SituationTable.Of(transaction, caregiver.Id);
        var stands = await NotSo.Standing(transaction, caregiver.Id, time);
        return new(
            caregiver,
            [.. cares.Where(care => care.GoesOn)],
            [.. (await HelpTable.Of(transaction, caregiver.Id)).Where(help => help.IsOpen)]
        )
        {
            Stands = stands,
            StandsOf = stands?.Situation is { } of ? cares.FirstOrDefault(care => care.Situation == of) : null,
            Ended = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
                ? null
                : await EndedCare.Of(transaction, caregiver.Id),
            Asked = await CheckInTable.OpenOf(transaction, caregiver.Id),
            IsToBeAsked = await StaffTaskTable.IsOpen(transaction, [StaffTaskKind.AskFirst], caregiver.Id),
        };
    }

    private async Task<IReadOnlyList<Foreseen>> Foresee(Transaction transaction, Telling told, SignedInStaff staff) =>
        [
            .. from whom in await WhomItConcerns.Of(transaction, told.CaregiverId, told.Kinds, told.Care)
            from kind in told.Kinds
            where whom.Who.IsTeller || Consequences.ConcernsAll(kind)
            let after = whom.After(kind, told.On, told.Way)
            where !after.IsNothing
            select new Foreseen(
                whom,
                kind,
                after,
                whom.Who.IsTeller
                    ? Happen.LooksOn(told, after, time)
                    : Consequences.DueOn(after.Row, time.Today, time.WorkingDays),
                CaregiverAccess.MaySee(staff, whom.Caregiver)
            ),
        ];
}

/// <param name="Cares">The care that goes on; one or none where nobody is asked for whom.</param>
/// <param name="Help">All that is open.</param>
public sealed record HappeningLook(
    Caregiver Caregiver,
    IReadOnlyList<CareFacts> Cares,
    IReadOnlyList<ArrangedHelp> Help
)
{
    /// <summary>What is known to have ended care of theirs, or is to be asked, or is a crisis that was noted today:
    /// what can be taken back; null for none.</summary>
    public CareEvent? Stands { get; init; }

    /// <summary>The care that it is about; null where nobody said.</summary>
    public CareFacts? StandsOf { get; init; }

    /// <summary>With what their care ended; null while it goes on.</summary>
    public CareEvent? Ended { get; init; }

    /// <summary>The check-in that is open; null for none.</summary>
    public CheckIn? Asked { get; init; }

    /// <summary>Whether it is to be asked first.</summary>
    public bool IsToBeAsked { get; init; }
}

/// <summary>What follows for one of those whom it concerns.</summary>
/// <param name="DueOn">The day of its row on the worklist; null where there is no row.</param>
/// <param name="MaySee">Whether the reader may see them.</param>
public sealed record Foreseen(WhomItConcerns Whom, EventKind Kind, Consequence After, DateOnly? DueOn, bool MaySee);

/// <summary>What happened, as a coordinator types it.</summary>
public sealed record TypedHappening
{
    /// <summary>What happened longer ago is not noted now (our choice).</summary>
    private const int YearsBack = 2;

    /// <summary>What can be noted, by group as it is offered: what can be told, and a collapse.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<EventKind> Kinds)> Groups =
    [
        .. Consequences.Groups,
        ("over", [EventKind.CareCollapse]),
    ];

    public EventKind? Kind { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>The number of the care that it is about; null for the only one.</summary>
    public long? Care { get; init; }

    /// <summary>The number of the help that it is about; null for the only one, and where nobody knows.</summary>
    public long? Help { get; init; }

    public string Note { get; init; } = "";

    /// <summary>How it goes on after a crisis.</summary>
    public WhatNow? Then { get; init; }

    /// <summary>When the coordinator looks again; null for the day that follows from it.</summary>
    public DateOnly? LookOn { get; init; }

    public bool IsCrisis => Kind is { } kind && Consequences.Crises.Contains(kind);

    /// <summary>Whether somebody may note it now under that day.</summary>
    public static bool IsDay(DateOnly? day, DateOnly today) => day <= today && day >= today.AddYears(-YearsBack);

    internal Telling Of(long caregiverId, SiteTime time) =>
        new(
            caregiverId,
            IsCrisis && Then == WhatNow.Aftercare ? [Kind!.Value, EventKind.Admission] : [Kind!.Value],
            On ?? time.Today,
            Way.Colleague
        )
        {
            Note = Note,
            Care = Care,
            Help = Help,
            LookOn = LookOn,
        };
}

/// <summary>How it goes on after a crisis.</summary>
public enum WhatNow
{
    /// <summary>The person cared for does not come home: aftercare, where it was the last care.</summary>
    Aftercare,

    /// <summary>The caregiver cares on.</summary>
    GoesOn,

    /// <summary>Somebody else cares now.</summary>
    Stops,
}
