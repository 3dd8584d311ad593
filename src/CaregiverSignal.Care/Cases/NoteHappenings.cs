using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Cases;

/// <summary>Records what happened, as noted by a coordinator: the consequences are shown before it is stored, and it
/// can be taken back that day.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log, also for the other people it
/// concerns.</remarks>
public sealed class NoteHappenings(CaregiverAccess access, SiteTime time)
{
    /// <returns>Null if the reader may see no such caregiver; likewise below.</returns>
    public Task<HappeningLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Case),
            async (transaction, caregiver) => await LookAt(transaction, caregiver),
            stop
        );

    /// <summary>The consequences for each person it concerns, as if nothing were stored yet.</summary>
    /// <param name="typed">A valid one.</param>
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

    /// <returns>Unchanged if all of it was noted before.</returns>
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
                // One instant for everything: taking it back finds by it what was done.
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

/// <param name="Cares">The care that continues; with only one, nobody is asked whom it is about.</param>
public sealed record HappeningLook(
    Caregiver Caregiver,
    IReadOnlyList<CareFacts> Cares,
    IReadOnlyList<ArrangedHelp> Help
)
{
    /// <summary>What can be taken back: the event that ended, or may have ended, care of theirs, or a crisis noted
    /// today; null for none.</summary>
    public CareEvent? Stands { get; init; }

    /// <summary>The care it concerns; null if nobody said.</summary>
    public CareFacts? StandsOf { get; init; }

    /// <summary>The event that ended their care; null while it continues.</summary>
    public CareEvent? Ended { get; init; }

    public CheckIn? Asked { get; init; }

    /// <summary>Whether staff have to ask first.</summary>
    public bool IsToBeAsked { get; init; }
}

/// <summary>The consequence for one of the people it concerns.</summary>
/// <param name="DueOn">The day of its row on the worklist; null without a row.</param>
/// <param name="MaySee">Whether the reader may see them.</param>
public sealed record Foreseen(WhomItConcerns Whom, EventKind Kind, Consequence After, DateOnly? DueOn, bool MaySee);

public sealed record TypedHappening
{
    /// <summary>Older events are not noted (our choice).</summary>
    private const int YearsBack = 2;

    /// <summary>What can be recorded, grouped as offered: what caregivers can report, and a carer breakdown.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<EventKind> Kinds)> Groups =
    [
        .. Consequences.Groups,
        ("over", [EventKind.CareCollapse]),
    ];

    public EventKind? Kind { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>The number of the care it concerns; null for the only one.</summary>
    public long? Care { get; init; }

    /// <summary>The number of the help it concerns; null for the only one, or if nobody knows.</summary>
    public long? Help { get; init; }

    public string Note { get; init; } = "";

    /// <summary>What happens next, after a crisis.</summary>
    public WhatNow? Then { get; init; }

    /// <summary>When the coordinator follows up; null for the day that follows from it.</summary>
    public DateOnly? LookOn { get; init; }

    public bool IsCrisis => Kind is { } kind && Consequences.Crises.Contains(kind);

    /// <summary>Whether it may be noted now with that day.</summary>
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

/// <summary>What happens next, after a crisis.</summary>
public enum WhatNow
{
    /// <summary>The person cared for does not come home: aftercare, if it was the last care.</summary>
    Aftercare,

    GoesOn,

    /// <summary>Somebody else gives the care now.</summary>
    Stops,
}
