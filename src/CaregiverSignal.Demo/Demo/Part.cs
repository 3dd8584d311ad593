namespace CaregiverSignal.Demo;

/// <summary>What the last weeks bring to an invented caregiver, so that each section of a coordinator's pages has
/// somebody in it when they open. All days are counted back from the last day.</summary>
/// <param name="Asked">The day of the questions of the last month; null where any will do.</param>
/// <param name="Writes">The day on which they answer, with the words of that part; null for a part without
/// words.</param>
/// <param name="LooksAgain">The day agreed in the talk that follows; null for the usual one.</param>
/// <param name="Turns">From when to when care gets heavier; null when the course decides it.</param>
/// <param name="AsksForCall">Whether they ask to be called when they write.</param>
/// <param name="IsNotReached">Whether nobody answers when they are called.</param>
/// <param name="ComesBack">The status (RFC 3463) with which the mail about those questions comes back; null where it
/// arrives.</param>
/// <param name="Joined">The day on which somebody joined who never answered; null for others.</param>
public sealed record Part(
    int? Asked = null,
    int? Writes = null,
    int? LooksAgain = null,
    (int From, int To)? Turns = null,
    bool AsksForCall = true,
    bool IsNotReached = false,
    string? ComesBack = null,
    int? Joined = null
)
{
    private static readonly Part None = new();

    /// <summary>By number; most are the first coordinator's people, so that one worklist shows them all. What else
    /// happens to them stands in <see cref="DemoCaregivers.Begin"/>.</summary>
    private static readonly Dictionary<int, Part> Parts = new()
    {
        // The questions wait for a call, or for the paper to be returned.
        [9] = new(Asked: 2),
        [21] = new(Asked: 2),
        // There is no such address, and the mailbox is full.
        [18] = new(Asked: 2, ComesBack: "5.1.1"),
        [24] = new(Asked: 2, ComesBack: "5.2.2"),
        [36] = new(Joined: 46),
        [15] = new(28, 25, LooksAgain: 1),
        [27] = new(28, 24, LooksAgain: 0),
        [48] = new(11, 9, LooksAgain: -13),
        [42] = new(4, 2, IsNotReached: true),
        [39] = new(4, 1, Turns: (25, 5), AsksForCall: false),
        [33] = new(3, 0, Turns: (10, 10)),
    };

    public static Part Of(int number) => Parts.GetValueOrDefault(number, None);
}
