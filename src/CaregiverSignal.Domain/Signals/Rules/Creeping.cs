namespace CaregiverSignal.Signals.Rules;

/// <summary>It becomes heavier step by step (guarantee 5): two answers in a row are clearly above the first. It is a
/// line once, and again only after two answers in a row that are back near the first.</summary>
/// <remarks>A list with blanks counts at the least that it can be, also as the first answer, and is never back. Two in
/// a row, and a third of the rise as near, are ours, compared in drawn lives.</remarks>
/// <param name="by">How far above the first answer is clearly above it.</param>
/// <param name="past">Only answers above this value count.</param>
public abstract class Creeping(string key, ObservationKind measure, int by, int past)
    : WarningSign(key, SignalKind.Change, measure, by)
{
    private const int InARow = 2;

    public override DateOnly Day(in CaregiverState state, DateOnly today) => state[Reads].Rise.SaidOn;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(state[Reads].Rise.Newest, state[Reads].Rise.First, state[Reads].Rise.FirstOn);

    /// <summary>Takes an answer; of those of one day, which come lightest first, the heaviest counts.</summary>
    internal void Follow(ref Rise rise, in Observation answer)
    {
        if (rise.FirstOn == default)
            (rise.FirstOn, rise.First) = (answer.Day, answer.Low);
        if (answer.Day != rise.AnsweredOn)
            (rise.AnsweredOn, rise.RunBefore) = (answer.Day, rise.Run);
        var above = answer.Low - rise.First;
        if (above >= by && answer.Low > past)
            (rise.Run, rise.Newest) = (Math.Max(rise.RunBefore, 0) + 1, answer.Low);
        else if (answer.Low == answer.High)
            rise.Run = above * 3 <= by ? Math.Min(rise.RunBefore, 0) - 1 : 0;

        if (rise.Run <= -InARow)
            rise.IsSaid = false;
        if (rise.Run >= InARow && !rise.IsSaid)
            (rise.IsSaid, rise.SaidOn) = (true, answer.Day);
    }
}

/// <summary>The Caregiver Strain Index creeps up.</summary>
public sealed class CreepingStrain() : Creeping("rise", ObservationKind.Strain, By, past: 0)
{
    /// <summary>CSI total, 0 to 13: the smallest detectable change is 2.8, Post 2007, at sralab.org (n = 26).</summary>
    public const int By = 3;
}

/// <summary>The self-rated burden creeps up, past the middle of its line from 0 to 100 (ours).</summary>
public sealed class CreepingBurden() : Creeping("burden-rise", ObservationKind.Burden, By, past: 50)
{
    /// <summary>Self-rated burden, 0 to 100 (ours).</summary>
    public const int By = 30;
}

/// <summary>How far a measure is above its first answer, as <see cref="Creeping"/> follows it.</summary>
internal struct Rise
{
    public DateOnly FirstOn;
    public int First;

    /// <summary>The newest answer that is clearly above the first.</summary>
    public int Newest;

    /// <summary>The day on which it was last said; the default for never.</summary>
    public DateOnly SaidOn;
    public bool IsSaid;
    public DateOnly AnsweredOn;

    /// <summary>Answers in a row that are clearly above, or as a negative number that are back.</summary>
    public int Run;
    public int RunBefore;
}
