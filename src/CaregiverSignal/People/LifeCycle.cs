using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.People;

/// <summary>The steps between active, paused, aftercare and ended, each with its event.</summary>
/// <remarks>Mail that is waiting for somebody who pauses or stops is cancelled by whoever calls this.</remarks>
public static class LifeCycle
{
    /// <summary>No more questions until <paramref name="until"/>; without a day, until the caregiver resumes.</summary>
    /// <param name="note">What a coordinator should know about how it came.</param>
    /// <returns>False when nothing changed: from aftercare and from the end nobody pauses.</returns>
    public static bool Pause(
        Transaction transaction,
        long caregiverId,
        DateOnly? until,
        string by,
        SiteTime time,
        string note = ""
    ) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Active, CaregiverStatus.Paused],
            CaregiverStatus.Paused,
            until,
            EventKinds.Paused,
            by,
            time,
            note
        );

    /// <returns>False when there was no pause and no aftercare: who has ended is not brought back by an old
    /// link.</returns>
    public static bool Resume(Transaction transaction, long caregiverId, string by, SiteTime time) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Paused, CaregiverStatus.Aftercare],
            CaregiverStatus.Active,
            null,
            EventKinds.Resumed,
            by,
            time
        );

    /// <summary>No more questions; answers are kept.</summary>
    /// <returns>False when it had ended before.</returns>
    public static bool Stop(Transaction transaction, long caregiverId, string by, SiteTime time) =>
        Change(
            transaction,
            caregiverId,
            [CaregiverStatus.Active, CaregiverStatus.Paused, CaregiverStatus.Aftercare],
            CaregiverStatus.Ended,
            null,
            EventKinds.Stopped,
            by,
            time
        );

    /// <summary>Somebody who stopped takes part again; that they had stopped stays known by a note.</summary>
    /// <remarks>
    /// Of two steps on one day nobody knows the order, and an end goes before all: one that is undone on its own day
    /// becomes a note, and one that held for days is followed by the day on which they took part again.
    /// </remarks>
    /// <param name="stoppedOn">Null where no event tells of the end.</param>
    /// <returns>False when they had not ended.</returns>
    public static bool Return(
        Transaction transaction,
        long caregiverId,
        DateOnly? stoppedOn,
        string by,
        string note,
        SiteTime time
    )
    {
        if (
            CaregiverTable.Get(transaction, caregiverId) is not { Status: CaregiverStatus.Ended }
            || !CaregiverTable.SetStatus(transaction, caregiverId, CaregiverStatus.Active)
        )
            return false;
        if (stoppedOn == time.Today)
            EventTable.TakeOut(transaction, caregiverId, time.Today, EventKinds.Stopped);
        EventTable.Add(
            transaction,
            caregiverId,
            time.Today,
            stoppedOn == time.Today ? EventKinds.Other : EventKinds.Resumed,
            by,
            note,
            time.Now
        );
        CaregiverTable.JudgeFrom(transaction, caregiverId, time.Now);
        return true;
    }

    /// <summary>The state an event brings with it, when it is one that does.</summary>
    public static void Follow(Transaction transaction, long caregiverId, string kind, SiteTime time)
    {
        if (StateAfter(kind) is { } status && CaregiverTable.SetStatus(transaction, caregiverId, status))
            Silence.StateChanged(transaction, caregiverId, status, null, time);
    }

    /// <summary>The state that an event of this kind leads to; null when it changes none.</summary>
    public static CaregiverStatus? StateAfter(string kind) =>
        kind switch
        {
            EventKinds.Admission or EventKinds.Death => CaregiverStatus.Aftercare,
            EventKinds.Paused => CaregiverStatus.Paused,
            EventKinds.Resumed => CaregiverStatus.Active,
            EventKinds.Stopped => CaregiverStatus.Ended,
            _ => null,
        };

    private static bool Change(
        Transaction transaction,
        long caregiverId,
        CaregiverStatus[] from,
        CaregiverStatus status,
        DateOnly? until,
        string kind,
        string by,
        SiteTime time,
        string note = ""
    )
    {
        if (CaregiverTable.Get(transaction, caregiverId) is not { } caregiver || !from.Contains(caregiver.Status))
            return false;
        if (!CaregiverTable.SetStatus(transaction, caregiverId, status, until))
            return false;
        Silence.StateChanged(transaction, caregiverId, status, until, time);
        EventTable.Add(transaction, caregiverId, time.Today, kind, by, note, time.Now);
        CaregiverTable.JudgeFrom(transaction, caregiverId, time.Now);
        return true;
    }
}
