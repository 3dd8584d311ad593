using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Turns a history into facts, each on the day from which it is known.</summary>
public static class Observations
{
    /// <summary>Whether somebody can take over for half a day: a question without a score (domain.md R-08).</summary>
    public static readonly (string Instrument, string Item) TakeOver = ("wishes", "take-over");

    /// <summary>The scales, and the question without one, that the rules read, in the order of the kinds: each from its
    /// lightest value to its heaviest, as its questionnaire's file has them.</summary>
    public static readonly IReadOnlyList<(string Instrument, string Scale, int Lightest, int Heaviest)> Scales =
    [
        ("volhoudtijd", "time", 6, 1),
        ("srb", "burden", 0, 100),
        ("opening", "going", 5, 1),
        ("csi", "total", 0, 13),
        ("ediz-plus", "total", 0, 15),
        ("ssl-12-i", "total", 48, 12),
        ("ssl-d-8", "total", 8, 24),
        ("carerqol", "vas", 10, 0),
        (TakeOver.Instrument, TakeOver.Item, 1, 4),
    ];

    private static readonly Dictionary<(string Instrument, string Scale), ObservationKind> Measures = Scales
        .Index()
        .ToDictionary(
            scale => (scale.Item.Instrument, scale.Item.Scale),
            scale => ObservationKind.PerseveranceTime + scale.Index
        );

    private static readonly Dictionary<EventKind, int> SeriousEvents = SeriousEvent
        .Kinds.Select((kind, place) => (kind, place))
        .ToDictionary(pair => pair.kind, pair => pair.place);

    /// <summary>What a scale, or a question without one, is to the rules; null where they do not read it.</summary>
    public static ObservationKind? KindOf(string instrument, string scale) =>
        Measures.TryGetValue((instrument, scale), out var kind) ? kind : null;

    /// <summary>The facts of a history, in the order in which the rules take them.</summary>
    public static IReadOnlyList<Observation> Of(History history)
    {
        var observations = new List<Observation>(
            history.Waves.Sum(wave => wave.Values.Count + 1) + (history.Events.Count * 2) + 1
        );
        foreach (var wave in history.Waves)
            AddTo(observations, wave);
        foreach (var historyEvent in history.Events)
            AddTo(observations, historyEvent);
        if (history.InitialState is { Status: CaregiverStatus.Aftercare or CaregiverStatus.Ended } given)
            observations.Add(new Observation(given.Day, ObservationKind.Left, Low: 1));
        observations.Sort(Observation.Compare);
        return observations;
    }

    private static void AddTo(List<Observation> observations, Wave wave)
    {
        var first = wave.AnsweredOn;
        for (var known = wave; known is not null; known = known.Before)
        {
            if (known.AnsweredOn is not { } answered)
                continue;
            first = answered;
            // An answer dated before its check-in, as a file may have, is known from the day of the check-in.
            var day = answered < known.AskedOn ? known.AskedOn : answered;
            observations.Add(new Observation(day, ObservationKind.Answered));
            var isLight = wave.IsLight && known.IsFrontQuestionAlone;
            foreach (var value in known.Values)
            {
                var (low, high) = ((int)value.Value.Low, (int)value.Value.High);
                // What was left blank whole is no answer, and no first one to have risen from.
                if (value.Kind is not { } kind || value.IsBlank)
                    continue;
                // A light form takes nothing away (guarantee 1): its answer counts as a blank does.
                observations.Add(new Observation(day, kind, isLight ? 0 : low, high));
                if (kind == ObservationKind.Going && known.IsFrontQuestionAlone)
                    observations.Add(new Observation(day, ObservationKind.FrontQuestion, low, isLight ? 1 : 0));
            }
        }

        // A request to be called counts even on a form that was never finished.
        if (wave.WantsCall)
            observations.Add(new Observation(wave.AnsweredOn ?? wave.AskedOn, ObservationKind.Request));
        if (wave is { ByMail: true, IsExcused: false } && !(first <= wave.ClosesOn))
            observations.Add(new Observation(wave.ClosesOn, ObservationKind.Missed));
    }

    private static void AddTo(List<Observation> observations, HistoryEvent historyEvent)
    {
        // Who stopped is as near as before: only their own word, or the end of the care, changes that.
        if (historyEvent.StatusAfter is CaregiverStatus.Aftercare)
            observations.Add(new Observation(historyEvent.Day, ObservationKind.Left));
        // What a coordinator entered they know, and what a caregiver told is a task.
        var isNew = historyEvent.By is not (ReportedBy.Coordinator or ReportedBy.Caregiver);
        if (SeriousEvents.TryGetValue(historyEvent.Kind, out var place))
        {
            if (isNew)
                observations.Add(new Observation(historyEvent.Day, ObservationKind.SeriousEvent, place));
            observations.Add(new Observation(historyEvent.Day, ObservationKind.Told, place));
        }

        ObservationKind? kind = historyEvent.Kind switch
        {
            EventKind.CrisisAdmission or EventKind.CareCollapse => ObservationKind.Crisis,
            EventKind.RequestForContact when historyEvent.By == ReportedBy.Caregiver => ObservationKind.Request,
            _ => null,
        };
        if (kind is { } found)
        {
            var isCollapse = historyEvent.Kind == EventKind.CareCollapse ? 1 : 0;
            observations.Add(new Observation(historyEvent.Day, found, isCollapse, isCollapse));
        }
    }
}
