namespace CaregiverSignal.Demo;

/// <summary>
/// Who plays which part, by number; most are the first coordinator's people, so that one worklist shows them all.
/// </summary>
/// <remarks>A smaller demo has only the parts of the people in it.</remarks>
public static class Cast
{
    private static readonly Dictionary<int, Part> Parts = new()
    {
        [6] = Part.Attention,
        [9] = Part.ToBeAsked,
        [12] = Part.Bereaved,
        [15] = Part.Late,
        [18] = Part.WrongAddress,
        [21] = Part.ToBeAsked,
        [24] = Part.FullMailbox,
        [27] = Part.DueToday,
        [30] = Part.Stops,
        [33] = Part.AsksToBeCalled,
        [34] = Part.Pauses,
        [36] = Part.NeverAnswered,
        [39] = Part.TakenUp,
        [42] = Part.NotReached,
        [48] = Part.Followed,
    };

    public static Part PartOf(int number) => Parts.GetValueOrDefault(number);

    /// <summary>
    /// The day of the first questions, so that a check-in is open on the day of the part; null when the part needs
    /// none.
    /// </summary>
    public static DateOnly? FirstAsked(DemoOptions options, Part part) =>
        part switch
        {
            Part.AsksToBeCalled => FromDay(options, 3),
            Part.TakenUp or Part.NotReached => FromDay(options, 4),
            Part.DueToday or Part.Late => FromDay(options, 28),
            Part.Followed => FromDay(options, 11),
            Part.ToBeAsked or Part.WrongAddress or Part.FullMailbox => FromDay(options, 2),
            Part.NeverAnswered => DemoOptions.LastDay.AddDays(-16).AddMonths(-Math.Min(1, options.Months - 1)),
            _ => null,
        };

    /// <summary>
    /// From when to when care gets heavier for somebody whose part is to report that on the last day but one; null when
    /// the course decides it.
    /// </summary>
    public static (DateOnly Turns, DateOnly Arrives)? TurnOf(Part part) =>
        part == Part.TakenUp ? (DemoOptions.LastDay.AddDays(-25), DemoOptions.LastDay.AddDays(-5)) : null;

    /// <summary>Whether they ask to be called when they write in their part.</summary>
    public static bool AsksForCall(Part part) => part != Part.TakenUp;

    /// <summary>When they answer and write the words of their part; null for a part without words.</summary>
    public static (DateOnly Day, TimeOnly At)? WritesOn(Part part) =>
        part switch
        {
            Part.AsksToBeCalled => (DemoOptions.LastDay, new TimeOnly(9, 12)),
            Part.TakenUp => (DemoOptions.LastDay.AddDays(-1), new TimeOnly(9, 40)),
            Part.NotReached => (DemoOptions.LastDay.AddDays(-2), new TimeOnly(9, 5)),
            Part.DueToday => (DemoOptions.LastDay.AddDays(-24), new TimeOnly(10, 30)),
            Part.Late => (DemoOptions.LastDay.AddDays(-25), new TimeOnly(11, 10)),
            Part.Followed => (DemoOptions.LastDay.AddDays(-9), new TimeOnly(20, 15)),
            _ => null,
        };

    /// <summary>
    /// The day on which the coordinator wants to look again after the talk of this part; null for other parts.
    /// </summary>
    public static DateOnly? AgreedOn(Part part) =>
        part switch
        {
            Part.DueToday => DemoOptions.LastDay,
            Part.Late => DemoOptions.LastDay.AddDays(-1),
            Part.Followed => DemoOptions.LastDay.AddDays(13),
            _ => null,
        };

    /// <summary>The day so many days before the last day, moved to the first month of the demo.</summary>
    private static DateOnly FromDay(DemoOptions options, int daysBefore) =>
        DemoOptions.LastDay.AddDays(-daysBefore).AddMonths(1 - options.Months);
}
