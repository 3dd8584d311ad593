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
    internal Measure PerseveranceTime;
    internal Measure Burden;
    internal Measure Going;
    internal Measure Strain;
    internal Measure SevereStrain;
    internal Measure Support;
    internal Measure MissedSupport;
    internal Measure TakeOver;

    public DateOnly SeriousEventOn { get; private set; }

    /// <summary>The kind of the newest serious event, as a place in <see cref="SeriousEvent.Kinds"/>.</summary>
    public byte SeriousEventKind { get; private set; }

    public DateOnly CrisisOn { get; private set; }

    public DateOnly EndOfCareOn { get; private set; }

    public DateOnly RequestOn { get; private set; }

    /// <summary>The newest serious event of which the caregiver told, and the one before it within half a year.</summary>
    public DateOnly ToldOn { get; private set; }

    public DateOnly ToldBeforeOn { get; private set; }

    /// <summary>The kind of the newest, as a place in <see cref="SeriousEvent.Kinds"/>.</summary>
    public byte ToldKind { get; private set; }

    /// <summary>The newest day with an answer.</summary>
    public DateOnly AnsweredOn { get; private set; }

    /// <summary>The newest day on which the care at home ended; the default while it goes on from the start.</summary>
    public DateOnly CareEndedOn { get; private set; }

    /// <summary>The first day on which support had dwindled step by step.</summary>
    public DateOnly DwindlingOn { get; private set; }

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
            case FactKind.TakeOver:
                TakeOver.Take(fact.Day, fact.Low, fact.High, higherIsWorse: true, holds);
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
            case FactKind.SeriousEvent:
                if (fact.Day > SeriousEventOn || fact.Low < SeriousEventKind)
                    SeriousEventKind = (byte)fact.Low;
                SeriousEventOn = fact.Day;
                break;
            case FactKind.Told:
                if (fact.Day == ToldOn && fact.Low == ToldKind)
                    break;
                ToldBeforeOn =
                    ToldOn != default && fact.Day.DayNumber - ToldOn.DayNumber <= EventsTold.WithinDays
                        ? ToldOn
                        : default;
                (ToldOn, ToldKind) = (fact.Day, (byte)fact.Low);
                break;
            case FactKind.Answered:
                AnsweredOn = fact.Day;
                break;
            case FactKind.Crisis:
                CrisisOn = fact.Day;
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
                CareEndedOn = fact.Day;
                Leave(fact.Day);
                break;
        }
    }

    /// <summary>The same as if each newest answer, whatever its age, were given on a day.</summary>
    public readonly Known GivenOn(DateOnly day) =>
        this with
        {
            PerseveranceTime = PerseveranceTime.GivenOn(day),
            Burden = Burden.GivenOn(day),
            Going = Going.GivenOn(day),
            Strain = Strain.GivenOn(day),
            TakeOver = TakeOver.GivenOn(day),
        };

    private static void Cross(ref Measure measure, DateOnly day)
    {
        if (measure.CrossedOn == default)
            measure.CrossedOn = day;
    }

    /// <summary>Earlier answers were about care that has ended.</summary>
    private void Leave(DateOnly day)
    {
        PerseveranceTime.ForgetBefore(day);
        Burden.ForgetBefore(day);
        Going.ForgetBefore(day);
        Strain.ForgetBefore(day);
        SevereStrain.ForgetBefore(day);
        Support.ForgetBefore(day);
        MissedSupport.ForgetBefore(day);
        TakeOver.ForgetBefore(day);
        (ToldOn, ToldBeforeOn) = (default, default);
    }
}
