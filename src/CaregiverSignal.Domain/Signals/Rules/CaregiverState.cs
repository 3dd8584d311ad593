using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CaregiverSignal.Signals.Rules;

/// <summary>What is known about a caregiver up to a day: all that the rules read, in one small value that each new
/// observation updates.</summary>
/// <remarks>Observations are taken in the order of <see cref="Observation.Compare"/>, so the result does not depend on
/// the order in which they arrived, and a repeated one changes nothing.</remarks>
public struct CaregiverState
{
    /// <summary>The signs that are lines when a measure first reaches a limit, by the kind of fact.</summary>
    private static readonly FirstReached[][] ByKind =
    [
        .. Enum.GetValues<ObservationKind>()
            .Select(kind => WarningSigns.All.OfType<FirstReached>().Where(sign => sign.Reads == kind).ToArray()),
    ];

    private static readonly Creeping?[] CreepingByKind =
    [
        .. Enum.GetValues<ObservationKind>()
            .Select(kind => WarningSigns.All.OfType<Creeping>().SingleOrDefault(sign => sign.Reads == kind)),
    ];

    private Measures measures;
    private Days newest;
    private Days reached;

    /// <summary>The newest day on which "very bad" was the answer to all that was asked; the default for
    /// never.</summary>
    public DateOnly LightVeryBadOn { get; private set; }

    /// <summary>The kind of the newest serious event, as a place in <see cref="SeriousEvent.Kinds"/>.</summary>
    public byte SeriousEventKind { get; private set; }

    /// <summary>The same of the newest event of which the caregiver told.</summary>
    public byte ToldKind { get; private set; }

    /// <summary>Whether the newest crisis was that the care could not go on.</summary>
    public bool IsCollapse { get; private set; }

    /// <summary>The day of the event told before the newest, within half a year of it.</summary>
    public DateOnly ToldBeforeOn { get; private set; }

    /// <summary>The day on which the caregiver was enrolled although care had already ended or they had already
    /// stopped; the default for others.</summary>
    public DateOnly EnteredInactiveOn { get; private set; }

    /// <summary>The day of the newest fact of any kind.</summary>
    public DateOnly NewestOn { get; private set; }

    /// <summary>The newest day with a fact of a kind; the default while there is none.</summary>
    public readonly DateOnly On(ObservationKind kind) => newest[(int)kind];

    /// <summary>The first day on which a limit was reached; the default while it never was.</summary>
    public readonly DateOnly ReachedOn(FirstReached sign) => reached[sign.Place];

    [UnscopedRef]
    internal readonly ref readonly Measure this[ObservationKind measure] =>
        ref measures[measure - ObservationKind.PerseveranceTime];

    public void Take(in Observation observation)
    {
        var before = On(observation.Kind);
        newest[(int)observation.Kind] = NewestOn = observation.Day;
        switch (observation.Kind)
        {
            case >= ObservationKind.PerseveranceTime and <= ObservationKind.TakeOver:
                ref var measure = ref measures[observation.Kind - ObservationKind.PerseveranceTime];
                measure.Take(observation);
                foreach (var sign in ByKind[(int)observation.Kind])
                {
                    if (reached[sign.Place] == default && sign.Reaches(measure))
                        reached[sign.Place] = observation.Day;
                }

                CreepingByKind[(int)observation.Kind]?.Follow(ref measure.Rise, observation);
                break;
            case ObservationKind.FrontQuestion when (observation.Low, observation.High) == (GoingBadly.VeryBad, 1):
                LightVeryBadOn = observation.Day;
                break;
            case ObservationKind.SeriousEvent:
                if (observation.Day > before || observation.Low < SeriousEventKind)
                    SeriousEventKind = (byte)observation.Low;
                break;
            case ObservationKind.Told when observation.Day != before || observation.Low != ToldKind:
                var isSoon = before != default && observation.Day.DayNumber - before.DayNumber <= EventsTold.WithinDays;
                (ToldBeforeOn, ToldKind) = (isSoon ? before : default, (byte)observation.Low);
                break;
            case ObservationKind.Crisis:
                IsCollapse = observation.Low == 1;
                break;
            case ObservationKind.Left:
                if (observation.Low == 1)
                    EnteredInactiveOn = observation.Day;
                // Earlier answers were about care that has ended.
                foreach (ref var forgotten in (Span<Measure>)measures)
                    forgotten.ForgetBefore(observation.Day);
                newest[(int)ObservationKind.Told] = ToldBeforeOn = default;
                break;
        }
    }

    /// <summary>The same as if each newest answer, whatever its age, were given on a day.</summary>
    public readonly CaregiverState GivenOn(DateOnly day)
    {
        var given = this;
        if (this[ObservationKind.Going].At(NewestOn, int.MaxValue)?.On == LightVeryBadOn)
            given.LightVeryBadOn = day;
        foreach (ref var measure in (Span<Measure>)given.measures)
            measure.GiveOn(day);
        return given;
    }

    /// <summary>One for each kind of answer, in the order of <see cref="ObservationKind"/>.</summary>
    [InlineArray(ObservationKind.TakeOver - ObservationKind.PerseveranceTime + 1)]
    private struct Measures
    {
        private Measure first;
    }

    /// <summary>One for each kind of fact, or for each warning sign.</summary>
    [InlineArray(24)]
    private struct Days
    {
        private DateOnly first;
    }
}
