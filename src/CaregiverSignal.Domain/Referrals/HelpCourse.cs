namespace CaregiverSignal.Referrals;

/// <summary>Perseverance time before and after help began; the cause of a difference is unknown.</summary>
/// <remarks>The last answer within three months before, and the first between two months and half a year after:
/// check-ins are at most two months apart (our choice).</remarks>
public sealed record HelpCourse((DateOnly On, double Value) Before, (DateOnly On, double Value) After)
{
    public const string Instrument = "volhoudtijd";
    public const string Scale = "time";

    /// <summary>Neither end included.</summary>
    public const int MonthsBefore = 3,
        MonthsAfter = 6;

    /// <summary>As a column of the report.</summary>
    public string Change =>
        After.Value > Before.Value ? "longer"
        : After.Value < Before.Value ? "shorter"
        : "same";

    /// <param name="answers">Oldest first. One of the day on which it began is from before.</param>
    /// <returns>Null where one of the two is not known.</returns>
    public static HelpCourse? Around(DateOnly beganOn, IEnumerable<(DateOnly On, double Value)> answers)
    {
        List<(DateOnly On, double Value)> known = [.. answers];
        var before = known.FindLastIndex(answer =>
            answer.On <= beganOn && answer.On > beganOn.AddMonths(-MonthsBefore)
        );
        var after = known.FindIndex(answer =>
            answer.On >= beganOn.AddMonths(2) && answer.On < beganOn.AddMonths(MonthsAfter)
        );
        return before < 0 || after < 0 ? null : new(known[before], known[after]);
    }
}
