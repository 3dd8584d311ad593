using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>A line of a message.</summary>
/// <param name="Content">Without quotation marks before it.</param>
/// <param name="IsQuoted">Whether it certainly quotes an earlier message; doubtful lines count as the sender's
/// own.</param>
/// <param name="IsOurs">Whether it appears word for word in one of our messages.</param>
internal sealed record QuotedLine(string Content, bool IsQuoted, bool IsOurs);

/// <summary>Separates quoted lines from those that somebody wrote above, between or below.</summary>
/// <remarks>Mail programs mark quotations in many ways, or not at all. Our own messages are known word for word,
/// however they are wrapped or marked, so everything else was written by somebody. Quotation marks decide only if we no
/// longer have our message.</remarks>
internal static partial class QuotedLines
{
    /// <summary>This many matching words in a row count as quoted (our choice).</summary>
    private const int InARow = 4;

    /// <summary>This many matching words in total are no coincidence (our choice).</summary>
    private const int Together = 8;

    private const int MostHeads = 7;

    /// <param name="ours">The texts of the messages that it may quote.</param>
    public static IReadOnlyList<QuotedLine> Of(string text, IReadOnlyList<string> ours)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(Line.Of).ToList();
        MarkOurs(lines, [.. ours.SelectMany(WordsIn)]);
        // If we know our message, marked lines that it does not contain may be theirs.
        var (isInIt, isAnnounced) = (lines.Exists(line => line.IsOurs), lines.Exists(line => Announces(line.Content)));
        var most = ours.Count == 0 || (!isInIt && isAnnounced) ? 0 : 1;
        foreach (var line in lines)
            line.IsQuoted = line.IsOurs || line.Depth > most;
        MarkHeads(lines);
        MarkEmpty(lines);
        return [.. lines.Select(line => new QuotedLine(line.Content, line.IsQuoted, line.IsOurs))];
    }

    /// <summary>Marks lines whose every word belongs to a run that our message has too, each word used once.</summary>
    private static void MarkOurs(List<Line> lines, List<string> ours)
    {
        var starts = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var at = 0; at + InARow <= ours.Count; at++)
        {
            var key = string.Join(' ', ours.GetRange(at, InARow));
            if (!starts.TryGetValue(key, out var places))
                starts[key] = places = [];
            places.Add(at);
        }

        var words = lines.SelectMany(line => line.Words).ToList();
        var (isUsed, isCovered) = (new bool[ours.Count], new bool[words.Count]);
        for (var at = 0; at + InARow <= words.Count; )
        {
            var best = (Start: 0, Length: 0);
            foreach (var start in starts.GetValueOrDefault(string.Join(' ', words.GetRange(at, InARow)), []))
            {
                var length = 0;
                while (
                    at + length < words.Count
                    && start + length < ours.Count
                    && !isUsed[start + length]
                    && words[at + length] == ours[start + length]
                )
                    length++;
                if (length > best.Length)
                    best = (start, length);
            }

            if (best.Length < InARow)
            {
                at++;
                continue;
            }

            Array.Fill(isUsed, true, best.Start, best.Length);
            Array.Fill(isCovered, true, at, best.Length);
            at += best.Length;
        }

        var next = 0;
        foreach (var line in lines)
        {
            var count = line.Words.Count;
            line.IsOurs = count > 0 && isCovered.AsSpan(next, count).IndexOf(false) < 0;
            next += count;
        }

        ForgetChance(lines);
    }

    /// <summary>A few isolated matching words are the sender's own.</summary>
    private static void ForgetChance(List<Line> lines)
    {
        var said = lines.Where(line => line.Words.Count > 0).ToList();
        for (var begin = 0; begin < said.Count; )
        {
            var end = begin;
            while (end < said.Count && said[end].IsOurs == said[begin].IsOurs)
                end++;
            var group = said.GetRange(begin, end - begin);
            if (group[0].IsOurs && group.Sum(line => line.Words.Count) < Together)
                group.ForEach(line => line.IsOurs = false);
            begin = end;
        }
    }

    /// <summary>Marks lines that introduce a quotation: with an address or a time, or a block of such lines.</summary>
    private static void MarkHeads(List<Line> lines)
    {
        for (var at = lines.Count - 1; at > 0; at--)
        {
            if (!lines[at].IsQuoted)
                continue;
            var above = at - 1;
            while (above >= 0 && lines[above].IsEmpty)
                above--;
            if (above < 0 || lines[above].IsQuoted)
                continue;
            if (Announces(lines[above].Content))
            {
                lines[above].IsQuoted = true;
            }
            else if (
                above > 0
                && EndOfAnnouncement().IsMatch(lines[above].Content)
                && Announces($"{lines[above - 1].Content} {lines[above].Content}")
                && Moment().IsMatch(lines[above - 1].Content)
            )
            {
                lines[above].IsQuoted = lines[above - 1].IsQuoted = true;
            }
            else
            {
                MarkHeadBlock(lines, above);
            }
        }

        // And the separator above it.
        for (var at = lines.Count - 1; at > 0; at--)
        {
            var above = at - 1;
            while (above >= 0 && lines[above].Content.Length == 0)
                above--;
            if (above >= 0 && lines[at].IsQuoted && !lines[above].IsQuoted && Rule().IsMatch(lines[above].Content))
                lines[above].IsQuoted = true;
        }
    }

    /// <summary>The header fields that Outlook repeats: sender, day, recipient, subject.</summary>
    private static void MarkHeadBlock(List<Line> lines, int last)
    {
        var first = last;
        while (first >= 0 && last - first < MostHeads && Field().IsMatch(lines[first].Content))
            first--;
        var block = lines.GetRange(first + 1, last - first);
        if (
            block.Count >= 2
            && block.Exists(line => Moment().IsMatch(line.Content) || Year().IsMatch(line.Content))
            && (block.Count >= 3 || block.Exists(line => line.Content.Contains('@', StringComparison.Ordinal)))
        )
            block.ForEach(line => line.IsQuoted = true);
    }

    /// <summary>A line without words counts as the lines around it.</summary>
    private static void MarkEmpty(List<Line> lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].IsQuoted || !lines[at].IsEmpty)
                continue;
            var next = at;
            while (next < lines.Count && lines[next].IsEmpty && !lines[next].IsQuoted)
                next++;
            // A quoted link of ours has no word to match.
            lines[at].IsQuoted =
                at > 0
                && lines[at - 1].IsQuoted
                && (lines[at].Depth > 0 || next == lines.Count || lines[next].IsQuoted);
        }
    }

    private static bool Announces(string line)
    {
        var end = Unseen().Replace(line, "").TrimEnd();
        return end.Length is > 8 and < 300
            && end[^1] is ':' or '：'
            && (end.Contains('@', StringComparison.Ordinal) || Moment().IsMatch(end));
    }

    /// <summary>The words and emoji of a text in lower case, without links and invisible marks.</summary>
    internal static List<string> WordsIn(string text) =>
        [
            .. Word()
                .Matches(Unseen().Replace(MessageText.Link().Replace(text, " "), ""))
                .Select(match => match.Value.ToLowerInvariant()),
        ];

    private sealed class Line
    {
        public required string Content { get; init; }
        public required int Depth { get; init; }
        public required List<string> Words { get; init; }
        public bool IsOurs { get; set; }
        public bool IsQuoted { get; set; }

        /// <summary>Empty, a separator or a link: nobody's words.</summary>
        public bool IsEmpty => Words.Count == 0 && Ornament().IsMatch(Content);

        public static Line Of(string text)
        {
            var signs = Signs().Match(text);
            var content = text[signs.Length..].Trim();
            return new()
            {
                Content = content,
                Depth = signs.Value.Count(c => c == '>'),
                Words = WordsIn(content),
            };
        }
    }

    [GeneratedRegex(@"^(?: {0,3}>){1,99} ?", RegexOptions.CultureInvariant)]
    private static partial Regex Signs();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]{1,200}|[\p{So}\p{Cs}]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    /// <summary>A time of day, as mail programs write it with a date.</summary>
    [GeneratedRegex(@"\d.{0,80}?\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}[:.]\d{2}\b.{0,80}?\d", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    /// <summary>The end of a wrapped introduction: an address, or a few words and a colon.</summary>
    [GeneratedRegex(@"^(?:\S{0,20}\s){0,3}\S{0,120}[:：]\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfAnnouncement();

    [GeneratedRegex(
        @"^\*{0,2}\p{L}[\p{L}\p{M} .\-]{0,24}\*{0,2}\s?[:：]\*{0,2}\s?\S.{0,500}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Field();

    /// <summary>A separator line, with or without words.</summary>
    [GeneratedRegex(@"^[-_=*–—]{4,}(?:[^-_=*–—]{0,60}[-_=*–—]{4,})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    /// <summary>Characters that draw a line or surround a link.</summary>
    [GeneratedRegex(@"^(?:[-_=*–—<>()\[\]|.\s]|(?:https?://|www\.)\S{1,2000})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Ornament();

    /// <summary>Direction marks and zero-width characters.</summary>
    [GeneratedRegex(@"[\p{Cf}]", RegexOptions.CultureInvariant)]
    private static partial Regex Unseen();
}
