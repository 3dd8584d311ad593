using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>Check-ins, and what was read of them: each measure and each item once, however many rules ask and on however many days.</summary>
/// <remarks>It remembers as it is read, so it is for one thread at a time.</remarks>
internal sealed class KnownWaves
{
    private readonly KnownWaves whole;
    private readonly DateOnly day;
    private readonly Dictionary<(string Instrument, string Scale), IReadOnlyList<Point>> points = [];
    private readonly Dictionary<(string Instrument, string Item), IReadOnlyList<Answer>> answers = [];
    private readonly Dictionary<DateOnly, KnownWaves> earlier = [];

    public KnownWaves(IReadOnlyList<Wave> waves) => (whole, day, Waves) = (this, DateOnly.MaxValue, waves);

    private KnownWaves(KnownWaves whole, DateOnly day) => (this.whole, this.day, Waves) = (whole, day, AsOf(whole.InOrder, day));

    public IReadOnlyList<Wave> Waves { get; }

    /// <summary>As they were known on a day, that day included.</summary>
    public KnownWaves UpTo(DateOnly today)
    {
        if (whole == this) return new KnownWaves(this, today);
        if (today >= day) return this;
        // Every rule looks back to the last contact, and on each day until the next one.
        if (!whole.earlier.TryGetValue(today, out var then)) whole.earlier[today] = then = new KnownWaves(whole, today);
        return then;
    }

    /// <summary>A scale's values by the day they were answered, oldest first; partly answered ones included.</summary>
    public IReadOnlyList<Point> Points(string instrument, string scale)
    {
        if (!points.TryGetValue((instrument, scale), out var found)) points[(instrument, scale)] = found = Known(whole.AllPoints[(instrument, scale)]);
        return found;
    }

    /// <summary>The answers given to one item, oldest first; a check-in where it was skipped has none.</summary>
    public IReadOnlyList<Answer> Answers(string instrument, string item)
    {
        if (!answers.TryGetValue((instrument, item), out var found)) answers[(instrument, item)] = found = Known(whole.AllAnswers[(instrument, item)]);
        return found;
    }

    private IReadOnlyList<Wave> InOrder => field ??= [.. Waves.OrderBy(wave => wave.AskedOn)];

    private ILookup<(string Instrument, string Scale), Dated<Point>> AllPoints => field ??= Versions()
        .SelectMany(one => one.What.Values, (one, it) => (Key: (it.Instrument, it.Value.Scale), Point: one.With(Facts.PointOf(one.What, it))))
        .ToLookup(one => one.Key, one => one.Point);

    private ILookup<(string Instrument, string Item), Dated<Answer>> AllAnswers => field ??= Versions()
        .SelectMany(one => one.What.Answers, (one, it) => (Key: (it.Instrument, it.Item), Answer: one.With(new Answer(one.What.AnsweredOn!.Value, it.Code))))
        .ToLookup(one => one.Key, one => one.Answer);

    private static List<Wave> AsOf(IReadOnlyList<Wave> inOrder, DateOnly day)
    {
        var waves = new List<Wave>(inOrder.Count);
        foreach (var wave in inOrder)
        {
            if (wave.AskedOn > day) break;
            var known = wave.AsOf(day);
            // Until its end an excused one is only open, whatever comes before that end.
            if (!(known is { IsExcused: true, AnsweredOn: null } && known.ClosesOn <= day)) waves.Add(known);
        }

        return waves;
    }

    /// <summary>Every answered check-in, by the day of the answer; once more for each earlier day on which a part was answered.</summary>
    private IEnumerable<Dated<Wave>> Versions()
    {
        var all = new List<Dated<Wave>>();
        foreach (var wave in InOrder)
        {
            DateOnly? until = null;
            for (var version = wave; version?.AnsweredOn is { } answered; version = version.Before)
            {
                all.Add(new Dated<Wave>(version, answered < wave.AskedOn ? wave.AskedOn : answered, until));
                until = answered;
            }
        }

        return all.OrderBy(one => one.What.AnsweredOn);
    }

    private List<T> Known<T>(IEnumerable<Dated<T>> all)
    {
        var known = new List<T>();
        foreach (var one in all)
        {
            if (one.From <= day && !(one.Until <= day)) known.Add(one.What);
        }

        return known;
    }

    /// <summary>Something that is known from a day on.</summary>
    /// <param name="Until">Not included; null when nothing comes in its place.</param>
    private readonly record struct Dated<T>(T What, DateOnly From, DateOnly? Until)
    {
        public Dated<TOther> With<TOther>(TOther what) => new(what, From, Until);
    }
}
