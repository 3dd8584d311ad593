using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.CheckIns;

/// <summary>How often each questionnaire is asked, and how long a check-in stays open.</summary>
/// <param name="WindowDays">Days in which a check-in can be answered, its first day included.</param>
/// <param name="ReminderAfterDays">Days after the first day when the one reminder may be sent.</param>
/// <param name="Instruments">In the order in which they are asked.</param>
/// <param name="MostQuestions">The most questions in one check-in, excluding <see cref="PlannedInstrument.IsBeside"/>;
/// a questionnaire that does not fit waits for the next.</param>
public sealed record Plan(
    [property: Range(1, Plan.LongestWindow)] int WindowDays,
    [property: Range(1, Plan.LongestWindow)] int ReminderAfterDays,
    [property: MinLength(1)] IReadOnlyList<PlannedInstrument> Instruments,
    [property: Range(1, int.MaxValue)] int MostQuestions = int.MaxValue,
    [property: JsonRequired] string Source = ""
)
{
    /// <summary>How many check-ins ahead are checked for too many questions: two rounds of the rarest
    /// questionnaire.</summary>
    private const int LooksAhead = 48;

    /// <summary>The longest interval of a questionnaire, in months: two years (our choice).</summary>
    public const int RarestMonths = 24;

    /// <summary>When somebody is asked less often than monthly; null for never.</summary>
    public CalmPlan? Calm { get; init; }

    /// <summary>When somebody is asked after an admission or a death; null for never.</summary>
    public AftercarePlan? Aftercare { get; init; }

    /// <summary>Questionnaires that can be requested once: those planned less often than monthly, and all without a
    /// score.</summary>
    [JsonIgnore]
    public IReadOnlyList<Instrument> OnRequest { get; init; } = [];

    /// <summary>This plan with requested questionnaires, each once, ahead of the others; short ones also wait if there
    /// is no room.</summary>
    public Plan With(IReadOnlyCollection<Instrument> asked) =>
        asked.Count == 0
            ? this
            : this with
            {
                Instruments =
                [
                    .. Instruments
                        .Where(planned => asked.All(list => list.Key != planned.Key))
                        .Select(planned => planned with { IsBeside = false }),
                    .. asked.Select(list => new PlannedInstrument(list.Key, 1, 0, list.Items.Count)),
                ],
            };

    /// <summary>The plan for one person on a day: somebody who enrolled at 16 or 17 gets the one-page questions
    /// only.</summary>
    public Plan For(Caregiver caregiver, DateOnly day) =>
        caregiver.IsYoungOn(day)
            ? this with
            {
                Instruments = [.. Instruments.Where(planned => planned.Questions == 1)],
            }
            : this;

    /// <summary>The longest a check-in may stay open: 28 days, so that it closes before the next one opens, even in
    /// February.</summary>
    public const int LongestWindow = PlanDays.ShortestMonth;

    /// <summary>Reads a plan; every number in it must name its source or be marked as ours.</summary>
    /// <param name="known">The questionnaires that may be planned.</param>
    /// <returns>Null if there are faults; other faults are reported only if the form is right.</returns>
    public static Plan? Read(SourceFile source, Instruments known, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        if (JsonFile.Read<Plan>(source, found) is not { } plan)
            return null;

        var root = new FaultPlace(source.Name, "", found);
        var (window, reminder) = (plan.WindowDays, plan.ReminderAfterDays);
        if (reminder >= window)
            root["reminderAfterDays"].Wrong($"{reminder} is not allowed; it must be below windowDays, {window}");
        plan.Aftercare?.Check(window, known, root["aftercare"]);
        foreach (var (index, part) in plan.Instruments.Index())
            part.Check(known, root["instruments"][index]);
        if (found.Count > 0)
            return null;

        var planned = plan.Instruments.Select(part => part.WithQuestionsOf(known.Newest(part.Key))).ToList();
        if (FirstTooLong(planned, plan.MostQuestions) is { } number)
        {
            var asked = QuestionsOf(planned, number);
            root["mostQuestions"]
                .Wrong(
                    $"check-in {number} would ask {asked} questions, and {plan.MostQuestions} is the most; spread them with fromMonth, or allow more"
                );
            return null;
        }
        return plan with
        {
            Instruments = planned,
            OnRequest =
            [
                .. known
                    .Keys.Select(known.Newest)
                    .Where(instrument =>
                        instrument.CanBeAsked
                        && instrument.Key != AftercarePlan.Instrument
                        && (
                            planned.Find(part => part.Key == instrument.Key) is { } part
                                ? part.EveryMonths > 1
                                : instrument.IsUnscored
                        )
                    ),
            ],
        };
    }

    /// <summary>The number, from 0, of the first check-in with too many questions; null if there is none.</summary>
    private static int? FirstTooLong(List<PlannedInstrument> planned, int most) =>
        Enumerable
            .Range(0, LooksAhead)
            .Cast<int?>()
            .FirstOrDefault(number => QuestionsOf(planned, number!.Value) > most);

    private static int QuestionsOf(List<PlannedInstrument> planned, int number) =>
        planned
            .Where(part =>
                !part.IsBeside && number >= part.FromMonth && (number - part.FromMonth) % part.EveryMonths == 0
            )
            .Sum(part => part.Questions);
}

/// <summary>Somebody who can go on for long is asked less often, until they say otherwise.</summary>
/// <param name="EveryMonths">Months between check-ins, 2 or 3.</param>
/// <param name="FromStep">The perseverance-time answer from which it applies: 2 (a week to a month) to 6 (more than two
/// years).</param>
public sealed record CalmPlan(
    [property: Range(2, CalmPlan.MostMonths)] int EveryMonths,
    [property: Range(2, 6)] int FromStep,
    [property: JsonRequired] string Source = ""
)
{
    public const int MostMonths = 3;

    /// <summary>The instrument and item that decide.</summary>
    public static readonly (string Instrument, string Item) Question = ("volhoudtijd", "time");
}

/// <summary>The schedule after an admission or a death.</summary>
/// <param name="AfterDays">Days after it, in order, so that no two check-ins are open at once.</param>
public sealed record AftercarePlan(
    [property: MinLength(1), Range(1, AftercarePlan.Latest)] IReadOnlyList<int> AfterDays,
    [property: JsonRequired] string Source = ""
)
{
    /// <summary>The key of its questionnaire.</summary>
    public const string Instrument = "aftercare";

    /// <summary>Three years (our choice), so that a typing error is caught.</summary>
    public const int Latest = 1095;

    internal void Check(int window, Instruments known, FaultPlace at)
    {
        if (known.Find(Instrument) is not { CanBeAsked: true })
            at.Wrong($"asks the questionnaire '{Instrument}', which is not there");
        foreach (var (index, (before, day)) in AfterDays.Zip(AfterDays.Skip(1)).Index())
        {
            if (day < before + window)
            {
                at["afterDays"]
                    [index + 1]
                    .Wrong($"{day} comes while the one of day {before} is open; it stands open for {window} days");
            }
        }
    }

    /// <summary>The schedule's first day after a day; null if the schedule is over.</summary>
    public DateOnly? NextAfter(DateOnly ended, DateOnly day) =>
        AfterDays.Select(after => (DateOnly?)ended.AddDays(after)).FirstOrDefault(next => next > day);

    /// <summary>Whether the schedule has a day between two days, both included.</summary>
    public bool HasDay(DateOnly ended, DateOnly from, DateOnly to) =>
        AfterDays.Select(ended.AddDays).Any(day => from <= day && day <= to);
}

/// <summary>A questionnaire asked every so many months, counted from the anchor day.</summary>
/// <param name="FromMonth">The first check-in that asks it, 0 for the one on the anchor day; keeps long questionnaires
/// apart.</param>
/// <param name="Questions">How many questions it has.</param>
public sealed record PlannedInstrument(
    string Key,
    [property: Range(1, Plan.RarestMonths)] int EveryMonths,
    [property: Range(0, Plan.RarestMonths - 1)] int FromMonth = 0,
    [property: JsonIgnore] int Questions = 0,
    [property: JsonRequired] string Source = ""
)
{
    /// <summary>The most questions of a questionnaire that accompanies others: one page of the form (our
    /// choice).</summary>
    public const int MostExtraItems = 4;

    /// <summary>Whether it is a short questionnaire without a score, which accompanies others and delays
    /// none.</summary>
    [JsonIgnore]
    public bool IsBeside { get; init; }

    internal void Check(Instruments known, FaultPlace at)
    {
        if (known.Find(Key) is not { } instrument)
            at["key"].Wrong($"'{Key}' is not a questionnaire; known are {string.Join(", ", known.Keys)}");
        else if (!instrument.CanBeAsked)
        {
            at["key"]
                .Wrong(
                    $"'{Key}' has no wording yet and cannot be asked; put {Key}-v{instrument.Version}.wording.json in the overlay folder"
                );
        }
        else if (EveryMonths * PlanDays.ShortestMonth < instrument.Interval.Days)
        {
            var days = instrument.Interval.Days;
            at["everyMonths"].Wrong($"{EveryMonths} is too often; '{Key}' may be asked once in {days} days at most");
        }
    }

    internal PlannedInstrument WithQuestionsOf(Instrument instrument) =>
        this with
        {
            Questions = instrument.Items.Count,
            IsBeside = instrument is { IsUnscored: true, Items.Count: <= MostExtraItems },
        };
}
