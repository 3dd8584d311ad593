namespace CaregiverSignal.People;

/// <summary>The admission or the death with which the last care that somebody gave ended.</summary>
internal static class EndedCare
{
    /// <returns>Null while care goes on, or goes on again, and where a file told no day.</returns>
    internal static async Task<CareEvent?> Of(Transaction transaction, long caregiverId) =>
        Last(await EventTable.Of(transaction, caregiverId));

    /// <summary>Whether somebody's care at home ended: they are in aftercare, or took part in nothing more
    /// since.</summary>
    internal static async Task<bool> IsOver(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status == CaregiverStatus.Aftercare
        || (caregiver.Status == CaregiverStatus.Ended && await Of(transaction, caregiver.Id) is not null);

    /// <summary>A death stands whatever is told after it: nobody is asked about an admission any more.</summary>
    /// <remarks>By when each was told: a death is often told later than the day of it, and a pause that ended in
    /// between did not end what came after.</remarks>
    /// <param name="events">In order of the days on which they happened, for those that were told together.</param>
    public static CareEvent? Last(IEnumerable<CareEvent> events)
    {
        CareEvent? ended = null;
        foreach (var careEvent in events.OrderBy(careEvent => careEvent.RecordedAt))
        {
            ended = careEvent.Kind switch
            {
                EventKind.Death when careEvent.EndsCare => careEvent,
                EventKind.Admission when careEvent.EndsCare && ended is not { Kind: EventKind.Death } => careEvent,
                EventKind.Resumed => null,
                _ => ended,
            };
        }

        return ended;
    }
}
