namespace CaregiverSignal.AuditLogs;

/// <summary>Checks that the audit log is as this program wrote it: each line has its signature, and no number is
/// missing between the first and the last, which have a signature of their own.</summary>
/// <remarks>Restoring an old end with its lines cut off shows in no signature, but in what the rest of the store says,
/// and in the guard file (<see cref="AuditWitness"/>).</remarks>
internal static class AuditProof
{
    private const int APage = 5000;

    /// <param name="after">The number of the line after which to check; 0 for all.</param>
    /// <returns>The first line that differs, in words; null for none.</returns>
    internal static async Task<string?> FirstWrong(Transaction transaction, long after = 0)
    {
        var (end, signatures) = (await AuditTable.End(transaction), transaction.Signatures);
        var isCounted = end.HasValidSignature(signatures);
        long? next = isCounted ? Math.Max(end.Since, after) + 1 : null;
        while (await AuditTable.After(transaction, (next ?? (after + 1)) - 1, APage) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
            {
                if (line.Id > (next ??= line.Id))
                    return Removed(next.Value, line.Id - 1);
                if (line.Signature != line.SignatureBy(signatures))
                    return $"line {line.Id} was changed or put in";
                next++;
            }
        }

        return !isCounted ? "which line is the last was changed"
            : Math.Max(end.Last, await AuditTable.Given(transaction)) is var last && next <= last
                ? Removed(next.Value, last)
            : null;
    }

    private static string Removed(long from, long upto) =>
        from == upto ? $"line {from} was removed" : $"the lines {from} to {upto} were removed";
}
