namespace CaregiverSignal.Signals.Rules;

/// <summary>The answers to one measure, as far as the rules read them: the first and the newest.</summary>
public struct Measure
{
    /// <summary>The day of the first complete answer; the default while there is none.</summary>
    public DateOnly FirstOn { get; private set; }

    public short First { get; private set; }

    public DateOnly NewestOn { get; private set; }

    public short Newest { get; private set; }

    /// <summary>The newest complete answer, the one before it, and the one before that.</summary>
    public short Complete { get; private set; }

    public short Before { get; private set; }

    public short BeforeThat { get; private set; }

    /// <summary>How many complete answers there are, up to three.</summary>
    public byte Count { get; private set; }

    /// <summary>The first day on which it was on the wrong side of its limit; the default while it never was.</summary>
    public DateOnly CrossedOn { get; internal set; }

    /// <summary>An answer; what is missing never makes it better than what stood, for as long as that counts.</summary>
    /// <remarks>Of two answers on one day the worse counts, whatever the order in which they come.</remarks>
    /// <param name="best">What it is if all that is missing is as good as can be; equal to <paramref name="worst"/>
    /// when nothing is.</param>
    /// <param name="holdsDays">Days that an answer counts.</param>
    public void Take(DateOnly day, int best, int worst, bool higherIsWorse, int holdsDays)
    {
        var isWorse = day.DayNumber - NewestOn.DayNumber > holdsDays || (higherIsWorse ? best > Newest : best < Newest);
        if (best != worst)
        {
            if (isWorse)
                (NewestOn, Newest) = (day, (short)best);
            return;
        }

        if (FirstOn == default || (day == FirstOn && (higherIsWorse ? best < First : best > First)))
            (FirstOn, First) = (day, (short)best);
        if (day > NewestOn)
        {
            (BeforeThat, Before, Complete, Newest, NewestOn) = (Before, Complete, (short)best, (short)best, day);
            if (Count < 3)
                Count++;
        }
        else if (isWorse)
        {
            Complete = Newest = (short)best;
        }
    }

    /// <summary>Forgets what was answered before a day.</summary>
    public void ForgetBefore(DateOnly day)
    {
        if (NewestOn < day)
            this = new Measure { CrossedOn = CrossedOn };
    }
}
