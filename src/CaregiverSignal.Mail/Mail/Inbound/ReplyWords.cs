using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>What somebody wrote in a message, as plain text without links or keys.</summary>
/// <param name="Words">Their own words; the whole message if nothing is known to be quoted.</param>
/// <param name="Whole">The whole message; null if <paramref name="Words"/> is all of it.</param>
internal sealed partial record ReplyWords(string Words, string? Whole)
{
    /// <summary>The longest text kept, in UTF-16 units.</summary>
    public const int Longest = MessageText.Longest;

    private static readonly string[] Prefixes =
    [
        "re",
        "fw",
        "fwd",
        "aw",
        "antw",
        "antwoord",
        "betr",
        "sv",
        "vs",
        "ynt",
        "yan",
        "ilt",
        "odp",
        "pd",
        "tr",
        "wg",
        "رد",
    ];

    /// <param name="text">The whole text from <see cref="MessageText"/>.</param>
    /// <param name="ours">Our messages that it may quote; none if we no longer have them.</param>
    public static ReplyWords Of(string text, IReadOnlyList<string> ours)
    {
        var lines = QuotedLines.Of(text, ours);
        var whole = Clean(text);
        if (!lines.Any(line => line.IsQuoted))
            return new(whole, null);
        var own = lines.Where(line => !line.IsQuoted).Select(line => line.Content).ToList();
        // Without our message, a reply that seems all quotation is kept whole.
        return own.TrueForAll(string.IsNullOrWhiteSpace) && !lines.Any(line => line.IsOurs)
            ? new(whole, null)
            : new(Clean(string.Join('\n', own)), whole);
    }

    /// <summary>The subject, if the sender wrote one; null if it is that of the message they answer.</summary>
    /// <param name="ours">Subjects of the messages that it may answer; none if we no longer have them.</param>
    public static string? SubjectOf(string? subject, IReadOnlyList<string> ours)
    {
        var (rest, isAnswer) = (subject?.ReplaceLineEndings(" ").Trim() ?? "", false);
        while (
            Prefix().Match(rest) is { Success: true } match
            && Prefixes.Contains(match.Groups[1].Value, StringComparer.OrdinalIgnoreCase)
        )
            (rest, isAnswer) = (rest[match.Length..], true);
        rest = rest.Trim();
        var isOurs = ours.Count == 0 ? isAnswer : ours.Contains(rest, StringComparer.OrdinalIgnoreCase);
        return isOurs || rest.Length == 0 ? null : Clean(subject!.ReplaceLineEndings(" "));
    }

    private static string Clean(string text)
    {
        // Links go first: a key cut off at the end of a line is no longer recognised as a key.
        var words = MessageText.Link().Replace(text.ReplaceLineEndings("\n").Replace('\t', ' '), "[link]");
        words = TornKey().Replace(words, "[…]");
        words = Key().Replace(words, "[…]");
        words = new string([.. words.Where(c => c == '\n' || !char.IsControl(c))]);
        words = ManyBlanks().Replace(EndOfLine().Replace(words, "\n"), "\n\n").Trim();
        if (words.Length <= Longest)
            return words;
        return words[..(char.IsHighSurrogate(words[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
    }

    [GeneratedRegex(@"^\s{0,9}([\p{L}]{2,8})(?:\[\d{1,3}\])?\s?[:：]\s{0,9}", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    /// <summary>As long and mixed as a key; ordinary long words do not match.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9_\-])(?=[A-Za-z0-9_\-]{0,99}?(?:[a-z][A-Z]|[0-9]))[A-Za-z0-9_\-]{30,}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Key();

    /// <summary>The 43 characters of a key broken over lines.</summary>
    [GeneratedRegex(
        @"(?<![\w\-])(?=(?:[A-Za-z0-9_\-]\n?){43}(?![\w\-]))(?=[A-Za-z0-9_\-\n]{0,50}?(?:[a-z][A-Z]|[0-9]))[A-Za-z0-9_\-]+\n[A-Za-z0-9_\-]+",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TornKey();

    [GeneratedRegex(@"[ \u00A0]{1,999}\n")]
    private static partial Regex EndOfLine();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBlanks();
}
