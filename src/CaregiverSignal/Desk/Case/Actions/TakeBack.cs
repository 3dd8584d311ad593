using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// Takes back a contact that was noted by mistake: on its own day, by who noted it, and only the newest. Mail that it
/// cancelled stays cancelled, and the agreed day is not brought back: the caregiver waits for a call, which is safe.
/// </summary>
public static class TakeBack
{
    /// <returns>
    /// Null when the newest contact is not the reader's, not of today, or its signal was closed since.
    /// </returns>
    public static NotedContact? Find(Transaction transaction, long caregiverId, long coordinatorId, SiteTime time) =>
        ActionTable.NewestContact(transaction, caregiverId) is { } newest
        && newest.CoordinatorId == coordinatorId
        && newest.DoneOn == time.Today
        && !(newest.ClosedAt > newest.At)
            ? newest
            : null;

    /// <summary>Undoes all that <see cref="Handling.RecordContact"/> did and that can be undone.</summary>
    /// <returns>Which help it said began or ended; null when it said nothing.</returns>
    public static EventKind? Undo(Transaction transaction, long caregiverId, NotedContact contact, SiteTime time)
    {
        ActionTable.Remove(transaction, contact.Id);
        SignalTable.UndoContact(transaction, contact.SignalId, contact.At, time.Today, time.Now);
        var arranged = EventTable
            .Of(transaction, caregiverId)
            .FirstOrDefault(one => one.RecordedAt == contact.At && Arrangements.All.Contains(one.Kind));
        EventTable.RemoveNoted(transaction, caregiverId, contact.At);
        StaffTaskTable.NotDone(transaction, caregiverId, contact.At);
        CaregiverTable.JudgeFrom(transaction, caregiverId, time.Now);
        return arranged?.Kind;
    }
}
