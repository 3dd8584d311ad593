using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>Reads the whole record, and says whether it is as it was written.</summary>
public static class RecordCheck
{
    private const int AtATime = 1000;

    /// <param name="kept">A head that somebody kept elsewhere; null when there is none to compare with.</param>
    public static RecordVerdict Of(Transaction transaction, byte[] key, KeptHead? kept)
    {
        var seals = RecordSealTable.All(transaction);
        var (begin, wrong) = BeginningOf(transaction, seals, key);
        if (wrong is not null)
            return wrong;
        var waiting = new Queue<Seal>(seals.Where(seal => seal.Upto > begin.Upto));
        var chain = begin;
        var gap = (long?)null;
        if (kept is not null && kept.Upto < begin.Upto)
            return RecordVerdict.Wrong(
                kept.Upto,
                $"line {kept.Upto} was deleted after its term, as all up to {begin.Upto}; compare with a later head"
            );
        for (var lines = RecordTable.After(transaction, 0, AtATime); lines.Count > 0; )
        {
            foreach (var line in lines)
            {
                if (line.Id <= begin.Upto)
                    return RecordVerdict.Wrong(line.Id, "was put in where lines were deleted after their term");
                if ((AtSeals(line.Id) ?? AtKeptHead(line.Id)) is { } broken)
                    return broken;
                if (!line.IsMarkedWith(key))
                    return RecordVerdict.Wrong(line.Id, "was changed, or was not written with this store's key");
                gap ??= line.Id > chain.Upto + 1 ? chain.Upto + 1 : null;
                chain = chain.With(line.Id, line.Mark, key);
            }

            lines = RecordTable.After(transaction, lines[^1].Id, AtATime);
        }

        if (AtSeals(long.MaxValue) is { } cut)
            return cut;
        if (kept is not null && kept.Upto > chain.Upto)
            return RecordVerdict.Wrong(
                chain.Upto + 1,
                $"is gone, with all up to {kept.Upto}: the head that was kept is further than the record"
            );
        return AtKeptHead(long.MaxValue)
            ?? new RecordVerdict(null, "", chain, seals.Count == 0 ? Chain.Beginning : seals[^1].ToChain());

        // What a seal saw has been read when the first line behind it comes.
        RecordVerdict? AtSeals(long next)
        {
            while (waiting.TryPeek(out var seal) && seal.Upto < next)
            {
                waiting.Dequeue();
                if (seal.Lines > chain.Lines)
                    return RecordVerdict.Wrong(
                        gap ?? chain.Upto + 1,
                        $"is gone: the seal of {seal.Day} counts {seal.Lines} lines up to {seal.Upto}, and there are {chain.Lines}"
                    );
                if (
                    seal.Lines != chain.Lines
                    || seal.Upto != chain.Upto
                    || !seal.Hash.AsSpan().SequenceEqual(chain.Hash)
                )
                    return RecordVerdict.Wrong(seal.Upto, $"is where the seal of {seal.Day} says something else");
                // A number that a transaction took and gave back leaves a gap that means nothing.
                gap = null;
            }

            return null;
        }

        RecordVerdict? AtKeptHead(long next) =>
            kept is not null && kept.Upto < next && kept.Upto >= chain.Upto && !kept.IsOf(chain)
                ? RecordVerdict.Wrong(gap ?? chain.Upto, "or one before it is not what it was when the head was kept")
                : null;
    }

    /// <summary>Where the lines begin: at the first, or behind those that were deleted after their term.</summary>
    private static (Chain Begin, RecordVerdict? Wrong) BeginningOf(
        Transaction transaction,
        IReadOnlyList<Seal> seals,
        byte[] key
    )
    {
        if (RecordTable.LastCut(transaction) is not { } cut || !cut.IsMarkedWith(key))
            return (Chain.Beginning, null);
        var upto = CutAt(cut);
        return seals.FirstOrDefault(seal => seal.Upto == upto) is { } seal
            ? (seal.ToChain(), null)
            : (Chain.Beginning, RecordVerdict.Wrong(upto, "has no seal, though the record was shortened up to it"));
    }

    /// <summary>The last line that went, which the line says that shortens the record.</summary>
    private static long CutAt(RecordLine line) =>
        long.Parse(line.Object!.Split('/')[1], NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>What a look through the record found.</summary>
/// <param name="Line">The first line that is wrong; null when none is.</param>
/// <param name="Why">What is wrong with it, after its number.</param>
/// <param name="End">The chain at the last line.</param>
/// <param name="Sealed">The chain at the newest seal.</param>
public sealed record RecordVerdict(long? Line, string Why, Chain End, Chain Sealed)
{
    public bool IsWhole => Line is null;

    internal static RecordVerdict Wrong(long line, string why) => new(line, why, Chain.Beginning, Chain.Beginning);
}

/// <summary>A head of the record that somebody kept: the number of a line, and the chain's hash there.</summary>
public sealed record KeptHead(long Upto, string Hash)
{
    /// <returns>Null when it is not written as <c>1234:5f…</c>.</returns>
    public static KeptHead? Of(string text) =>
        text.Split(':') is [var upto, { Length: 64 } hash]
        && long.TryParse(upto, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && hash.All(char.IsAsciiHexDigit)
            ? new KeptHead(number, hash.ToLowerInvariant())
            : null;

    internal bool IsOf(Chain chain) => chain.Head == $"{Upto}:{Hash}";
}
