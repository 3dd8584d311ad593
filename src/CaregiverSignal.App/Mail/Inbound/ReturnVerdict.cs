using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>What happened to a mail for one recipient, by the codes of the servers alone: words are guesses.</summary>
/// <param name="Status">The status of RFC 3463, such as <c>5.1.1</c>; null when none was given.</param>
/// <param name="Code">The reply of SMTP, such as 550; null when none was given.</param>
public sealed partial record ReturnVerdict(ReturnClass Class, ReturnNote Note, string? Status = null, int? Code = null)
{
    private const int MostText = 64 * 1024;

    /// <summary>The verdict on what has no code.</summary>
    public static readonly ReturnVerdict Unclear = new(ReturnClass.Unclear, ReturnNote.Unrecognised);

    /// <summary>The verdict on one recipient of a delivery report (RFC 3464).</summary>
    /// <remarks>The reply that the report quotes says more than the status of whoever wrote the report.</remarks>
    public static ReturnVerdict FromReport(string? action, string? status, string? diagnostic)
    {
        var (code, quoted) = CodesIn(diagnostic ?? "");
        var verdict = FromCodes(IsInformative(quoted) ? quoted : StatusIn(status) ?? quoted, code);
        return action?.Trim().Split([' ', '('], 2)[0].ToLowerInvariant() switch
        {
            "delayed" => verdict with { Class = ReturnClass.Delay, Note = ReturnNote.Delayed },
            "delivered" or "relayed" or "expanded" => verdict with
            {
                Class = ReturnClass.Delivered,
                Note = ReturnNote.Delivered,
            },
            _ => verdict,
        };
    }

    /// <summary>The verdict of a text that quotes a server; unclear when it quotes none.</summary>
    public static ReturnVerdict FromText(string text)
    {
        var (code, status) = CodesIn(text);
        return FromCodes(status, code);
    }

    /// <summary>The verdict on a status, or without one on a reply of SMTP.</summary>
    /// <remarks>Numbers outside the registry go by their subject, and three digits do occur (5.7.708).</remarks>
    public static ReturnVerdict FromCodes(string? status, int? code)
    {
        var isByReply = status is null || (code == 554 && !IsInformative(status));
        var (meaning, note) = isByReply ? OfReply(code) : OfStatus(status!);
        return new(meaning, note, status, code);
    }

    private static (ReturnClass, ReturnNote) OfStatus(string status)
    {
        var parts = status.Split('.');
        return (parts[0], parts[1], parts[2]) switch
        {
            (_, "7", _) or (_, "1", "7" or "8") => (ReturnClass.Account, ReturnNote.Blocked),
            ("2", _, _) => (ReturnClass.Delivered, ReturnNote.Delivered),
            (_, "2", "2") => (ReturnClass.Soft, ReturnNote.MailboxFull),
            ("4", _, _) => (ReturnClass.Soft, ReturnNote.Temporary),
            (_, "1", _) or (_, "4", "4" or "310") => (ReturnClass.Hard, ReturnNote.BadAddress),
            (_, "5" or "6", _) => (ReturnClass.Account, ReturnNote.Blocked),
            (_, "4", _) => (ReturnClass.Soft, ReturnNote.Temporary),
            _ => (ReturnClass.Soft, ReturnNote.Unclear),
        };
    }

    private static (ReturnClass, ReturnNote) OfReply(int? code) =>
        code switch
        {
            null => (ReturnClass.Unclear, ReturnNote.Unrecognised),
            550 or 551 or 553 or 556 => (ReturnClass.Hard, ReturnNote.BadAddress),
            552 or 452 => (ReturnClass.Soft, ReturnNote.MailboxFull),
            // "Relay access denied" at least as often as something about a reader.
            554 => (ReturnClass.Account, ReturnNote.Blocked),
            < 500 => (ReturnClass.Soft, ReturnNote.Temporary),
            _ => (ReturnClass.Soft, ReturnNote.Unclear),
        };

    private static bool IsInformative(string? status) =>
        status is not null && !status.EndsWith(".0.0", StringComparison.Ordinal);

    private static string? StatusIn(string? field) =>
        field is not null && StatusOnly().Match(field) is { Success: true } match ? match.Value : null;

    /// <summary>The last permanent reply in a text, otherwise the last: earlier ones are of earlier attempts.</summary>
    private static (int? Code, string? Status) CodesIn(string text)
    {
        (int? Code, string? Status) best = (null, null);
        var isPermanent = false;
        foreach (Match match in Reply().Matches(text.Length > MostText ? text[..MostText] : text))
        {
            var (code, status) = (match.Groups["code"].Value, match.Groups["status"].Value);
            var found = (code + status)[0] == '5';
            if (isPermanent && (!found || status.Length == 0))
                continue;
            isPermanent = found;
            best = (
                code.Length > 0 ? int.Parse(code, CultureInfo.InvariantCulture) : null,
                status.Length > 0 && (code.Length == 0 || code[0] == status[0]) ? status : null
            );
        }

        return best;
    }

    [GeneratedRegex(
        @"(?<![\w.@/\-])(?:(?<code>[45][0-5]\d)(?:[ \-]{1,2}\(?#?(?<status>[45]\.\d{1,3}\.\d{1,3}))?|#?(?<status>[45]\.\d{1,3}\.\d{1,3}))(?![\w@/])(?!\.\d)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Reply();

    [GeneratedRegex(@"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex StatusOnly();
}
