using System.Globalization;
using System.Security.Cryptography;

namespace CaregiverSignal.Invitations;

/// <summary>All SQL on the page_code table: six figures that open what a caregiver told before on their own page, and
/// reach them by a text message or by the voice of a colleague.</summary>
internal static class PageCodeTable
{
    /// <summary>Wrong codes after which a visit opens nothing by a code (ours): who reads the mailbox wears out their
    /// own visit, and not the code that a colleague read out. So many are said at the case.</summary>
    public const int Tries = 5;

    /// <summary>Wrong codes of all visits after which a code opens nothing any more (ours): with the codes of a day
    /// somebody guesses one of a million in some six thousand days.</summary>
    public const int TriesInAll = 25;

    /// <summary>The most codes by text message in a day (ours).</summary>
    public const int PerDay = 5;

    /// <summary>How long it is said at the case that somebody tried (ours).</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private const string Kind = "page-code";

    private const int Figures = 6;

    /// <summary>Makes a code, which ends the earlier ones: one that is read out all, and one by text message, for which
    /// whoever reads the mailbox can ask, those by text message alone. It is in the store by its signature
    /// alone.</summary>
    public static async Task<string> Add(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset now,
        TimeSpan life,
        bool isReadOut = false
    )
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var overAt = now + life;
        var signature = transaction.Signatures.Sign(Kind, code, caregiverId, overAt);
        await transaction.Execute($"delete from page_code where made_at <= {now - Kept}");
        await transaction.Execute(
            $"""
            update page_code set tries = {TriesInAll}
            where caregiver_id = {caregiverId} and (read_out = 0 or {isReadOut} = 1)
            """
        );
        await transaction.Execute(
            $"""
            insert into page_code (caregiver_id, signature, made_at, over_at, read_out)
            values ({caregiverId}, {signature}, {now}, {overAt}, {isReadOut})
            """
        );
        return code;
    }

    /// <summary>How many were sent to a caregiver in the last day.</summary>
    public static Task<int> Count(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.One<int>(
            $"""
            select count(*) from page_code
            where caregiver_id = {caregiverId} and made_at > {now.AddDays(-1)} and read_out = 0
            """
        );

    /// <summary>When somebody had wrong as many codes as a visit may while the newest code held; null where nobody did.
    /// A code that a colleague reads out after that is the answer to it.</summary>
    public static Task<DateTimeOffset?> TriedAt(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.First<DateTimeOffset?>(
            $"""
            select max(tried_at) from page_code
            where caregiver_id = {caregiverId} and tried_at > {now - Kept}
              and id >= coalesce(
                  (select max(id) from page_code where caregiver_id = {caregiverId} and read_out = 1), 0)
            """
        );

    /// <summary>Whether it is a code of theirs that holds; a right one is used up, and a wrong one counts.</summary>
    /// <param name="typed">Also with blanks between the figures.</param>
    public static async Task<bool> Use(Transaction transaction, OwnVisit visit, string typed, DateTimeOffset now)
    {
        var (caregiverId, code) = (visit.CaregiverId, string.Concat(typed.Where(char.IsAsciiDigit)));
        if (code.Length != Figures || visit.CodeTries >= Tries)
            return false;
        var codes = await transaction.All<(long Id, string Signature, DateTimeOffset OverAt)>(
            $"""
            select id, signature, over_at from page_code
            where caregiver_id = {caregiverId} and over_at > {now} and tries < {TriesInAll}
            """
        );
        foreach (var (id, signature, overAt) in codes)
        {
            if (!transaction.Signatures.IsValid(signature, Kind, code, caregiverId, overAt))
                continue;
            await transaction.Execute($"update page_code set tries = {TriesInAll} where id = {id}");
            return true;
        }

        await OwnVisitTable.CountWrongCode(transaction, visit.Id);
        await transaction.Execute(
            $"""
            update page_code set
                tries = tries + 1, tried_at = case when tries + 1 >= {Tries} then coalesce(tried_at, {now}) end
            where caregiver_id = {caregiverId} and over_at > {now} and tries < {TriesInAll}
            """
        );
        return false;
    }

    /// <summary>Ends all codes of a caregiver.</summary>
    public static Task EndAll(Transaction transaction, long caregiverId) =>
        transaction.Execute($"update page_code set tries = {TriesInAll} where caregiver_id = {caregiverId}");
}
