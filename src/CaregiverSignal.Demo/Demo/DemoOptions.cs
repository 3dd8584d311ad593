namespace CaregiverSignal.Demo;

/// <summary>The size of a demo and its seed: the same options make the same demo on any real day.</summary>
/// <param name="Seed">Any number; another seed makes other people and other luck.</param>
public sealed record DemoOptions(int Caregivers, int Months, int Seed)
{
    public const int MostCaregivers = 2000;
    public const int MostMonths = 60;

    /// <summary>The last simulated day: a Friday, with a day of the month that every month has.</summary>
    public static readonly DateOnly LastDay = new(2026, 10, 23);

    /// <summary>Local time at which the simulation ends and the pages open.</summary>
    public static readonly TimeOnly EndsAt = new(12, 0);

    public DateOnly FirstDay => LastDay.AddMonths(-Months);
}
