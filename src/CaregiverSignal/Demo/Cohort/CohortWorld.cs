namespace CaregiverSignal.Demo;

/// <summary>A simulated world of caregivers: how common each course is, how often people do not answer, how noisy answers are.</summary>
/// <param name="Shares">Parts of each course; they need not add up to a hundred.</param>
/// <param name="NonResponse">Share of check-ins that nobody answers, from 0 to 1, apart from those who stop for good.</param>
/// <param name="Noise">1 for the published errors of measurement.</param>
/// <param name="EventsAYear">Heavy events in a year of anybody, besides those that a course is made of.</param>
/// <remarks>
/// The assumptions, all of them ours unless a source stands there; such a world shows whether rules are consistent, never
/// whether they are right about people.
/// <list type="bullet">
/// <item>One number a day, the strain from 0 to 1, drives every answer (<see cref="FilledIn"/>). It moves in straight lines
/// between a few points, with a wave of its own of some weeks (deviation 0.035) and a bump after each heavy event.</item>
/// <item>Everybody leans: all their life they answer a questionnaire, and happiness most, a little lighter or heavier than
/// others under the same strain.</item>
/// <item>Scores are off by <see cref="Demo.Noise"/>: CSI 1.0, VAS 0.67, the rest ours.</item>
/// <item>Care collapses when a course ends in it: some weeks after a limit of the person's own (0.78 to 0.95), or 40 to 200
/// days after a sudden event. Steady, content, coping and recovering people never collapse. Of the creeping and the
/// minimising a quarter levels off instead, of the sudden half adapts, of the devoted three in ten collapse.</item>
/// <item>Everybody has a habit of answering of their own around the world's; silent people stop 60 to 150 days before the
/// collapse; four in a hundred of those who never collapse stop for good too, for no reason that has to do with care.</item>
/// <item>Six in ten heavy events are reported, within two weeks. Who is under much strain sometimes asks to be called;
/// silent and minimising people never do.</item>
/// <item>Nobody is helped: a signal changes nothing in the course, so that each rule meets the same people.</item>
/// <item>No pauses, no bounced mail, no seasons, no death; nobody comes in later than the first month.</item>
/// </list>
/// </remarks>
public sealed record CohortWorld(string Name, IReadOnlyDictionary<Course, double> Shares, double NonResponse = 0.18, double Noise = 1, double EventsAYear = 0.3)
{
    /// <summary>About one in five over the cut-off at any time, one in six collapsing in three years.</summary>
    /// <remarks>Around the 17% of these caregivers that are seriously burdened (2008: 450,000 of 2.6 million).</remarks>
    public static readonly CohortWorld Standard = new("standard", new Dictionary<Course, double>
    {
        [Course.Steady] = 44, [Course.Content] = 8, [Course.Coping] = 10, [Course.Devoted] = 6, [Course.Creeping] = 12,
        [Course.Sudden] = 7, [Course.Recovering] = 6, [Course.Silent] = 4, [Course.Minimising] = 3,
    });

    public static readonly CohortWorld Lighter = Standard with
    {
        Name = "lighter",
        Shares = new Dictionary<Course, double>
        {
            [Course.Steady] = 66, [Course.Content] = 10, [Course.Coping] = 6, [Course.Devoted] = 3, [Course.Creeping] = 5,
            [Course.Sudden] = 3, [Course.Recovering] = 3, [Course.Silent] = 2, [Course.Minimising] = 2,
        },
    };

    public static readonly CohortWorld Heavier = Standard with
    {
        Name = "heavier",
        Shares = new Dictionary<Course, double>
        {
            [Course.Steady] = 24, [Course.Content] = 6, [Course.Coping] = 16, [Course.Devoted] = 8, [Course.Creeping] = 18,
            [Course.Sudden] = 9, [Course.Recovering] = 7, [Course.Silent] = 6, [Course.Minimising] = 6,
        },
    };

    public static readonly CohortWorld Unanswered = Standard with { Name = "40% non-response", NonResponse = 0.4 };

    public static readonly CohortWorld Noisy = Standard with { Name = "doubled noise", Noise = 2 };
}
