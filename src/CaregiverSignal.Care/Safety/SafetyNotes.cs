using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Safety;

/// <summary>Records steps about somebody's safety; until it is over, a staff member has a follow-up task with a
/// date.</summary>
/// <remarks>May be shared between threads. Each view and step is in the audit log.</remarks>
public sealed class SafetyNotes(CaregiverAccess access, SiteTime time)
{
    /// <summary>The latest review date, in months ahead (our choice).</summary>
    public const int MostMonths = 3;

    /// <summary>The safety steps of a caregiver, which fewer people may read than the case itself.</summary>
    /// <returns>Null if they may not read it, whether or not anything was recorded.</returns>
    public Task<SafetyLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Safety),
            async (transaction, caregiver) =>
                await staff.SeesSafetyOf(transaction, caregiver)
                    ? new SafetyLook(
                        caregiver,
                        await SafetyTable.Of(transaction, caregiver.Id),
                        await StaffTaskTable.DueOn(transaction, StaffTaskKind.Safety, caregiver.Id)
                    )
                    : null,
            stop
        );

    /// <summary>Records a step; a form sent twice is stored once.</summary>
    /// <param name="newest">The newest step when the form was shown; 0 for none.</param>
    /// <param name="read">The reading task that prompted it, which ends with it; null for none.</param>
    /// <param name="upTo">As in <see cref="TaskEnding"/>.</param>
    /// <returns>Unchanged if somebody else has recorded one since, or the reader may not read it.</returns>
    public Task<ChangeResult> NoteAsync(
        long? caregiverId,
        NewSafety typed,
        long newest,
        SignedInStaff staff,
        long? read = null,
        long upTo = 0,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Safety),
            async (transaction, caregiver) =>
            {
                if (!await staff.SeesSafetyOf(transaction, caregiver))
                    return false;
                var step = await WithDay(transaction, caregiver.Id, typed, time);
                var last = await SafetyTable.Of(transaction, caregiver.Id) is [var first, ..] ? first : null;
                if ((last?.Id ?? 0) != newest)
                    return step == last?.AsNew();
                await Note(transaction, caregiver.Id, step, staff.Coordinator.Id, time);
                if (
                    read is { } id
                    && await StaffTaskTable.Get(transaction, id) is { } task
                    && task.CaregiverId == caregiver.Id
                    && StaffTasks.Written.Contains(task.Kind)
                )
                    await StaffTasks.End(transaction, task, upTo, staff.Coordinator.Id, time);
                return true;
            },
            stop
        );

    /// <summary>The default review date: the next working day if somebody may be in danger, otherwise a week (our
    /// choice).</summary>
    /// <returns>Null if the step closes the matter.</returns>
    private static DateOnly? UsualNextOn(SafetyStep step, DateOnly today, WorkingDays days) =>
        step switch
        {
            SafetyStep.Close => null,
            SafetyStep.Danger or SafetyStep.Suicide => days.Add(today, 1),
            _ => days.OnOrAfter(today.AddDays(7)),
        };

    /// <summary>The step with its review date. If nobody chose one, an earlier existing date stays: another note never
    /// postpones a follow-up.</summary>
    internal static async Task<NewSafety> WithDay(
        Transaction transaction,
        long caregiverId,
        NewSafety step,
        SiteTime time
    )
    {
        if (step.NextOn is not null || UsualNextOn(step.Step, time.Today, time.WorkingDays) is not { } usual)
            return step;
        var open = await StaffTaskTable.DueOn(transaction, StaffTaskKind.Safety, caregiverId);
        return step with { NextOn = open < usual ? open : usual };
    }

    /// <summary>Adds a step. Its task is the coordinator's and follows the caregiver; while its date stays the same, it
    /// stays with the colleague it was escalated to.</summary>
    /// <exception cref="ArgumentException">The step does not close the matter and has no review date.</exception>
    internal static async Task Note(
        Transaction transaction,
        long caregiverId,
        NewSafety step,
        long coordinatorId,
        SiteTime time
    )
    {
        if (step.NextOn is null && step.Step != SafetyStep.Close)
            throw new ArgumentException("Has no day to look again.", nameof(step));
        await SafetyTable.Add(transaction, caregiverId, step, coordinatorId, time.Now);
        if (
            step.NextOn is not null
            && step.NextOn == await StaffTaskTable.DueOn(transaction, StaffTaskKind.Safety, caregiverId)
        )
            return;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Safety, caregiverId, time.Now, coordinatorId);
        if (step.NextOn is { } day)
            await StaffTaskTable.Open(transaction, StaffTaskKind.Safety, caregiverId, day, time.Now);
    }
}

/// <summary>A step as staff enter it.</summary>
/// <param name="On">The day on which it was taken.</param>
/// <param name="NextOn">The review date; null if the step closes the matter, or until <see cref="SafetyNotes.WithDay"/>
/// if nobody chose one.</param>
public sealed record NewSafety(SafetyStep Step, DateOnly On, string Note, DateOnly? NextOn);

/// <param name="Noted">Newest first.</param>
/// <param name="DueOn">The date by which to follow up; null if nothing is left to do.</param>
public sealed record SafetyLook(Caregiver Caregiver, IReadOnlyList<NotedSafety> Noted, DateOnly? DueOn);
