using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>What stands open of one person: a case, how they stand, lines. All of it is one row of the worklist at a
/// time; where its level or its day changes, a row ends and the next begins.</summary>
internal sealed class OpenRows
{
    private readonly List<OpenRow> parts = [];
    private readonly List<OpenRow> lines = [];
    private OpenRow? signal;
    private OpenRow? standing;

    public bool HasCase => signal is not null;

    /// <summary>How they stand by the newest step; null while not.</summary>
    public HeavyRow? Standing => standing is { } row ? new HeavyRow(row.Level, row.DueOn) : null;

    /// <summary>Since when they stand so.</summary>
    public DateOnly StandsFrom => standing?.From ?? default;

    public void Case(DateOnly day, Urgency level, IReadOnlyList<SignalKind> kinds, DateOnly dueOn) =>
        Move(
            ref signal,
            day,
            signal is null
                ? new OpenRow(day, null, level, kinds, dueOn)
                : signal with
                {
                    Level = level > signal.Level ? level : signal.Level,
                    Kinds = OpenRow.Both(signal.Kinds, kinds),
                    DueOn = dueOn,
                }
        );

    /// <param name="nextOn">Where nobody agreed on a day, as late as guarantee 1 lets a line wait.</param>
    public void Talked(DateOnly day, DateOnly? nextOn)
    {
        Settle(day);
        var again = nextOn > day ? nextOn.Value : day.AddDays(SignalLifecycle.LookAtLine);
        if (signal is not null)
            Move(ref signal, day, signal with { DueOn = again });
    }

    public void Closes(DateOnly day)
    {
        Settle(day);
        Move(ref signal, day, null);
    }

    public void Stands(DateOnly day, HeavyRow now, IReadOnlyList<SignalKind> kinds) =>
        Move(
            ref standing,
            day,
            new OpenRow(day, null, now.Level, OpenRow.Both(standing?.Kinds ?? [], kinds), now.DueOn)
        );

    public void StandsNoMore(DateOnly day) => Move(ref standing, day, null);

    /// <summary>A line until its day, or until a talk or closing before it.</summary>
    public void Line(DateOnly from, DateOnly until, SignalKind kind) =>
        lines.Add(new OpenRow(from, until, null, [kind], until));

    /// <param name="until">Null for without end.</param>
    public void CareEnded(DateOnly from, DateOnly? until) =>
        parts.Add(new OpenRow(from, until, null, [SignalKind.Event], until ?? from));

    private void Settle(DateOnly day)
    {
        parts.AddRange(lines.Select(line => line.Until > day ? line with { Until = day } : line));
        lines.Clear();
    }

    /// <summary>Ends a part on a day, and begins the next on it; the same goes on.</summary>
    private void Move(ref OpenRow? part, DateOnly day, OpenRow? next)
    {
        if (part is not null && next is not null && (part.Level, part.DueOn) == (next.Level, next.DueOn))
        {
            part = next with { From = part.From };
            return;
        }

        if (part is not null)
            parts.Add(part with { Until = day });
        part = next is null ? null : next with { From = day };
    }

    /// <summary>The rows, oldest first: at each time the highest level and the first day of all that stands
    /// open.</summary>
    public IReadOnlyList<OpenRow> All()
    {
        Settle(DateOnly.MaxValue);
        if (signal is not null)
            parts.Add(signal);
        // Whoever stands has the day that follows from it, whatever is planned about the case.
        if (standing is not null)
            parts.Add(standing);
        var days = parts.SelectMany(part => new[] { part.From, part.Until ?? DateOnly.MaxValue }).Distinct().Order();
        var rows = new List<OpenRow>();
        DateOnly? before = null;
        foreach (var day in days)
        {
            if (before is { } from)
                Add(rows, from, day, [.. parts.Where(part => part.From <= from && !(part.Until < day))]);
            // What began and ended on one day, with nothing else about it.
            Add(
                rows,
                day,
                day,
                rows is [.., { } last] && !(last.Until < day)
                    ? []
                    : [.. parts.Where(part => part.From == day && part.Until == day)]
            );
            before = day;
        }

        return rows;
    }

    private static void Add(List<OpenRow> rows, DateOnly from, DateOnly until, List<OpenRow> open)
    {
        if (open.Count == 0)
            return;
        var row = new OpenRow(
            from,
            until == DateOnly.MaxValue ? null : until,
            open.Max(part => part.Level),
            open.Aggregate<OpenRow, IReadOnlyList<SignalKind>>([], (kinds, part) => OpenRow.Both(kinds, part.Kinds)),
            open.Min(part => part.DueOn)
        );
        if (rows is [.., { } last] && last.Until == from && (last.Level, last.DueOn) == (row.Level, row.DueOn))
            rows[^1] = last with { Until = row.Until, Kinds = OpenRow.Both(last.Kinds, row.Kinds) };
        else
            rows.Add(row);
    }
}

/// <summary>A time in which something about a caregiver stands open on a worklist.</summary>
/// <param name="Until">The last day; null where it still does.</param>
/// <param name="Level">Null for a line alone.</param>
/// <param name="DueOn">The day by which somebody acts on it.</param>
public sealed record OpenRow(
    DateOnly From,
    DateOnly? Until,
    Urgency? Level,
    IReadOnlyList<SignalKind> Kinds,
    DateOnly DueOn
)
{
    /// <summary>How many days of it fall between two days, the last not included.</summary>
    public int DaysBetween(DateOnly from, DateOnly to)
    {
        var (first, last) = (From > from ? From : from, Until < to ? Until.Value : to);
        return Math.Max(0, last.DayNumber - first.DayNumber);
    }

    internal static IReadOnlyList<SignalKind> Both(IReadOnlyList<SignalKind> kinds, IReadOnlyList<SignalKind> more) =>
        more.Count == 0 || more.All(kinds.Contains) ? kinds
        : kinds.Count == 0 ? more
        : [.. kinds.Union(more).Order()];
}
