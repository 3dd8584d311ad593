using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>Check-ins, and what was read of them: each measure and each item once, however many rules ask and on however many days.</summary>
/// <remarks>It remembers as it is read, so it is for one thread at a time.</remarks>
internal sealed class KnownWaves
{
    private readonly KnownWaves whole;
    private readonly DateOnly day;
    private readonly Dictionary<(string Instrument, string Scale), Course<Point>> points = [];
    private readonly Dictionary<(string Instrument, string Item), Course<Answer>> answers = [];
    private readonly Dictionary<DateOnly, KnownWaves> earlier = [];
    private readonly Dictionary<object, object?> concluded = [];

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
    /// <returns>The same list as long as nothing new is known.</returns>
    public IReadOnlyList<Point> Points(string instrument, string scale)
    {
        if (!whole.points.TryGetValue((instrument, scale), out var course)) whole.points[(instrument, scale)] = course = whole.CourseOf(wave => PointsOf(wave, instrument, scale));
        return course.UpTo(day);
    }

    /// <summary>The answers given to one item, oldest first; a check-in where it was skipped has none.</summary>
    /// <returns>The same list as long as nothing new is known.</returns>
    public IReadOnlyList<Answer> Answers(string instrument, string item)
    {
        if (!whole.answers.TryGetValue((instrument, item), out var course)) whole.answers[(instrument, item)] = course = whole.CourseOf(wave => AnswersOf(wave, instrument, item));
        return course.UpTo(day);
    }

    /// <summary>What follows from something known, worked out once: most days bring nothing new to most measures.</summary>
    /// <param name="from">All that it follows from, and nothing else of the history; lists by reference.</param>
    public TConclusion Once<TFrom, TConclusion>(TFrom from, Func<TFrom, TConclusion> conclude)
        where TFrom : struct
    {
        if (!whole.concluded.TryGetValue(from, out var found)) whole.concluded[from] = found = conclude(from);
        return (TConclusion)found!;
    }

    private IReadOnlyList<Wave> InOrder => field ??= [.. Waves.OrderBy(wave => wave.AskedOn)];

    private List<Dated<Wave>> Versions => field ??= [.. VersionsOf(InOrder).OrderBy(one => one.What.AnsweredOn)];

    private static IEnumerable<Point> PointsOf(Wave wave, string instrument, string scale)
    {
        foreach (var it in wave.Values)
        {
            if (it.Instrument == instrument && it.Value.Scale == scale) yield return Facts.PointOf(wave, it);
        }
    }

    private static IEnumerable<Answer> AnswersOf(Wave wave, string instrument, string item)
    {
        foreach (var it in wave.Answers)
        {
            if (it.Item == item && it.Instrument == instrument) yield return new Answer(wave.AnsweredOn!.Value, it.Code);
        }
    }

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

    /// <summary>Every answered check-in; once more for each earlier day on which a part was answered.</summary>
    private static IEnumerable<Dated<Wave>> VersionsOf(IEnumerable<Wave> inOrder)
    {
        foreach (var wave in inOrder)
        {
            DateOnly? until = null;
            for (var version = wave; version?.AnsweredOn is { } answered; version = version.Before)
            {
                yield return new Dated<Wave>(version, answered < wave.AskedOn ? wave.AskedOn : answered, until);
                until = answered;
            }
        }
    }

    private Course<T> CourseOf<T>(Func<Wave, IEnumerable<T>> read)
    {
        var all = new List<Dated<T>>();
        foreach (var one in Versions)
        {
            foreach (var it in read(one.What)) all.Add(new Dated<T>(it, one.From, one.Until));
        }

        return new Course<T>(all);
    }

    /// <summary>Something that is known from a day on.</summary>
    /// <param name="Until">Not included; null when nothing comes in its place.</param>
    private readonly record struct Dated<T>(T What, DateOnly From, DateOnly? Until);

    /// <summary>All of one kind, and what of it was known on a day.</summary>
    private sealed class Course<T>(List<Dated<T>> all)
    {
        /// <summary>The days on which something comes to be known or is replaced.</summary>
        private readonly List<DateOnly> turns = [.. all.Select(one => one.From).Concat(all.Select(one => one.Until).OfType<DateOnly>()).Distinct().Order()];

        /// <summary>By the number of turns that have passed.</summary>
        private readonly Dictionary<int, IReadOnlyList<T>> known = [];

        public IReadOnlyList<T> UpTo(DateOnly day)
        {
            var place = turns.BinarySearch(day);
            var passed = place < 0 ? ~place : place + 1;
            if (!known.TryGetValue(passed, out var list)) known[passed] = list = On(day);
            return list;
        }

        private List<T> On(DateOnly day)
        {
            var list = new List<T>(all.Count);
            foreach (var one in all)
            {
                if (one.From <= day && !(one.Until <= day)) list.Add(one.What);
            }

            return list;
        }
    }
}
