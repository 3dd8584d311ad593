namespace CaregiverSignal.Mail.Inbound;

/// <summary>What happened to a mail for one recipient.</summary>
/// <param name="Status">The status of RFC 3463, such as <c>5.1.1</c>; null when none was given.</param>
public sealed record ReturnVerdict(ReturnClass Class, ReturnNote Note, string? Status = null, int? Code = null)
{
    /// <param name="action">The action field of a delivery report, in lower case; null or any other text when it has no
    /// usable one.</param>
    /// <param name="status">The status field of a delivery report; null when it has none.</param>
    /// <param name="quoted">The server's reply, with <paramref name="words"/> as the text around it.</param>
    /// <remarks>
    /// An uninformative status yields to the quoted reply, and that to the words. When status and reply contradict each
    /// other, only a complete permanent reply counts as permanent; otherwise it is a soft failure.
    /// </remarks>
    public static ReturnVerdict Of(string? action, string? status, QuotedReply? quoted, string words)
    {
        var verdict = Decide(action, status, quoted, words);
        return verdict with { Status = verdict.Status ?? status ?? quoted?.Enhanced, Code = quoted?.Code };
    }

    private static ReturnVerdict Decide(string? action, string? status, QuotedReply? quoted, string words)
    {
        if (action is "delayed")
            return new(ReturnClass.Delay, ReturnNote.Delayed);
        if (action is "delivered" or "relayed" or "expanded" or "deliverable")
            return new(ReturnClass.Delivered, ReturnNote.Delivered);
        if (status is null || status.EndsWith(".0.0", StringComparison.Ordinal))
        {
            if (quoted?.Enhanced is { } inside && !inside.EndsWith(".0.0", StringComparison.Ordinal))
                return OfStatus(inside, words);
            if (ReturnText.MeaningOf(words) is var (meaning, why))
                return new(quoted?.Class == 4 && meaning == ReturnClass.Hard ? ReturnClass.Soft : meaning, why);
            if (quoted is { Class: 5, Code: 550 or 551 or 553 or 556 })
                return new(ReturnClass.Hard, ReturnNote.BadAddress);
            if (quoted is { Code: 552 or 452 })
                return new(ReturnClass.Soft, ReturnNote.MailboxFull);
            if (quoted?.Class == 4 || status?[0] == '4' || action == "expired")
                return new(ReturnClass.Soft, ReturnNote.Temporary);
            return quoted is null && status is null && action is null or "failed"
                ? new(ReturnClass.Review, ReturnNote.Unrecognised)
                : new(ReturnClass.Soft, ReturnNote.Unclear);
        }

        if (quoted is not null && quoted.Class != status[0] - '0' && status[0] != '2')
        {
            if (quoted is { Class: 5, IsComplete: true })
                return OfStatus(quoted.Enhanced!, words);
            if (status[0] == '4' || quoted.IsComplete)
                return new(ReturnClass.Soft, ReturnNote.Temporary);
        }

        return OfStatus(status, words);
    }

    /// <summary>
    /// The verdict on a status; numbers outside the registry go by their subject, and three digits do occur (5.7.708).
    /// </summary>
    private static ReturnVerdict OfStatus(string status, string words)
    {
        var parts = status.Split('.');
        var (kind, subject, detail) = (parts[0], parts[1], parts[2]);
        ReturnVerdict Verdict(ReturnClass of, ReturnNote note) => new(of, note, status);
        if (subject == "7" || (subject == "1" && detail is "7" or "8"))
            return Verdict(ReturnClass.Account, ReturnNote.Blocked);
        if (kind == "2")
            return Verdict(ReturnClass.Delivered, ReturnNote.Delivered);
        if (subject == "2" && detail == "1")
            return Verdict(ReturnClass.Soft, ReturnNote.MailboxDisabled);
        if (subject == "2" && detail == "2")
            return Verdict(ReturnClass.Soft, ReturnNote.MailboxFull);
        if (kind == "4")
            return Verdict(ReturnClass.Soft, ReturnNote.Temporary);
        return subject switch
        {
            "1" => Verdict(ReturnClass.Hard, ReturnNote.BadAddress),
            "4" when detail is "4" or "310" => Verdict(ReturnClass.Hard, ReturnNote.BadAddress),
            "5" or "6" => Verdict(ReturnClass.Account, ReturnNote.Content),
            "4" => Verdict(ReturnClass.Soft, ReturnNote.Temporary),
            _ => ReturnText.MeaningOf(words) is var (meaning, why)
                ? Verdict(meaning, why)
                : Verdict(ReturnClass.Soft, ReturnNote.Unclear),
        };
    }
}
