using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>
/// All SQL on the page_code table: the newest code on paper of each caregiver, never in the clear.
/// </summary>
public static class PageCodeTable
{
    private const string CodeMark = "page-code";
    private const string NumberMark = "page-number";
    private const string RowMark = "page-code-row";

    /// <summary>Wrong numbers with the right code before it ends (our choice).</summary>
    private const int MostWrong = 5;

    private const string Columns = """
        page_code.caregiver_id, page_code.code_hash, page_code.number_mark, page_code.mark, page_code.made_at,
        page_code.over_at, page_code.used_at, page_code.wrong, page_code.ended_at, page_code.ended_why,
        coalesce(coordinator.name, coordinator.email) as made_by
        """;

    private const string From = "from page_code join coordinator on coordinator.id = page_code.made_by";

    /// <summary>The newest code of a caregiver, also one that has ended; null when there never was one.</summary>
    public static PageCode? Of(Transaction transaction, long caregiverId) =>
        transaction.First<PageCode>(
            $"select {Columns} {From} where page_code.caregiver_id = @caregiverId",
            new { caregiverId }
        );

    /// <summary>Makes a code in place of the one before.</summary>
    /// <param name="number">The number that goes with it.</param>
    /// <returns>The code in the clear, which is on its letter and nowhere else.</returns>
    public static string Renew(
        Transaction transaction,
        long caregiverId,
        string number,
        long madeBy,
        DateTimeOffset now,
        DateTimeOffset overAt
    )
    {
        var code = PageCodes.New();
        var hash = HashOf(transaction, code);
        var numberMark = transaction.Seal.Mark(NumberMark, hash, number);
        transaction.Execute(
            """
            insert into page_code (caregiver_id, code_hash, number_mark, mark, made_at, made_by, over_at)
            values (@caregiverId, @hash, @numberMark, @mark, @now, @madeBy, @overAt)
            on conflict (caregiver_id) do update set
                code_hash = excluded.code_hash, number_mark = excluded.number_mark, mark = excluded.mark,
                made_at = excluded.made_at, made_by = excluded.made_by, over_at = excluded.over_at,
                used_at = null, wrong = 0, ended_at = null, ended_why = null
            """,
            new
            {
                caregiverId,
                hash,
                numberMark,
                mark = transaction.Seal.Mark(RowMark, hash, numberMark, caregiverId, overAt),
                now,
                madeBy,
                overAt,
            }
        );
        return code;
    }

    /// <summary>
    /// Takes a code with its number. Too many wrong numbers end the code, however long ago each was and whatever was
    /// right in between: who has the letter has its whole term to guess.
    /// </summary>
    /// <returns>
    /// Whose code it is, and whether it opens their page; null for one that never was, has ended or is over.
    /// </returns>
    public static PageCodeTry? Use(Transaction transaction, string code, string number, DateTimeOffset now)
    {
        if (
            transaction.First<PageCode>(
                $"select {Columns} {From} where page_code.code_hash = @hash",
                new { hash = HashOf(transaction, code) }
            )
                is not { } found
            || found.OverAt <= now
            || !transaction.Seal.IsTrue(
                found.Mark,
                RowMark,
                found.CodeHash,
                found.NumberMark,
                found.CaregiverId,
                found.OverAt
            )
        )
            return null;
        if (transaction.Seal.IsTrue(found.NumberMark, NumberMark, found.CodeHash, number))
        {
            transaction.Execute(
                "update page_code set used_at = @now where caregiver_id = @CaregiverId",
                new { now, found.CaregiverId }
            );
            return new PageCodeTry(found.CaregiverId, IsRight: true);
        }

        transaction.Execute(
            "update page_code set wrong = wrong + 1 where caregiver_id = @CaregiverId",
            new { found.CaregiverId }
        );
        if (found.Wrong + 1 >= MostWrong)
            End(transaction, found.CaregiverId, PageCodeEnd.WrongNumbers, now);
        return new PageCodeTry(found.CaregiverId, IsRight: false);
    }

    /// <summary>Ends the code of a caregiver, where one is open.</summary>
    /// <returns>False when there was none.</returns>
    public static bool End(Transaction transaction, long caregiverId, PageCodeEnd why, DateTimeOffset now) =>
        transaction.Execute(
            """
            update page_code set code_hash = null, number_mark = null, ended_at = @now, ended_why = @why
            where caregiver_id = @caregiverId and ended_at is null
            """,
            new
            {
                caregiverId,
                why,
                now,
            }
        ) == 1;

    /// <summary>Found by a mark, so that a copy of the store cannot be tried out elsewhere.</summary>
    private static string HashOf(Transaction transaction, string code) =>
        transaction.Seal.Mark(CodeMark, PageCodes.Plain(code));
}

/// <summary>A number that was tried with somebody's code.</summary>
public sealed record PageCodeTry(long CaregiverId, bool IsRight);

/// <summary>A code on paper as stored.</summary>
public sealed record PageCode
{
    public long CaregiverId { get; init; }

    /// <summary>Null once it ended.</summary>
    public string? CodeHash { get; init; }

    public string? NumberMark { get; init; }

    public string Mark { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The colleague who handed it out.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>When its term ends.</summary>
    public DateTimeOffset OverAt { get; init; }

    /// <summary>When it opened the page last; null when it never did.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Wrong numbers since it was made.</summary>
    public int Wrong { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public PageCodeEnd? EndedWhy { get; init; }

    /// <summary>Whether it opens the page.</summary>
    public bool IsOpenAt(DateTimeOffset now) => EndedAt is null && now < OverAt;
}

/// <summary>Why a code on paper ended before its term.</summary>
public enum PageCodeEnd
{
    /// <summary>A colleague ended it.</summary>
    Staff,

    /// <summary>The number was wrong too often.</summary>
    WrongNumbers,

    /// <summary>They no longer take part.</summary>
    Stopped,
}
