using System.Runtime.InteropServices;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Turns a history into facts, each on the day from which it is known.</summary>
public static class Facts
{
    private static readonly Dictionary<(string Instrument, string Scale), FactKind> Measures = new()
    {
        [("volhoudtijd", "time")] = FactKind.PerseveranceTime,
        [("srb", "burden")] = FactKind.Burden,
        [("opening", "going")] = FactKind.Going,
        [("csi", "total")] = FactKind.Strain,
        [("ediz-plus", "total")] = FactKind.SevereStrain,
        [("ssl-12-i", "total")] = FactKind.Support,
        [("ssl-d-8", "total")] = FactKind.MissedSupport,
    };

    private static readonly Dictionary<EventKind, int> SeriousEvents = SeriousEvent
        .Kinds.Select((kind, place) => (kind, place))
        .ToDictionary(one => one.kind, one => one.place);

    /// <summary>What a scale is to the rules; null where they do not read it.</summary>
    public static FactKind? KindOf(string instrument, string scale) =>
        Measures.TryGetValue((instrument, scale), out var kind) ? kind : null;

    /// <summary>The facts of a history, in the order in which the rules take them.</summary>
    public static IReadOnlyList<Fact> Of(History history)
    {
        var facts = new List<Fact>((history.Waves.Count * 7) + (history.Events.Count * 2) + 1);
        var (counted, before) = (DateOnly.MinValue, default(Wave));
        foreach (var wave in InOrder(history.Waves))
        {
            // A check-in that did not reach the caregiver does not count, unless it was answered all the same.
            if (before is { IsExcused: false } || before?.AnsweredOn <= wave.AskedOn)
                counted = before.AskedOn;
            var isInBetween = wave.AskedOn != counted && Schedule.IsInBetween(counted, wave.AskedOn);
            AddTo(facts, wave, isInBetween);
            if (!isInBetween)
                before = wave;
        }

        foreach (var one in history.Events)
            AddTo(facts, one);
        if (history.InitialState is { Status: CaregiverStatus.Aftercare or CaregiverStatus.Ended } given)
            facts.Add(new Fact(given.Day, FactKind.Left, Low: 1));
        Sort(CollectionsMarshal.AsSpan(facts));
        return facts;
    }

    /// <summary>Puts facts in order, which nearly all already are: a sort of the framework looks at each many times.</summary>
    private static void Sort(Span<Fact> facts)
    {
        for (var next = 1; next < facts.Length; next++)
        {
            var (fact, place) = (facts[next], next);
            for (; place > 0 && Fact.Compare(facts[place - 1], fact) > 0; place--)
                facts[place] = facts[place - 1];
            facts[place] = fact;
        }
    }

    /// <summary>Puts check-ins in order; nearly always they already are.</summary>
    private static IReadOnlyList<Wave> InOrder(IReadOnlyList<Wave> waves)
    {
        for (var place = 1; place < waves.Count; place++)
        {
            if (waves[place].AskedOn < waves[place - 1].AskedOn)
                return [.. waves.OrderBy(wave => wave.AskedOn)];
        }

        return waves;
    }

    private static void AddTo(List<Fact> facts, Wave wave, bool isInBetween)
    {
        var first = wave.AnsweredOn;
        for (var known = wave; known is not null; known = known.Before)
        {
            if (known.AnsweredOn is not { } answered)
                continue;
            first = answered;
            // An answer dated before its check-in, as a file may have, is known from the day of the check-in.
            var day = answered < known.AskedOn ? known.AskedOn : answered;
            facts.Add(new Fact(day, FactKind.Answered, isInBetween ? 1 : 0));
            foreach (var value in known.Values)
            {
                if (value.Kind is { } kind)
                    facts.Add(new Fact(day, kind, (int)value.Value.Low, (int)value.Value.High));
            }
        }

        // A request to be called counts even on a form that was never finished.
        if (wave.WantsCall)
            facts.Add(new Fact(wave.AnsweredOn ?? wave.AskedOn, FactKind.Request));
        if (wave is { ByMail: true, IsExcused: false } && !isInBetween && !(first <= wave.ClosesOn))
            facts.Add(new Fact(wave.ClosesOn, FactKind.Missed, wave.AskedOn.DayNumber));
    }

    private static void AddTo(List<Fact> facts, HistoryEvent one)
    {
        if (SeriousEvents.TryGetValue(one.Kind, out var place))
            facts.Add(new Fact(one.Day, FactKind.SeriousEvent, place));
        if (one.Kind.StatusAfter() is CaregiverStatus.Aftercare or CaregiverStatus.Ended)
            facts.Add(new Fact(one.Day, FactKind.Left));
        // What a coordinator entered they know, and what a caregiver told is a task to read it.
        var isNew = one.By is not (ReportedBy.Coordinator or ReportedBy.Caregiver);
        FactKind? kind = one.Kind switch
        {
            EventKind.CrisisAdmission when isNew => FactKind.Crisis,
            EventKind.RespiteFailed when isNew => FactKind.RespiteFailed,
            EventKind.Admission or EventKind.Death when isNew => FactKind.EndOfCare,
            EventKind.RequestForContact when one.By == ReportedBy.Caregiver => FactKind.Request,
            _ => null,
        };
        if (kind is { } found)
            facts.Add(new Fact(one.Day, found));
    }
}
