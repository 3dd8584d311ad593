using CaregiverSignal.People;

namespace CaregiverSignal.Export;

/// <summary>What a copy that somebody fetches themselves leaves out: others may read over their shoulder what would
/// harm them or whoever spoke about them. A coordinator gives it in person.</summary>
public static class HeldBack
{
    private static readonly IReadOnlyList<string> Fields =
    [
        "safe_to_call",
        "mail_readers",
        "referred_by",
        "referral_agreed_by",
    ];

    public static bool Holds(string field) => Fields.Contains(field);

    /// <summary>Whether the words with an event are a member of staff's, or say that others gave the answers.</summary>
    public static bool Holds(CareEvent careEvent) =>
        careEvent.ReportedBy == ReportedBy.Coordinator
        || careEvent.ConsentId is not null
        || LifeChange.SaysNotTheirs(careEvent);
}
