using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>The single rules that the table compares with: each as plain as somebody would make it in a spreadsheet.</summary>
public static class SingleRules
{
    /// <summary>Tells once a person, at the first CSI of <paramref name="limit"/> or more.</summary>
    public static IReadOnlyList<Told> LevelOnce(History history, int limit) => [.. LevelEachTime(history, limit).Take(1)];

    /// <summary>Tells at each CSI of <paramref name="limit"/> or more.</summary>
    public static IReadOnlyList<Told> LevelEachTime(History history, int limit) =>
        [.. Values(history, "csi", "total").Where(one => one.Low >= limit).Select(one => new Told(one.Day))];

    /// <summary>Tells when the perseverance answer is at or under <paramref name="limit"/> and the one before it was not.</summary>
    public static IReadOnlyList<Told> Perseverance(History history, int limit)
    {
        var (told, wasShort) = (new List<Told>(), false);
        foreach (var (day, time) in Values(history, "volhoudtijd", "time"))
        {
            if (time <= limit && !wasShort) told.Add(new Told(day));
            wasShort = time <= limit;
        }

        return told;
    }

    private static IEnumerable<(DateOnly Day, double Low)> Values(History history, string instrument, string scale) =>
        from wave in history.Waves
        where wave.AnsweredOn is not null
        from it in wave.Values
        where it.Instrument == instrument && it.Value.Scale == scale
        select (wave.AnsweredOn!.Value, it.Value.Low);
}
