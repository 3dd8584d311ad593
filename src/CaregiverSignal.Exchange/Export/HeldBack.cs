using CaregiverSignal.People;

namespace CaregiverSignal.Export;

/// <summary>What copies that people fetch themselves leave out, because others looking on could read what would harm
/// them or their informants. A coordinator provides it in person.</summary>
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

    /// <summary>Whether an event's words are by staff, or say that others gave the answers.</summary>
    public static bool Holds(CareEvent careEvent) =>
        careEvent.ReportedBy == ReportedBy.Coordinator
        || careEvent.ConsentId is not null
        || LifeChange.SaysNotTheirs(careEvent);
}
