using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Turns a history into facts, each on the day from which it is known.</summary>
public static class Facts
{
    /// <summary>Whether somebody can take over for half a day: a question without a score (domain.md R-08).</summary>
    public static readonly (string Instrument, string Item) TakeOver = ("wishes", "take-over");

    private static readonly Dictionary<(string Instrument, string Scale), FactKind> Measures = new()
    {
        [("volhoudtijd", "time")] = FactKind.PerseveranceTime,
        [("srb", "burden")] = FactKind.Burden,
        [("opening", "going")] = FactKind.Going,
        [("csi", "total")] = FactKind.Strain,
        [("ediz-plus", "total")] = FactKind.SevereStrain,
        [("ssl-12-i", "total")] = FactKind.Support,
        [("ssl-d-8", "total")] = FactKind.MissedSupport,
        [TakeOver] = FactKind.TakeOver,
    };

    private static readonly Dictionary<EventKind, int> SeriousEvents = SeriousEvent
        .Kinds.Select((kind, place) => (kind, place))
        .ToDictionary(one => one.kind, one => one.place);

    /// <summary>What a scale, or a question without one, is to the rules; null where they do not read it.</summary>
    public static FactKind? KindOf(string instrument, string scale) =>
        Measures.TryGetValue((instrument, scale), out var kind) ? kind : null;

    /// <summary>The facts of a history, in the order in which the rules take them.</summary>
    public static IReadOnlyList<Fact> Of(History history)
    {
        var facts = new List<Fact>((history.Waves.Count * 7) + (history.Events.Count * 2) + 1);
        foreach (var wave in history.Waves)
            AddTo(facts, wave);
        foreach (var one in history.Events)
            AddTo(facts, one);
        if (history.InitialState is { Status: CaregiverStatus.Aftercare or CaregiverStatus.Ended } given)
            facts.Add(new Fact(given.Day, FactKind.Left, Low: 1));
        facts.Sort(Fact.Compare);
        return facts;
    }

    private static void AddTo(List<Fact> facts, Wave wave)
    {
        var first = wave.AnsweredOn;
        for (var known = wave; known is not null; known = known.Before)
        {
            if (known.AnsweredOn is not { } answered)
                continue;
            first = answered;
            // An answer dated before its check-in, as a file may have, is known from the day of the check-in.
            var day = answered < known.AskedOn ? known.AskedOn : answered;
            facts.Add(new Fact(day, FactKind.Answered));
            foreach (var value in known.Values)
            {
                if (value.Kind is { } kind)
                    facts.Add(new Fact(day, kind, (int)value.Value.Low, (int)value.Value.High));
            }
        }

        // A request to be called counts even on a form that was never finished.
        if (wave.WantsCall)
            facts.Add(new Fact(wave.AnsweredOn ?? wave.AskedOn, FactKind.Request));
        if (wave is { ByMail: true, IsExcused: false } && !(first <= wave.ClosesOn))
            facts.Add(new Fact(wave.ClosesOn, FactKind.Missed));
    }

    private static void AddTo(List<Fact> facts, HistoryEvent one)
    {
        // Who stopped is as near as before: only their own word, or the end of the care, changes that.
        if (one.Kind.StatusAfter() is CaregiverStatus.Aftercare)
            facts.Add(new Fact(one.Day, FactKind.Left));
        // What a coordinator entered they know, and what a caregiver told is a task.
        var isNew = one.By is not (ReportedBy.Coordinator or ReportedBy.Caregiver);
        if (SeriousEvents.TryGetValue(one.Kind, out var place))
        {
            if (isNew)
                facts.Add(new Fact(one.Day, FactKind.SeriousEvent, place));
            else if (one.By == ReportedBy.Caregiver)
                facts.Add(new Fact(one.Day, FactKind.Told, place));
        }

        FactKind? kind = one.Kind switch
        {
            EventKind.CrisisAdmission when isNew => FactKind.Crisis,
            EventKind.Admission or EventKind.Death when isNew => FactKind.EndOfCare,
            EventKind.RequestForContact when one.By == ReportedBy.Caregiver => FactKind.Request,
            _ => null,
        };
        if (kind is { } found)
            facts.Add(new Fact(one.Day, found));
    }
}
