using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Safety;

/// <summary>Notes a step about somebody's safety; until it is over, somebody has the task to look by a day.</summary>
public static class NotingSafety
{
    /// <summary>How many months ahead somebody looks again at the latest (our choice).</summary>
    public const int MostMonths = 3;

    /// <summary>
    /// The day to look again when nobody chose one: the next working day where somebody may be in danger, and a week
    /// otherwise (our choice).
    /// </summary>
    /// <returns>Null at an end.</returns>
    public static DateOnly? UsualNextOn(SafetyStep step, DateOnly today, WorkingDays days) =>
        step switch
        {
            SafetyStep.Close => null,
            SafetyStep.Danger or SafetyStep.Suicide => days.Add(today, 1),
            _ => days.OnOrAfter(today.AddDays(7)),
        };

    /// <summary>Adds a step. The task is the coordinator's, so it goes along with the person.</summary>
    /// <exception cref="ArgumentException">It is no end, and has no day to look again.</exception>
    public static void Note(
        Transaction transaction,
        long caregiverId,
        NewSafety step,
        long coordinatorId,
        SiteTime time
    )
    {
        if (step.NextOn is null && step.Step != SafetyStep.Close)
            throw new ArgumentException("Has no day to look again.", nameof(step));
        SafetyTable.Add(transaction, caregiverId, step, coordinatorId, time.Now);
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Safety, caregiverId, time.Now, coordinatorId);
        if (step.NextOn is { } day)
            StaffTaskTable.Open(transaction, StaffTaskKind.Safety, caregiverId, day, time.Now);
    }
}

/// <summary>A step as somebody notes it.</summary>
/// <param name="On">The day on which it was taken.</param>
/// <param name="NextOn">The day to look again; null for <see cref="SafetyStep.Close"/> alone.</param>
public sealed record NewSafety(SafetyStep Step, DateOnly On, string Note, DateOnly? NextOn);
