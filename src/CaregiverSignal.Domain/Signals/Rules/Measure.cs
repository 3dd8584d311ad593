namespace CaregiverSignal.Signals.Rules;

/// <summary>The answers to one measure that the rules read: the first and the newest ones.</summary>
public struct Measure
{
    /// <summary>The day of the first complete answer; the default while there is none.</summary>
    public DateOnly FirstOn { get; private set; }

    public short First { get; private set; }

    public DateOnly NewestOn { get; private set; }

    public short Newest { get; private set; }

    /// <summary>The newest complete answer; the two before it follow.</summary>
    public short Complete { get; private set; }

    public short Before { get; private set; }

    public short BeforeThat { get; private set; }

    /// <summary>How many complete answers there are, up to three.</summary>
    public byte Count { get; private set; }

    /// <summary>The first day on which it was beyond its limit; the default while it never was.</summary>
    public DateOnly CrossedOn { get; internal set; }

    /// <summary>
    /// Takes an answer; its missing items never make it better than the answer before, for as long as that one counts.
    /// </summary>
    /// <remarks>Of two answers on one day the worse one counts, in whatever order they come.</remarks>
    /// <param name="best">The value if every missing item had its best answer; equal to <paramref name="worst"/> when
    /// none is missing.</param>
    /// <param name="holdsDays">How many days an answer counts.</param>
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

    /// <summary>Forgets the answers before a day.</summary>
    public void ForgetBefore(DateOnly day)
    {
        if (NewestOn < day)
            this = new Measure { CrossedOn = CrossedOn };
    }
}
