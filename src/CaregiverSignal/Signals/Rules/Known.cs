using System.Numerics;

namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// What is known of somebody up to a day: all that the rules read, in one small value that each new fact is taken into.
/// </summary>
/// <remarks>
/// Facts are taken in in the order of <see cref="Fact.Compare"/>; then the outcome is one, however they came, and a
/// fact twice is one.
/// </remarks>
public struct Known
{
    private const int HabitOf = 12;

    internal Measure PerseveranceTime;
    internal Measure Burden;
    internal Measure Going;
    internal Measure Strain;
    internal Measure SevereStrain;
    internal Measure Support;
    internal Measure MissedSupport;
    private ushort answered;
    private byte asked;

    /// <summary>
    /// The newest event that weighs, and which one it was, as a place in <see cref="HeavyEvent.Kinds"/>.
    /// </summary>
    public DateOnly HeavyOn { get; private set; }

    public byte Heavy { get; private set; }

    public DateOnly CrisisOn { get; private set; }

    public DateOnly RespiteFailedOn { get; private set; }

    public DateOnly EndOfCareOn { get; private set; }

    public DateOnly RequestOn { get; private set; }

    /// <summary>The newest incident, and the two before it.</summary>
    public DateOnly IncidentOn { get; private set; }

    public DateOnly SecondIncidentOn { get; private set; }

    public DateOnly ThirdIncidentOn { get; private set; }

    /// <summary>The first day on which support had dried up step by step.</summary>
    public DateOnly DwindledOn { get; private set; }

    public DateOnly AnsweredOn { get; private set; }

    /// <summary>Check-ins in a row without an answer, since the last one that has one.</summary>
    public byte MissedInARow { get; private set; }

    public DateOnly MissedOn { get; private set; }

    /// <summary>Since when that is more than is usual for them; the default while it is not.</summary>
    public DateOnly SilentSince { get; private set; }

    /// <summary>Of the last twelve check-ins up to the last answer, how many stayed without one.</summary>
    public readonly int MissedBefore => asked - BitOperations.PopCount(answered);

    /// <summary>
    /// The first of the days that count: what was answered before was about care that is over, or by somebody who
    /// wanted no more of this.
    /// </summary>
    public DateOnly CountsFrom { get; private set; }

    /// <summary>
    /// The day on which they came in as somebody whose care had ended, or who had stopped; the default for others.
    /// </summary>
    public DateOnly BroughtInOn { get; private set; }

    /// <summary>Since when care at home is over; the default while it is not.</summary>
    public DateOnly AftercareFrom { get; private set; }

    public void Take(in Fact fact, RuleSettings settings)
    {
        var holds = settings[Rules.PerseveranceTime.HoldsDays];
        switch (fact.Kind)
        {
            case FactKind.PerseveranceTime:
                PerseveranceTime.Take(fact.Day, fact.High, fact.Low, higherIsWorse: false, holds);
                break;
            case FactKind.Burden:
                Burden.Take(fact.Day, fact.Low, fact.High, higherIsWorse: true, holds);
                break;
            case FactKind.Going:
                Going.Take(fact.Day, fact.High, fact.Low, higherIsWorse: false, holds);
                break;
            case FactKind.Strain:
                Strain.Take(fact.Day, fact.Low, fact.High, higherIsWorse: true, holds);
                if (Strain.Newest >= settings[HighStrain.From])
                    Cross(ref Strain, fact.Day);
                break;
            case FactKind.SevereStrain:
                SevereStrain.Take(fact.Day, fact.Low, fact.High, higherIsWorse: true, holds);
                if (SevereStrain.Newest >= settings[SevereStrainOnEdizPlus.From])
                    Cross(ref SevereStrain, fact.Day);
                break;
            case FactKind.Support:
                Support.Take(fact.Day, fact.High, fact.Low, higherIsWorse: false, holds);
                if (LessSupport.IsSo(Support, settings))
                    Cross(ref Support, fact.Day);
                if (DwindledOn == default && DwindlingSupport.IsSo(Support, settings))
                    DwindledOn = fact.Day;
                break;
            case FactKind.MissedSupport:
                MissedSupport.Take(fact.Day, fact.Low, fact.High, higherIsWorse: true, holds);
                if (MissedSupport.Newest >= settings[SupportIsMissed.From])
                    Cross(ref MissedSupport, fact.Day);
                break;
            case FactKind.Answered:
                Answer(fact.Day, isInBetween: fact.Low == 1);
                break;
            case FactKind.Missed when fact.Low >= AnsweredOn.DayNumber && AnsweredOn != default && fact.Day != MissedOn:
                (MissedInARow, MissedOn) = ((byte)Math.Min(MissedInARow + 1, byte.MaxValue), fact.Day);
                if (SilentSince == default && FallenSilent.IsUnusual(this, settings))
                    SilentSince = fact.Day;
                break;
            case FactKind.Heavy:
                if (fact.Day > HeavyOn || fact.Low < Heavy)
                    Heavy = (byte)fact.Low;
                HeavyOn = fact.Day;
                break;
            case FactKind.Incident when fact.Day != IncidentOn:
                (ThirdIncidentOn, SecondIncidentOn, IncidentOn) = (SecondIncidentOn, IncidentOn, fact.Day);
                break;
            case FactKind.Crisis:
                CrisisOn = fact.Day;
                break;
            case FactKind.RespiteFailed:
                RespiteFailedOn = fact.Day;
                break;
            case FactKind.EndOfCare:
                EndOfCareOn = fact.Day;
                break;
            case FactKind.Request:
                RequestOn = fact.Day;
                break;
            case FactKind.Returned:
                AftercareFrom = default;
                break;
            case FactKind.Left:
                if (fact.Low == 1)
                    BroughtInOn = fact.Day;
                AftercareFrom = fact.High == 1 ? fact.Day : default;
                Leave(fact.Day);
                break;
        }
    }

    private static void Cross(ref Measure measure, DateOnly day)
    {
        if (measure.CrossedOn == default)
            measure.CrossedOn = day;
    }

    private void Answer(DateOnly day, bool isInBetween)
    {
        // Those that stayed without an answer come into the habit when the next one is given; one in between, which may
        // be left, does not.
        for (var missed = 0; missed < MissedInARow; missed++)
            Remember(false);
        if (day != AnsweredOn && !isInBetween)
            Remember(true);
        (AnsweredOn, MissedInARow, SilentSince) = (day, 0, default);
    }

    private void Remember(bool isAnswered)
    {
        answered = (ushort)(((answered << 1) | (isAnswered ? 1 : 0)) & ((1 << HabitOf) - 1));
        if (asked < HabitOf)
            asked++;
    }

    private void Leave(DateOnly day)
    {
        CountsFrom = day;
        PerseveranceTime.ForgetBefore(day);
        Burden.ForgetBefore(day);
        Going.ForgetBefore(day);
        Strain.ForgetBefore(day);
        SevereStrain.ForgetBefore(day);
        Support.ForgetBefore(day);
        MissedSupport.ForgetBefore(day);
        (MissedInARow, SilentSince) = (0, default);
        if (HeavyOn < day)
            HeavyOn = default;
    }
}
