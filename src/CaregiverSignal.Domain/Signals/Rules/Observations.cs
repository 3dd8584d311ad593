using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Turns a history into facts, each on the day from which it is known.</summary>
public static class Observations
{
    /// <summary>Whether somebody can take over for half a day: a question without a score (domain.md R-08).</summary>
    public static readonly (string Instrument, string Item) TakeOver = ("wishes", "take-over");

    private static readonly Dictionary<(string Instrument, string Scale), ObservationKind> Measures = new()
    {
        [("volhoudtijd", "time")] = ObservationKind.PerseveranceTime,
        [("srb", "burden")] = ObservationKind.Burden,
        [("opening", "going")] = ObservationKind.Going,
        [("csi", "total")] = ObservationKind.Strain,
        [("ediz-plus", "total")] = ObservationKind.SevereStrain,
        [("ssl-12-i", "total")] = ObservationKind.Support,
        [("ssl-d-8", "total")] = ObservationKind.MissedSupport,
        [TakeOver] = ObservationKind.TakeOver,
    };

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
            for (var place = 0; place < known.Values.Count; place++)
            {
                var value = known.Values[place];
                if (value.Kind is { } kind)
                    observations.Add(new Observation(day, kind, (int)value.Value.Low, (int)value.Value.High));
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
        if (historyEvent.Kind.StatusAfter() is CaregiverStatus.Aftercare)
            observations.Add(new Observation(historyEvent.Day, ObservationKind.Left));
        // What a coordinator entered they know, and what a caregiver told is a task.
        var isNew = historyEvent.By is not (ReportedBy.Coordinator or ReportedBy.Caregiver);
        if (SeriousEvents.TryGetValue(historyEvent.Kind, out var place))
        {
            if (isNew)
                observations.Add(new Observation(historyEvent.Day, ObservationKind.SeriousEvent, place));
            else if (historyEvent.By == ReportedBy.Caregiver)
                observations.Add(new Observation(historyEvent.Day, ObservationKind.Told, place));
        }

        ObservationKind? kind = historyEvent.Kind switch
        {
            EventKind.CrisisAdmission when isNew => ObservationKind.Crisis,
            EventKind.Admission or EventKind.Death when isNew => ObservationKind.EndOfCare,
            EventKind.RequestForContact when historyEvent.By == ReportedBy.Caregiver => ObservationKind.Request,
            _ => null,
        };
        if (kind is { } found)
            observations.Add(new Observation(historyEvent.Day, found));
    }
}
