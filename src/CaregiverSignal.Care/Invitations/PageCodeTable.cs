using System.Globalization;
using System.Security.Cryptography;

namespace CaregiverSignal.Invitations;

/// <summary>All SQL on the page_code table: six digits that open what a caregiver told before on their own page, sent
/// by text message or read out by a colleague.</summary>
internal static class PageCodeTable
{
    /// <summary>Wrong codes after which a visit accepts no more (our choice): a reader of the mailbox uses up their own
    /// visit, and not the code that a colleague read out. The case tells of so many.</summary>
    public const int Tries = 5;

    /// <summary>Wrong codes over all visits after which a code stops working (our choice): with a day's codes, guessing
    /// one in a million takes some six thousand days.</summary>
    public const int TriesInAll = 25;

    /// <summary>The most codes by text message in a day (our choice).</summary>
    public const int PerDay = 5;

    /// <summary>How long the case shows that somebody tried (our choice).</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private const string Kind = "page-code";

    private const int Figures = 6;

    /// <summary>Makes a code and ends earlier ones: one read out ends all; one by text message, for which a reader of
    /// the mailbox can ask, ends only those by text message. The store has only its signature.</summary>
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

    /// <summary>When somebody entered as many wrong codes as a visit allows while the newest code was valid; null if
    /// nobody did. A code read out after that answers it.</summary>
    public static Task<DateTimeOffset?> TriedAt(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.First<DateTimeOffset?>(
            $"""
            select max(tried_at) from page_code
            where caregiver_id = {caregiverId} and tried_at > {now - Kept}
              and id >= coalesce(
                  (select max(id) from page_code where caregiver_id = {caregiverId} and read_out = 1), 0)
            """
        );

    /// <summary>Whether it is a valid code of theirs; a right one is used up, and a wrong one counts.</summary>
    /// <param name="typed">Perhaps with spaces between the digits.</param>
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
