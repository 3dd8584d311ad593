using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.CheckIns;

/// <summary>How often each questionnaire is asked, and how long a check-in stays open.</summary>
/// <param name="WindowDays">Days in which a check-in can be answered, its first day included.</param>
/// <param name="ReminderAfterDays">Days after the first day when the one reminder may be sent.</param>
/// <param name="Instruments">In the order of asking.</param>
/// <param name="MostQuestions">The most questions in one check-in, without those of
/// <see cref="PlannedInstrument.IsBeside"/>; a questionnaire that does not fit waits for the next.</param>
public sealed record Plan(
    int WindowDays,
    int ReminderAfterDays,
    IReadOnlyList<PlannedInstrument> Instruments,
    int MostQuestions = int.MaxValue
)
{
    /// <summary>
    /// How many check-ins ahead are checked for asking too much: two turns of the rarest questionnaire.
    /// </summary>
    private const int LooksAhead = 48;

    /// <summary>The rarest that a questionnaire may be asked, in months: once in two years (our choice).</summary>
    public const int RarestMonths = 24;

    /// <summary>When somebody is asked less often than each month; null for never.</summary>
    public CalmPlan? Calm { get; init; }

    /// <summary>When somebody is asked after an admission or a death; null for never.</summary>
    public AftercarePlan? Aftercare { get; init; }

    /// <summary>
    /// What is asked once when somebody asks for it: a list that the plan asks less often than each month, and every
    /// list without a score.
    /// </summary>
    public IReadOnlyList<Instrument> OnRequest { get; init; } = [];

    /// <summary>
    /// The same with lists of <see cref="OnRequest"/>, each once, ahead of the other lists; a short one too waits where
    /// they leave no room.
    /// </summary>
    public Plan With(IReadOnlyCollection<Instrument> asked) =>
        asked.Count == 0
            ? this
            : this with
            {
                Instruments =
                [
                    .. Instruments
                        .Where(one => asked.All(list => list.Key != one.Key))
                        .Select(one => one with { IsBeside = false }),
                    .. asked.Select(list => new PlannedInstrument(list.Key, 1, 0, list.Items.Count)),
                ],
            };

    /// <summary>
    /// The plan for one person on a day: somebody who enrolled at 16 or 17 is asked the questions of the one page, and no
    /// list.
    /// </summary>
    public Plan For(Caregiver caregiver, DateOnly day) =>
        caregiver.IsYoungOn(day) ? this with { Instruments = [.. Instruments.Where(one => one.Questions == 1)] } : this;

    /// <summary>
    /// The longest a check-in may stay open: 28 days, so that it is over before the next one opens, in February too.
    /// </summary>
    public const int LongestWindow = Schedule.ShortestMonth;

    /// <summary>Reads a plan; every number in it must name its source or say that it is ours.</summary>
    /// <param name="known">The questionnaires that may be planned.</param>
    /// <returns>Null when there are faults; all of them are reported at once.</returns>
    public static Plan? Read(SourceFile source, Instruments known, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        if (JsonPlace.Parse(source, found) is not { } root)
            return null;

        root.AllowOnly(
            "windowDays",
            "reminderAfterDays",
            "mostQuestions",
            "calm",
            "aftercare",
            "source",
            "instruments"
        );
        root.Text("source");
        var window = root.Whole("windowDays", 1, LongestWindow);
        var reminder = root.Whole("reminderAfterDays", 1, LongestWindow);
        if (reminder >= window)
            root.Wrong("reminderAfterDays", $"{reminder} is not allowed; it must be below windowDays, {window}");
        var most = root.Has("mostQuestions") ? root.Whole("mostQuestions", 1) : null;
        var calm = root.Has("calm") ? CalmOf(root.Object("calm")) : null;
        var aftercare = root.Has("aftercare") ? AftercareOf(root.Object("aftercare"), window ?? 1, known) : null;
        var planned = new List<PlannedInstrument>();
        foreach (var part in root.Objects("instruments"))
        {
            part.AllowOnly("key", "everyMonths", "fromMonth", "source");
            part.Text("source");
            var (key, months, from) = (
                part.Text("key"),
                part.Whole("everyMonths", 1, RarestMonths),
                part.Has("fromMonth") ? part.Whole("fromMonth", 0, RarestMonths - 1) : 0
            );
            if (key is null)
                continue;
            if (known.Find(key) is not { } instrument)
                part.Wrong("key", $"'{key}' is not a questionnaire; known are {string.Join(", ", known.Keys)}");
            else if (!instrument.CanBeAsked)
                part.Wrong(
                    "key",
                    $"'{key}' has no wording yet and cannot be asked; put {key}-v{instrument.Version}.wording.json in the overlay folder"
                );
            else if (months * Schedule.ShortestMonth < instrument.Interval.Days)
                part.Wrong(
                    "everyMonths",
                    $"{months} is too often; '{key}' may be asked once in {instrument.Interval.Days} days at most"
                );
            if (planned.Any(earlier => earlier.Key == key))
                part.Wrong("key", $"'{key}' is there twice");
            planned.Add(
                new PlannedInstrument(key, months ?? 1, from ?? 0, known.Find(key)?.Items.Count ?? 0)
                {
                    IsBeside = known.Find(key) is { IsUnscored: true, Items.Count: <= PlannedInstrument.MostBeside },
                }
            );
        }

        if (found.Count == 0 && most is { } limit && FirstTooLong(planned, limit) is { } number)
        {
            root.Wrong(
                "mostQuestions",
                $"check-in {number} would ask {QuestionsOf(planned, number)} questions, and {limit} is the most; spread them with fromMonth, or allow more"
            );
        }

        return found.Count > 0
            ? null
            : new Plan(window!.Value, reminder!.Value, planned, most ?? int.MaxValue)
            {
                Calm = calm,
                Aftercare = aftercare,
                OnRequest =
                [
                    .. known
                        .Keys.Select(known.Newest)
                        .Where(one =>
                            one.CanBeAsked
                            && one.Key != AftercarePlan.Instrument
                            && (planned.Find(it => it.Key == one.Key)?.EveryMonths > 1 || IsOnlyOnRequest(one, planned))
                        ),
                ],
            };
    }

    private static bool IsOnlyOnRequest(Instrument one, List<PlannedInstrument> planned) =>
        one.IsUnscored && planned.TrueForAll(it => it.Key != one.Key);

    private static AftercarePlan? AftercareOf(JsonPlace? part, int window, Instruments known)
    {
        if (part is null)
            return null;
        part.AllowOnly("afterDays", "source");
        part.Text("source");
        if (known.Find(AftercarePlan.Instrument) is not { CanBeAsked: true })
            part.Wrong($"asks the questionnaire '{AftercarePlan.Instrument}', which is not there");
        var days = new List<int>();
        foreach (var day in part.List("afterDays"))
        {
            if (day.OwnWhole is not { } after || after < 1 || after > AftercarePlan.Latest)
                day.Wrong($"is not allowed; allowed is a whole number from 1 to {AftercarePlan.Latest}");
            else if (days.Count > 0 && after < days[^1] + window)
                day.Wrong($"{after} comes while the one of day {days[^1]} is open; it stands open for {window} days");
            else
                days.Add(after);
        }

        return new AftercarePlan(days);
    }

    private static CalmPlan? CalmOf(JsonPlace? part)
    {
        if (part is null)
            return null;
        part.AllowOnly("everyMonths", "fromStep", "source");
        part.Text("source");
        var (months, step) = (part.Whole("everyMonths", 2, CalmPlan.MostMonths), part.Whole("fromStep", 2, 6));
        return months is { } every && step is { } from ? new CalmPlan(every, from) : null;
    }

    /// <summary>
    /// The number of the first check-in that has more questions of its own than allowed, from 0; null when none has.
    /// </summary>
    private static int? FirstTooLong(List<PlannedInstrument> planned, int most) =>
        Enumerable
            .Range(0, LooksAhead)
            .Cast<int?>()
            .FirstOrDefault(number => QuestionsOf(planned, number!.Value) > most);

    private static int QuestionsOf(List<PlannedInstrument> planned, int number) =>
        planned
            .Where(one => !one.IsBeside && number >= one.FromMonth && (number - one.FromMonth) % one.EveryMonths == 0)
            .Sum(one => one.Questions);
}

/// <summary>Who says that they can go on for long is asked less often, until they say otherwise.</summary>
/// <param name="EveryMonths">Months until they are asked again, 2 or 3.</param>
/// <param name="FromStep">The step of perseverance time from which that holds: 2 (a week to a month) to 6 (more than two
/// years).</param>
public sealed record CalmPlan(int EveryMonths, int FromStep)
{
    public const int MostMonths = 3;

    /// <summary>The instrument and the item that are read.</summary>
    public static readonly (string Instrument, string Item) Question = ("volhoudtijd", "time");
}

/// <summary>The rhythm after an admission or a death.</summary>
/// <param name="AfterDays">Days after it, in order; no two are open at once.</param>
public sealed record AftercarePlan(IReadOnlyList<int> AfterDays)
{
    /// <summary>The key of the questionnaire that it asks.</summary>
    public const string Instrument = "aftercare";

    /// <summary>Three years: our choice, so that a slip of the pen is found.</summary>
    public const int Latest = 1095;

    /// <summary>The first day of the rhythm after a day; null when the rhythm is over.</summary>
    public DateOnly? NextAfter(DateOnly ended, DateOnly day) =>
        AfterDays.Select(after => (DateOnly?)ended.AddDays(after)).FirstOrDefault(one => one > day);

    /// <summary>Whether a day of the rhythm came between two days, both included.</summary>
    public bool HasDay(DateOnly ended, DateOnly from, DateOnly to) =>
        AfterDays.Select(ended.AddDays).Any(day => from <= day && day <= to);
}

/// <summary>A questionnaire asked every so many months, counted from the anchor day.</summary>
/// <param name="FromMonth">The first check-in that asks it: 0 for the one on the anchor day. It keeps long
/// questionnaires apart.</param>
/// <param name="Questions">How many questions it has.</param>
public sealed record PlannedInstrument(string Key, int EveryMonths, int FromMonth = 0, int Questions = 0)
{
    /// <summary>The most questions of a list that comes beside the others: one page of the form (our choice).</summary>
    public const int MostBeside = 4;

    /// <summary>
    /// A short list without a score: it goes with whatever is asked, so that no list has to wait for it.
    /// </summary>
    public bool IsBeside { get; init; }
}
