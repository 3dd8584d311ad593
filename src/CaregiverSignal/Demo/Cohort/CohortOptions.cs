namespace CaregiverSignal.Demo;

/// <summary>Which cohort: the same options make the same one, and one more person changes nobody else.</summary>
/// <param name="Months">How long everybody is followed, counted from the first day.</param>
public sealed record CohortOptions(CohortWorld World, int People, int Months, int Seed)
{
    public static readonly DateOnly FirstDay = new(2023, 1, 2);

    /// <summary>The last day that is known.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(Months).AddDays(-1);
}
