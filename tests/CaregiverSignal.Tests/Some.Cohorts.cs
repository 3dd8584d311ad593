using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>Simulated people, asked as the shipped plan asks.</summary>
    public static IReadOnlyList<CohortPerson> Cohort(CohortOptions options) => CaregiverSignal.Demo.Cohort.Make(options, Plan, Instruments);
}
