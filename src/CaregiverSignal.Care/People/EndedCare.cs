namespace CaregiverSignal.People;

/// <summary>The admission or death that ended a caregiver's last care.</summary>
internal static class EndedCare
{
    /// <returns>Null while care continues or has resumed, and if a file gave no day.</returns>
    internal static async Task<CareEvent?> Of(Transaction transaction, long caregiverId) =>
        Last(await EventTable.Of(transaction, caregiverId));

    /// <summary>Whether care at home has ended: they are in aftercare, or have taken part in nothing more
    /// since.</summary>
    internal static async Task<bool> IsOver(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status == CaregiverStatus.Aftercare
        || (caregiver.Status == CaregiverStatus.Ended && await Of(transaction, caregiver.Id) is not null);

    /// <summary>A death outweighs whatever is told after it: nobody is then asked about an admission.</summary>
    /// <remarks>In the order of telling: a death is often told later than its day, and the end of a pause in between
    /// does not undo what came after.</remarks>
    /// <param name="events">In order of the days on which they happened, for those told together.</param>
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
