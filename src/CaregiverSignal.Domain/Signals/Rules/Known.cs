using System.Numerics;

namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// What is known about a caregiver up to a day: all that the rules read, in one small value that each new fact updates.
/// </summary>
/// <remarks>
/// Facts are taken in the order of <see cref="Fact.Compare"/>, so the result does not depend on the order in which they
/// arrived, and a repeated fact changes nothing.
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
    /// The day of the newest serious event; its kind, as a place in <see cref="SeriousEvent.Kinds"/>, is
    /// <see cref="SeriousEventKind"/>.
    /// </summary>
    public DateOnly SeriousEventOn { get; private set; }

    public byte SeriousEventKind { get; private set; }

    public DateOnly CrisisOn { get; private set; }

    public DateOnly RespiteFailedOn { get; private set; }

    public DateOnly EndOfCareOn { get; private set; }

    public DateOnly RequestOn { get; private set; }

    /// <summary>The first day on which support had dwindled step by step.</summary>
    public DateOnly DwindlingOn { get; private set; }

    public DateOnly AnsweredOn { get; private set; }

    /// <summary>How many check-ins in a row stayed unanswered, since the last one that was answered.</summary>
    public byte MissedInARow { get; private set; }

    public DateOnly MissedOn { get; private set; }

    /// <summary>
    /// The day since which the missed check-ins are more than usual for this caregiver; the default while they are not.
    /// </summary>
    public DateOnly SilentSince { get; private set; }

    /// <summary>How many of the last twelve check-ins up to the last answer stayed unanswered.</summary>
    public readonly int MissedBefore => asked - BitOperations.PopCount(answered);

    /// <summary>
    /// The first day that counts: earlier answers were about care that has ended, or came before the caregiver stopped.
    /// </summary>
    public DateOnly CountsFrom { get; private set; }

    /// <summary>
    /// The day on which the caregiver was enrolled although care had already ended or they had already stopped; the
    /// default for others.
    /// </summary>
    public DateOnly EnteredInactiveOn { get; private set; }

    /// <summary>The day of the newest fact of any kind.</summary>
    public DateOnly NewestOn { get; private set; }

    public void Take(in Fact fact, RuleSettings settings)
    {
        NewestOn = fact.Day;
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
                if (LessSupport.IsLess(Support, settings))
                    Cross(ref Support, fact.Day);
                if (DwindlingOn == default && DwindlingSupport.IsDwindling(Support, settings))
                    DwindlingOn = fact.Day;
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
            case FactKind.SeriousEvent:
                if (fact.Day > SeriousEventOn || fact.Low < SeriousEventKind)
                    SeriousEventKind = (byte)fact.Low;
                SeriousEventOn = fact.Day;
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
            case FactKind.Left:
                if (fact.Low == 1)
                    EnteredInactiveOn = fact.Day;
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
        // Unanswered check-ins enter the habit only with the next answer; a check-in in between, which nobody has to
        // answer, never does.
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
        if (SeriousEventOn < day)
            SeriousEventOn = default;
    }
}
