namespace CaregiverSignal.Signals.Rules;

/// <summary>The answers to one measure that the rules read: the first and the newest ones.</summary>
public struct Measure
{
    private bool higherIsWorse;

    /// <summary>The worst answer with blanks, and a newer one, where they count beside <see cref="Newest"/>.</summary>
    private (short Value, DateOnly On) least;
    private (short Value, DateOnly On) later;

    /// <summary>The newest answer whatever its age, which blanks never make better.</summary>
    private (short Value, DateOnly On) ageless;

    /// <summary>The day of the first complete answer; the default while there is none.</summary>
    public DateOnly FirstOn { get; private set; }

    public short First { get; private set; }

    public DateOnly NewestOn { get; private set; }

    public short Newest { get; private set; }

    /// <summary>The newest complete answer; the two before it follow.</summary>
    public short Complete { get; private set; }

    public short Before { get; private set; }

    public short BeforeThat { get; private set; }

    /// <summary>How far it is above its first answer; only of a measure that a <see cref="Creeping"/> reads.</summary>
    internal Rise Rise;

    /// <summary>How many complete answers there are, up to three.</summary>
    public byte Count { get; private set; }

    /// <summary>Takes an answer; its missing items never make it better than the answer before, for as long as that one
    /// counts.</summary>
    /// <remarks>Of two answers on one day the worse one counts, in whatever order they come.</remarks>
    public void Take(in Observation observation)
    {
        const int holdsDays = PerseveranceTime.HoldsDays;
        higherIsWorse = observation.Kind.HigherIsWorse();
        // The best that it can be, given its missing items.
        var (day, answer) = (observation.Day, (short)(higherIsWorse ? observation.Low : observation.High));
        var isComplete = observation.Low == observation.High;
        if (ageless.On == default || (isComplete && day > ageless.On) || IsWorse(answer, ageless.Value))
            ageless = (answer, day);

        var isWorse = day.DayNumber - NewestOn.DayNumber > holdsDays || IsWorse(answer, Newest);
        if (!isComplete)
        {
            // A row that came twice is one.
            if ((day, answer) == (NewestOn, Newest))
                return;
            if (isWorse)
                (NewestOn, Newest) = (day, answer);
            else if (day.DayNumber - least.On.DayNumber > holdsDays || !IsWorse(least.Value, answer))
                (least, later) = ((answer, day), default);
            else
                later = (answer, day);
            return;
        }

        if (FirstOn == default || (day == FirstOn && !IsWorse(answer, First)))
            (FirstOn, First) = (day, answer);
        if (day > NewestOn)
        {
            (BeforeThat, Before, Complete, Newest, NewestOn) = (Before, Complete, answer, answer, day);
            (least, later) = (default, default);
            if (Count < 3)
                Count++;
        }
        else if (isWorse)
        {
            Complete = Newest = answer;
        }
    }

    /// <summary>The newest answer that counts on a day, the heaviest where blanks leave several, and its day; null
    /// without one.</summary>
    /// <param name="holdsDays">How many days an answer counts.</param>
    public readonly (int Value, DateOnly On)? At(DateOnly day, int holdsDays)
    {
        var counts = default((short Value, DateOnly On));
        foreach (var answer in (ReadOnlySpan<(short Value, DateOnly On)>)[(Newest, NewestOn), least, later])
        {
            var holds = answer.On != default && day.DayNumber - answer.On.DayNumber <= holdsDays;
            var isWorse = counts.On == default || IsWorse(answer.Value, counts.Value);
            if (holds && (isWorse || (answer.Value == counts.Value && answer.On > counts.On)))
                counts = answer;
        }

        return counts.On == default ? null : counts;
    }

    /// <summary>Makes it as if its newest answer, whatever its age, were given on a day.</summary>
    public void GiveOn(DateOnly day)
    {
        if (ageless.On != default)
            (Newest, NewestOn, least, later) = (ageless.Value, day, default, default);
    }

    /// <summary>Forgets the answers before a day.</summary>
    public void ForgetBefore(DateOnly day)
    {
        if (NewestOn < day)
            this = default;
    }

    private readonly bool IsWorse(short one, short other) => higherIsWorse ? one > other : one < other;
}
