using System.Globalization;

namespace CaregiverSignal.Signals;

/// <summary>The words of the reasons, in Dutch, from Reasons.resx.</summary>
internal static class Because
{
    public static readonly Texts Words = Texts.Of("Signals.Reasons");

    /// <summary>A perseverance answer (1–6) in words.</summary>
    public static string Time(double category) => Words["Time." + category.ToString("0", CultureInfo.InvariantCulture)];

    /// <summary>A complete perseverance answer with its day.</summary>
    public static string Short(Trends.Point time) => Words["Level.Short", ("time", Time(time.Value!.Value)), ("day", Texts.Day(time.Day))];

    /// <summary>A value, or what it is at least or at most when items are missing.</summary>
    public static string Value(Trends.Point point, bool atLeast = true)
    {
        if (point.Value is { } value) return Texts.Number(value);
        return atLeast
            ? Words["AtLeast", ("value", Texts.Number(point.Low))]
            : Words["AtMost", ("value", Texts.Number(point.High))];
    }

    /// <summary>Days as people list them, a year only once: 3 januari en 3 april 2026.</summary>
    public static string Days(IReadOnlyList<DateOnly> days)
    {
        var texts = days.Select((day, index) =>
            index < days.Count - 1 && days[index + 1].Year == day.Year ? day.ToString("d MMMM", Texts.Dutch) : Texts.Day(day));
        return Listed(texts);
    }

    /// <summary>As people list things: a, b en c.</summary>
    public static string Listed(IEnumerable<string> things)
    {
        var all = things.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} {Words["And"]} {all[^1]}";
    }

    /// <summary>Clauses made into one sentence.</summary>
    public static string Sentence(IEnumerable<string> clauses)
    {
        var text = string.Join("; ", clauses);
        return char.ToUpper(text[0], Texts.Dutch) + text[1..] + ".";
    }
}
