namespace CaregiverSignal.People;

/// <summary>Changes between active, paused, aftercare and ended, each with its event.</summary>
/// <remarks>The caller cancels mail waiting for a caregiver who pauses or stops.</remarks>
internal static class LifeCycle
{
    /// <summary>Stops the questions until <paramref name="until"/>; without a day, until the caregiver
    /// resumes.</summary>
    /// <param name="note">What a coordinator should know about the reason.</param>
    /// <returns>False if nothing changed: nobody pauses in aftercare or after the end.</returns>
    internal static Task<bool> Pause(
        Transaction transaction,
        long caregiverId,
        DateOnly? until,
        ReportedBy by,
        SiteTime time,
        string note = ""
    ) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Active, CaregiverStatus.Paused],
            CaregiverStatus.Paused,
            until,
            EventKind.Paused,
            by,
            time,
            note
        );

    /// <returns>False without a pause or aftercare: an old link must not bring back a caregiver who ended.</returns>
    internal static Task<bool> Resume(Transaction transaction, long caregiverId, ReportedBy by, SiteTime time) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Paused, CaregiverStatus.Aftercare],
            CaregiverStatus.Active,
            null,
            EventKind.Resumed,
            by,
            time
        );

    /// <summary>Stops the questions for good; answers are kept.</summary>
    /// <returns>False if they had already ended.</returns>
    internal static Task<bool> Stop(Transaction transaction, long caregiverId, ReportedBy by, SiteTime time) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Active, CaregiverStatus.Paused, CaregiverStatus.Aftercare],
            CaregiverStatus.Ended,
            null,
            EventKind.Stopped,
            by,
            time
        );

    /// <summary>Lets a caregiver who stopped take part again; a note records that they had stopped.</summary>
    /// <remarks>The order of two changes on one day is unknown, and an end takes precedence. So an end undone on its
    /// own day becomes a note, and one that lasted for days is followed by the day of return. If care had ended, they
    /// continue in aftercare, as the usual questions are about ongoing care.</remarks>
    /// <param name="stoppedOn">The day of the event that recorded the end; null without one.</param>
    /// <returns>False if they had not ended.</returns>
    internal static async Task<bool> Return(
        Transaction transaction,
        long caregiverId,
        DateOnly? stoppedOn,
        ReportedBy by,
        string note,
        SiteTime time
    )
    {
        var toAftercare = await EndedCare.Of(transaction, caregiverId) is not null;
        if (
            await CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Ended }
            || !await CaregiverTable.SetStatus(
                transaction,
                caregiverId,
                toAftercare ? CaregiverStatus.Aftercare : CaregiverStatus.Active
            )
        )
            return false;
        if (toAftercare)
            await CaregiverTable.PlanAftercare(transaction, caregiverId, time.Today);
        await KeepingTable.Reopen(transaction, caregiverId);
        var neverWas = toAftercare || stoppedOn == time.Today;
        if (neverWas && stoppedOn is { } day)
            await EventTable.RemoveStop(transaction, caregiverId, day);
        await EventTable.Add(
            transaction,
            caregiverId,
            time.Today,
            neverWas ? EventKind.Other : EventKind.Resumed,
            by,
            note,
            time.Now
        );
        await EvaluationTable.Request(transaction, caregiverId, time.Now);
        return true;
    }

    /// <summary>Makes the change of state that an event causes, if any.</summary>
    internal static async Task ApplyEvent(Transaction transaction, long caregiverId, EventKind kind, SiteTime time)
    {
        if (
            kind.StatusAfter(endsCare: true) is { } status
            && await CaregiverTable.SetStatus(transaction, caregiverId, status)
        )
            await Changed(transaction, caregiverId, status, null, time);
    }

    private static async Task<bool> Change(
        Transaction transaction,
        long caregiverId,
        CaregiverStatus[] from,
        CaregiverStatus status,
        DateOnly? until,
        EventKind kind,
        ReportedBy by,
        SiteTime time,
        string note = ""
    )
    {
        if (await CaregiverTable.Get(transaction, caregiverId) is not { } caregiver || !from.Contains(caregiver.Status))
            return false;
        if (!await CaregiverTable.SetStatus(transaction, caregiverId, status, until))
            return false;
        await Changed(transaction, caregiverId, status, until, time);
        if (caregiver.Status == CaregiverStatus.Aftercare && status == CaregiverStatus.Active)
            await SituationTable.HomeAgain(transaction, caregiverId);
        await EventTable.Add(transaction, caregiverId, time.Today, kind, by, note, time.Now);
        await EvaluationTable.Request(transaction, caregiverId, time.Now);
        return true;
    }

    private static async Task Changed(
        Transaction transaction,
        long caregiverId,
        CaregiverStatus status,
        DateOnly? until,
        SiteTime time
    )
    {
        await Silence.StateChanged(transaction, caregiverId, status, until, time);
        if (status == CaregiverStatus.Ended)
            await KeepingTable.End(transaction, caregiverId, time.Today);
        else
            await KeepingTable.Reopen(transaction, caregiverId);
    }
}
