namespace CaregiverSignal.Caseload;

/// <summary>What a caregiver told and nobody has acted on or read yet.</summary>
public static class ToldTasks
{
    /// <summary>Null when nothing is open.</summary>
    internal static ToldTask? Of(Transaction transaction, long caregiverId, SiteTime time) =>
        OpenTaskTable.Told(transaction, OpenTaskTable.OfOne(transaction, caregiverId, time)) is [var told, ..]
            ? told
            : null;

    /// <summary>
    /// Ends what asks for more than reading, as a contact was noted or help was proposed; words alone stay to be read, and
    /// so does all of it where more was told than the page showed.
    /// </summary>
    /// <param name="upTo">When the last was told that the page showed, in ticks.</param>
    internal static void ActedOn(
        Transaction transaction,
        long caregiverId,
        long upTo,
        long coordinatorId,
        SiteTime time
    )
    {
        if (Of(transaction, caregiverId, time) is { IsHeavy: true } told && told.UpTo <= upTo)
            StaffTaskTable.Done(transaction, told.Task.Id, coordinatorId, time.Now);
    }
}
