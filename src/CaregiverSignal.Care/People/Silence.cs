namespace CaregiverSignal.People;

/// <summary>Silent caregivers each get a task with a day, so that a coordinator contacts them.</summary>
/// <remarks>The silence rule covers only people who used to answer, and fires sooner after a high burden; this covers
/// everybody.</remarks>
public static class Silence
{
    /// <summary>Days within which a coordinator contacts a caregiver who has become silent (our choice).</summary>
    public const int AskWithinDays = 7;

    /// <summary>Months after the last contact when a caregiver on an open-ended pause is contacted again (our
    /// choice).</summary>
    private const int AgainAfterMonths = 3;

    /// <summary>The day by which a coordinator contacts a caregiver whose silence begins today.</summary>
    public static DateOnly DueOn(SiteTime time) => time.WorkingDays.OnOrAfter(time.Today.AddDays(AskWithinDays));

    /// <summary>Some caregivers did not answer as agreed.</summary>
    /// <param name="left">The newest check-in that each left unanswered.</param>
    internal static Task BeginsAfter(
        Transaction transaction,
        IReadOnlyList<(long CaregiverId, long CheckInId)> left,
        SiteTime time
    ) => StaffTaskTable.OpenSilent(transaction, left, DueOn(time), time.Now);

    /// <summary>Another state ends a silence; an open-ended pause begins one.</summary>
    /// <param name="until">When a pause ends; null for an open end, and without a pause.</param>
    internal static async Task StateChanged(
        Transaction transaction,
        long caregiverId,
        CaregiverStatus status,
        DateOnly? until,
        SiteTime time
    )
    {
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Silent, caregiverId, time.Now);
        await StaffTaskTable.DoneOfKind(
            transaction,
            // The aftercare schedule overrides what happened while care continued.
            status == CaregiverStatus.Aftercare
                ? StaffTaskKind.AfterEvent
                : StaffTaskKind.Aftercare,
            caregiverId,
            time.Now
        );
        // A caregiver who does not take part is not asked either.
        if (status != CaregiverStatus.Active)
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Ask, caregiverId, time.Now);
        if (status == CaregiverStatus.Paused && until is null)
            await Open(transaction, caregiverId, DueOn(time), time);
    }

    /// <summary>The caregiver answered: nobody has to ask any more, and a silence is over.</summary>
    internal static async Task Answered(Transaction transaction, long caregiverId, SiteTime time)
    {
        var ended = await StaffTaskTable.AnswerEnds(transaction, caregiverId);
        if (ended.Count == 0)
            return;
        await StaffTaskTable.Answered(transaction, caregiverId, time.Now);
        if (ended.Contains(StaffTaskKind.Silent))
            await Contacted(transaction, caregiverId, time);
    }

    internal static async Task Heard(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Silent, caregiverId, time.Now) > 0)
            await Contacted(transaction, caregiverId, time);
    }

    /// <summary>A coordinator contacted them: an open-ended pause is due again after some months, others after the next
    /// unanswered questions.</summary>
    internal static async Task Contacted(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Paused, PausedUntil: null })
            await Open(transaction, caregiverId, time.Today.AddMonths(AgainAfterMonths), time);
    }

    private static Task Open(Transaction transaction, long caregiverId, DateOnly day, SiteTime time) =>
        StaffTaskTable.Open(transaction, StaffTaskKind.Silent, caregiverId, time.WorkingDays.OnOrAfter(day), time.Now);
}
