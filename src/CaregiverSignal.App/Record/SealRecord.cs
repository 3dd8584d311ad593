using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>
/// Seals the lines that came since the last seal, so that none of them can go unnoticed; false when there are none.
/// </summary>
/// <remarks>
/// Lines are written side by side, and this one step puts them in a chain: writers that each had to know the line
/// before theirs would wait for one another.
/// </remarks>
public sealed partial class SealRecord(
    Recorder recorder,
    Database database,
    TimeProvider clock,
    ILogger<SealRecord> log
)
{
    /// <summary>The step's name in the heartbeat.</summary>
    public const string Step = "seal record";

    /// <summary>Some milliseconds of hashing.</summary>
    private const int AtATime = 5000;

    public bool RunOne()
    {
        if (!database.Read(HasMore))
            return false;
        var settled = database.Write(transaction => database.Engine.SettledId(transaction, RecordTable.Name));
        var (over, more) = database.Write(transaction => Seal(transaction, settled));
        if (over is not null)
            DayIsOver(over.Lines, over.Head);
        return more;
    }

    /// <returns>The chain at the end of a day that is over, and whether there is more to seal.</returns>
    /// <param name="settled">No line with this number or a lower one comes any more.</param>
    private (Chain? Over, bool More) Seal(Transaction transaction, long settled)
    {
        var newest = RecordSealTable.Newest(transaction);
        var chain = newest?.ToChain() ?? Chain.Beginning;
        var lines = RecordTable.MarksAfter(transaction, chain.Upto, settled, AtATime);
        if (lines.Count == 0)
            return (null, false);
        foreach (var line in lines)
            chain = chain.With(line.Id, line.Mark, recorder.Key);
        var now = clock.GetUtcNow();
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        RecordSealTable.Set(
            transaction,
            new Seal
            {
                Day = day,
                Upto = chain.Upto,
                Lines = chain.Lines,
                Hash = chain.Hash,
                SealedAt = now,
            }
        );
        return (newest is not null && newest.Day != day ? newest.ToChain() : null, lines.Count == AtATime);
    }

    private static bool HasMore(Transaction transaction) =>
        RecordTable.Last(transaction) > (RecordSealTable.Newest(transaction)?.Upto ?? 0);

    /// <summary>The anchor: a log goes where this program cannot change it.</summary>
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The record has {Lines} lines; its head at the end of the day was {Head}"
    )]
    private partial void DayIsOver(long lines, string head);
}
