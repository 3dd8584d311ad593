namespace CaregiverSignal.Tests.Invitations;

/// <summary>
/// What no mail should say: words by which somebody over the reader's shoulder learns what it is about.
/// </summary>
public static class NeutralWords
{
    /// <summary>As beginnings or parts of words; ours, and longer than any one mail needs.</summary>
    public static readonly IReadOnlyList<string> TellTooMuch =
    [
        "mantelzorg",
        "mantelval",
        "belast",
        "overbelast",
        "zwaar",
        "druk",
        "score",
        "signaal",
        "risico",
        "dementie",
        "ggz",
        "depress",
        "ziek",
        "zorg",
        "patiënt",
        "cliënt",
        "partner",
        "volhoud",
        "eenzaam",
        "somber",
        "stress",
        "crisis",
        "rood",
        "oranje",
        "hulpverlen",
    ];
}
