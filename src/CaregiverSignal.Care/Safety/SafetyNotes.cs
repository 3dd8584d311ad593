using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Safety;

/// <summary>Notes a step about somebody's safety; until it is over, somebody has the task to look by a day.</summary>
/// <remarks>May be shared between threads. Each look and step is in the audit log.</remarks>
public sealed class SafetyNotes(CaregiverAccess access, SiteTime time)
{
    /// <summary>How many months ahead somebody looks again at the latest (our choice).</summary>
    public const int MostMonths = 3;

    /// <summary>What was noted about a caregiver, for fewer readers than the case itself.</summary>
    /// <returns>Null for who may not read it, whether anything was noted or not.</returns>
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

    /// <summary>Notes a step; a form sent twice is stored once.</summary>
    /// <param name="newest">The newest step when the form was shown; 0 for none.</param>
    /// <param name="read">The task of reading what it is noted for, which ends with it; null for none.</param>
    /// <param name="upTo">As <see cref="TaskEnding"/> has it.</param>
    /// <returns>Unchanged when somebody else noted one since, or the reader may not read it.</returns>
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

    /// <summary>The day to look again when nobody chose one: the next working day where somebody may be in danger, and
    /// a week otherwise (our choice).</summary>
    /// <returns>Null at an end.</returns>
    private static DateOnly? UsualNextOn(SafetyStep step, DateOnly today, WorkingDays days) =>
        step switch
        {
            SafetyStep.Close => null,
            SafetyStep.Danger or SafetyStep.Suicide => days.Add(today, 1),
            _ => days.OnOrAfter(today.AddDays(7)),
        };

    /// <summary>The step with its day to look again. Where nobody chose one, a day that stands already stays when it is
    /// sooner: one more note never puts off a look.</summary>
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

    /// <summary>Adds a step. The task is the coordinator's, so it goes along with the person; while its day stays, it
    /// stays with whom it was escalated to.</summary>
    /// <exception cref="ArgumentException">It is no end, and has no day to look again.</exception>
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

/// <summary>A step as somebody notes it.</summary>
/// <param name="On">The day on which it was taken.</param>
/// <param name="NextOn">The day to look again; null at an end, and until <see cref="SafetyNotes.WithDay"/> where nobody
/// chose one.</param>
public sealed record NewSafety(SafetyStep Step, DateOnly On, string Note, DateOnly? NextOn);

/// <param name="Noted">Newest first.</param>
/// <param name="DueOn">By when somebody looks again; null when nobody has to.</param>
public sealed record SafetyLook(Caregiver Caregiver, IReadOnlyList<NotedSafety> Noted, DateOnly? DueOn);
