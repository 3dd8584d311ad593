using System.Globalization;
using System.Security.Cryptography;

namespace CaregiverSignal.Invitations;

/// <summary>
/// All SQL on the page_code table: six figures that open what a caregiver told before on their own page, and reach them
/// by a text message or by the voice of a colleague.
/// </summary>
internal static class PageCodeTable
{
    /// <summary>Wrong codes after which a code opens nothing any more (ours).</summary>
    public const int Tries = 5;

    /// <summary>The most codes in a day (ours): with five tries each nobody guesses one of a million.</summary>
    public const int PerDay = 5;

    private const string Kind = "page-code";

    private const int Figures = 6;

    /// <summary>Makes a code; it is in the store by its signature alone.</summary>
    public static string Add(Transaction transaction, long caregiverId, DateTimeOffset now, TimeSpan life)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var overAt = now + life;
        var signature = transaction.Signatures.Sign(Kind, code, caregiverId, overAt);
        transaction.Execute($"delete from page_code where made_at <= {now.AddDays(-1)}");
        transaction.Execute(
            $"""
            insert into page_code (caregiver_id, signature, made_at, over_at) values ({caregiverId}, {signature}, {now}, {overAt})
            """
        );
        return code;
    }

    /// <summary>How many were made for a caregiver in the last day.</summary>
    public static int Count(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.One<int>(
            $"select count(*) from page_code where caregiver_id = {caregiverId} and made_at > {now.AddDays(-1)}"
        );

    /// <summary>Whether it is a code of theirs that holds; a right one is used up, and a wrong one counts.</summary>
    /// <param name="typed">Also with blanks between the figures.</param>
    public static bool Use(Transaction transaction, long caregiverId, string typed, DateTimeOffset now)
    {
        var code = string.Concat(typed.Where(char.IsAsciiDigit));
        if (code.Length != Figures)
            return false;
        var codes = transaction.All<(long Id, string Signature, DateTimeOffset OverAt)>(
            $"""
            select id, signature, over_at from page_code
            where caregiver_id = {caregiverId} and over_at > {now} and tries < {Tries}
            """
        );
        foreach (var (id, signature, overAt) in codes)
        {
            if (!transaction.Signatures.IsValid(signature, Kind, code, caregiverId, overAt))
                continue;
            transaction.Execute($"update page_code set tries = {Tries} where id = {id}");
            return true;
        }

        transaction.Execute($"update page_code set tries = tries + 1 where caregiver_id = {caregiverId}");
        return false;
    }

    /// <summary>Ends all codes of a caregiver.</summary>
    public static void EndAll(Transaction transaction, long caregiverId) =>
        transaction.Execute($"update page_code set tries = {Tries} where caregiver_id = {caregiverId}");
}
