using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench;

/// <summary>
/// What was known about a person, fact by fact: the newest answers and their days, the last events, the missed
/// check-ins.
/// </summary>
/// <remarks>For the yardsticks over worlds; it learns no fact before its day.</remarks>
public sealed class WorldKnown
{
    /// <summary>Stands for no day: no answer has a day this early.</summary>
    public const int Never = -100_000;

    /// <summary>How many check-ins are remembered as answered or missed.</summary>
    private const int Remembered = 6;

    private readonly Queue<bool> answered = new();

    public int Today { get; private set; }

    public Course Time { get; } = new();

    public Course Srb { get; } = new();

    public Course Going { get; } = new();

    public Course Csi { get; } = new();

    public Course Support { get; } = new();

    public Course Happiness { get; } = new();

    public int LastAnswer { get; private set; } = Never;

    public int LastHeavy { get; private set; } = Never;

    public int LastRequest { get; private set; } = Never;

    public int LastRespite { get; private set; } = Never;

    public int First { get; private set; } = Never;

    /// <summary>The check-ins missed since the last answer.</summary>
    public int MissedNow { get; private set; }

    /// <summary>How many of the last six check-ins were missed.</summary>
    public int MissedOfLast => answered.Count(one => !one);

    /// <summary>Whether at least three of the last four were answered, before those missed now.</summary>
    public bool IsUsuallyThere => answered.SkipLast(MissedNow).TakeLast(4).Count(one => one) >= 3;

    /// <summary>
    /// Goes through a history in the order in which it became known, and again on given days after each fact.
    /// </summary>
    /// <returns>The same object each time, as it is on that day; read it before the next.</returns>
    /// <param name="later">The days after each fact on which something may expire.</param>
    public static IEnumerable<WorldKnown> Through(History history, params int[] later)
    {
        var known = new WorldKnown();
        var (facts, days) = (FactsOf(history), new SortedSet<int>());
        foreach (var fact in facts)
        {
            days.Add(fact.Day);
            foreach (var more in later)
                days.Add(fact.Day + more);
        }

        var place = 0;
        foreach (var day in days)
        {
            if (day > history.Today.DayNumber)
                yield break;
            known.Today = day;
            for (; place < facts.Count && facts[place].Day <= day; place++)
                known.Take(facts[place]);
            yield return known;
        }
    }

    public bool IsWithin(int days, int since) => Today - since <= days;

    private static List<Fact> FactsOf(History history)
    {
        var facts = new List<Fact>(history.Waves.Count + history.Events.Count);
        foreach (var wave in history.Waves)
        {
            if (wave.AnsweredOn is { } day)
                facts.Add(new Fact(day.DayNumber, wave, null));
            else if ((wave is { AnsweredOn: null, IsExcused: false } && wave.ClosesOn <= history.Today))
                facts.Add(new Fact(wave.ClosesOn.DayNumber, wave, null));
        }

        foreach (var happened in history.Events)
            facts.Add(new Fact(happened.Day.DayNumber, null, happened));
        facts.Sort((one, other) => one.Day.CompareTo(other.Day));
        return facts;
    }

    private void Take(Fact fact)
    {
        if (First == Never)
            First = fact.Day;
        if (fact.Event is { } happened)
            Take(happened);
        else if (fact.Wave!.AnsweredOn is null)
            Miss();
        else
            Take(fact.Wave, fact.Day);
    }

    private void Take(HistoryEvent happened)
    {
        var day = happened.Day.DayNumber;
        if (happened.Kind == EventKind.RequestForContact)
            LastRequest = day;
        else if (happened.Kind == EventKind.RespiteStarted)
            LastRespite = day;
        else
            LastHeavy = day;
    }

    private void Miss()
    {
        MissedNow++;
        Remember(false);
    }

    private void Take(Wave wave, int day)
    {
        MissedNow = 0;
        LastAnswer = day;
        Remember(true);
        foreach (var it in wave.Values)
        {
            if (it.Value.Value is not { } value)
                continue;
            CourseOf(it.Instrument, it.Value.Scale)?.Add(value, day);
        }
    }

    private Course? CourseOf(string instrument, string scale) =>
        (instrument, scale) switch
        {
            ("volhoudtijd", "time") => Time,
            ("srb", "burden") => Srb,
            ("opening", "going") => Going,
            ("csi", "total") => Csi,
            ("ssl-12-i", "total") => Support,
            ("carerqol", "vas") => Happiness,
            _ => null,
        };

    private void Remember(bool isAnswered)
    {
        answered.Enqueue(isAnswered);
        if (answered.Count > Remembered)
            answered.Dequeue();
    }

    private readonly record struct Fact(int Day, Wave? Wave, HistoryEvent? Event);

    /// <summary>One measure: its first and newest value and the mean in between.</summary>
    public sealed class Course
    {
        private double sum;

        public int Count { get; private set; }

        public int Day { get; private set; } = Never;

        public double First { get; private set; }

        public double Newest { get; private set; }

        public double Before { get; private set; }

        /// <summary>The mean of all but the newest value; the newest while it is the only one.</summary>
        public double Usual => Count < 2 ? Newest : (sum - Newest) / (Count - 1);

        public void Add(double value, int day)
        {
            if (Count == 0)
                First = value;
            Before = Count == 0 ? value : Newest;
            (Newest, Day) = (value, day);
            sum += value;
            Count++;
        }
    }
}
