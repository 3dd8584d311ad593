namespace CaregiverSignal.Signals.Rules;

/// <summary>How long the caregiver says that they can go on: the single question that predicts best.</summary>
/// <remarks>It predicts the end of care at home within a year: Kraijo e.a. 2017, PMC5379582. The points of its six
/// steps are our choice: less than a month is red by itself, less than six months is red together with two more warning
/// signs, and less than a year is amber.</remarks>
public sealed class PerseveranceTime()
    : AnswerSign("time", SignalKind.Level, ObservationKind.PerseveranceTime, holdsDays: HoldsDays)
{
    /// <summary>The step "a week to a month": from there down it is two heavy things by itself.</summary>
    public const int UnderAMonth = 2;

    /// <summary>The step "one to six months": heavy beside "bad", or a burden of 70 or more (ours).</summary>
    public const int UnderHalfAYear = 3;

    private static readonly int[] PointsOf = [0, 9, 8, 6, 4, 2, 0];

    /// <summary>The last day of the time that an answer names; null for more than two years.</summary>
    /// <param name="step">1 (less than a week) to 6 (more than two years), as the question has them.</param>
    public static DateOnly? EndOf(int step, DateOnly answeredOn) =>
        step switch
        {
            1 => answeredOn.AddDays(7),
            2 => answeredOn.AddMonths(1),
            3 => answeredOn.AddMonths(6),
            4 => answeredOn.AddYears(1),
            5 => answeredOn.AddYears(2),
            _ => null,
        };

    /// <summary>Days for which an answer counts (ours: two rounds of the slowest shipped plan, with late
    /// answers).</summary>
    public const int HoldsDays = 200;

    /// <remarks>Less than a month is two heavy things (guarantee 2: it is red whatever else is missing).</remarks>
    public override Weight Weigh(in CaregiverState state, DateOnly today)
    {
        if (At(state, today) is not var (step, _))
            return default;
        var isHard =
            state[ObservationKind.Going].At(today, Nearness.AlarmHoldsDays)?.Value <= GoingBadly.Bad
            || state[ObservationKind.Burden].At(today, Nearness.AlarmHoldsDays)?.Value >= HighBurden.HeavyInTime;
        return new(
            PointsOf[step],
            step <= UnderAMonth ? Weight.RedAlarms
                : step == UnderHalfAYear && isHard ? 1
                : 0,
            Step: Math.Max(0, UnderAMonth + 1 - step)
        );
    }
}
