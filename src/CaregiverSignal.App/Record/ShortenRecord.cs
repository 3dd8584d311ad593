using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>
/// Deletes the lines of the oldest day once that is past its term. The day's seal stays as where the record begins, and
/// a line says so.
/// </summary>
public sealed class ShortenRecord(Recorder recorder)
{
    /// <returns>How many lines; 0 when no day is old enough.</returns>
    public int OneDay(Transaction transaction, DateTimeOffset before)
    {
        var first = RecordTable.First(transaction);
        if (
            first == 0
            || RecordSealTable.All(transaction).FirstOrDefault(seal => seal.Upto >= first) is not { } oldest
            || oldest.SealedAt >= before
        )
            return 0;
        recorder.Add(transaction, Actor.Program, Verb.Erase.Of(Thing.Record, oldest.Upto));
        RecordSealTable.DeleteBefore(transaction, oldest.Upto);
        return RecordTable.DeleteUpto(transaction, oldest.Upto);
    }
}
