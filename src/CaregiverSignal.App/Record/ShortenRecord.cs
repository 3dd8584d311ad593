using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>Deletes the lines of the oldest day once that is past its term; a line says so.</summary>
public sealed class ShortenRecord(Recorder recorder)
{
    /// <returns>How many lines; 0 when no day is old enough.</returns>
    public int OneDay(Transaction transaction, DateTimeOffset before)
    {
        if (RecordTable.FirstAt(transaction) is not { } first)
            return 0;
        var until = new DateTimeOffset(first.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        if (until > before)
            return 0;
        recorder.Add(
            transaction,
            Actor.Program,
            Verb.Erase.Of(Thing.Record, RecordTable.LastBefore(transaction, until))
        );
        return RecordTable.DeleteBefore(transaction, until);
    }
}
