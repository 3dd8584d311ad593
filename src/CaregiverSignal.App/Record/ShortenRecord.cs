using CaregiverSignal.Retention;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>Deletes the lines of the oldest day once that is past its term; a line says so.</summary>
public sealed class ShortenRecord(Recorder recorder)
{
    /// <summary>Somewhat more than the five years that the database itself asks for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(new RetentionTerms().RecordDays);

    /// <returns>How many lines; 0 when no day is old enough.</returns>
    public int OneDay(Transaction transaction, DateTimeOffset before)
    {
        // A clock that was set ahead deletes nothing.
        var machine = TimeProvider.System.GetUtcNow() - Kept;
        if (RecordTable.FirstAt(transaction) is not { } first)
            return 0;
        var until = new DateTimeOffset(first.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        if (until > before || until > machine)
            return 0;
        var last = RecordTable.AllBefore(transaction, until);
        recorder.Add(transaction, Actor.Program, Verb.Erase.Of(Thing.Record, last));
        return RecordTable.DeleteUpto(transaction, last);
    }
}
