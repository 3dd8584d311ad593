namespace CaregiverSignal.Signals.Rules;

/// <summary>A sign that weighs in the level by the newest answer to one measure.</summary>
/// <param name="holdsDays">How many days the answer counts.</param>
public abstract class AnswerSign(
    string key,
    SignalKind kind,
    ObservationKind measure,
    int? limit = null,
    int holdsDays = Nearness.AlarmHoldsDays
) : WarningSign(key, kind, measure, limit)
{
    public override bool Weighs => true;

    public override DateOnly Day(in CaregiverState state, DateOnly today) => At(state, today)?.On ?? default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) => new(At(state, today)?.Value);

    /// <summary>The answer that counts on a day; null without one.</summary>
    protected (int Value, DateOnly On)? At(in CaregiverState state, DateOnly today) =>
        state[Reads].At(today, holdsDays);
}

/// <summary>The Caregiver Strain Index is near its highest.</summary>
public sealed class HeavyStrain() : AnswerSign("heavy-strain", SignalKind.Level, ObservationKind.Strain)
{
    /// <summary>CSI total, 0 to 13, from which an answer is heavy (ours).</summary>
    public const int Heavy = 10;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        At(state, today)?.Value >= Heavy ? new(0, 1) : default;
}

/// <summary>How happy the caregiver feels is near its lowest. It adds no points.</summary>
public sealed class LowHappiness() : AnswerSign("happiness", SignalKind.Level, ObservationKind.Happiness)
{
    /// <summary>CarerQol-VAS, 0 to 10, up to which an answer is heavy (ours).</summary>
    public const int Heavy = 2;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        At(state, today)?.Value <= Heavy ? new(0, 1) : default;
}

/// <summary>Caring feels heavy, on a line from 0 to 100 (self-rated burden).</summary>
/// <remarks>It correlates with perseverance time (r −.45 to −.78, instruments of Kraijo 2014).</remarks>
public sealed class HighBurden()
    : AnswerSign("burden", SignalKind.Level, ObservationKind.Burden, From, PerseveranceTime.HoldsDays)
{
    /// <summary>Self-rated burden, 0 to 100, from which an answer adds a point (ours).</summary>
    public const int From = 60;

    /// <summary>The same from which an answer is heavy (ours).</summary>
    public const int Heavy = 80;

    /// <summary>The same beside less than half a year of perseverance (ours).</summary>
    public const int HeavyInTime = 70;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        new(
            At(state, today)?.Value >= From ? 1 : 0,
            state[Reads].At(today, Nearness.AlarmHoldsDays)?.Value >= Heavy ? 1 : 0
        );
}

/// <summary>The caregiver says that they are doing badly, or very badly.</summary>
/// <remarks>Our own question, "how are you", from 1 very bad to 5 very well.</remarks>
public sealed class GoingBadly()
    : AnswerSign("going", SignalKind.Item, ObservationKind.Going, Bad, PerseveranceTime.HoldsDays)
{
    /// <summary>The answer that is heavy: very bad (ours). On a form that asked nothing else it counts as two heavy
    /// things: what was not asked is not well.</summary>
    public const int VeryBad = 1;

    /// <summary>The highest answer that adds a point, and is heavy beside less than half a year of perseverance: bad
    /// (ours).</summary>
    public const int Bad = 2;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        new(
            At(state, today)?.Value <= Bad ? 1 : 0,
            state[Reads].At(today, Nearness.AlarmHoldsDays) is not (VeryBad, var day) ? 0
                : day == state.LightVeryBadOn ? Weight.RedAlarms
                : 1
        );
}

/// <summary>The Caregiver Strain Index is at its cut-off and nobody can take over for half a day (domain.md R-08): two
/// heavy things, and so red by itself.</summary>
public sealed class NobodyTakesOver() : AnswerSign("nobody-takes-over", SignalKind.Item, ObservationKind.Strain)
{
    private const int Nobody = 3;

    /// <summary>The answer "I would rather not": it leaves somebody as alone as <see cref="Nobody"/>, and is read back
    /// as said.</summary>
    public const int Unwanted = 4;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        HighStrain.IsReached(state, today) && Said(state, today) >= Nobody ? new(0, Weight.RedAlarms) : default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(At(state, today)?.Value, Since: state[ObservationKind.TakeOver].NewestOn, Count: Said(state, today));

    private static int? Said(in CaregiverState state, DateOnly today) =>
        state[ObservationKind.TakeOver].At(today, Nearness.AlarmHoldsDays)?.Value;
}
