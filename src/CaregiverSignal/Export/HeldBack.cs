using CaregiverSignal.People;

namespace CaregiverSignal.Export;

/// <summary>
/// What a copy that somebody fetches themselves leaves out: others may read over their shoulder what would harm them or
/// whoever spoke about them. A coordinator gives it in person (docs/adr/0057).
/// </summary>
public static class HeldBack
{
    private static readonly IReadOnlyList<string> Fields = ["safe_to_call", "referred_by", "referral_agreed_by"];

    public static bool Holds(string field) => Fields.Contains(field);

    /// <summary>Whether the words with an event are a member of staff's.</summary>
    public static bool Holds(CareEvent one) => one.ReportedBy == ReportedBy.Coordinator;

    /// <summary>The rows of a table without it.</summary>
    public static IReadOnlyList<IDictionary<string, object?>> Without(
        string table,
        IReadOnlyList<IDictionary<string, object?>> rows
    ) =>
        [
            .. rows.Where(row => table != "detail_change" || !Holds((string)row["field"]!))
                .Select(row => row.Where(cell => !Holds(table, row, cell.Key)).ToDictionary()),
        ];

    private static bool Holds(string table, IDictionary<string, object?> row, string column) =>
        table switch
        {
            "caregiver" => Holds(column),
            "action" => column == "note",
            "event" => column == "note" && Equals(row["reported_by"], ReportedBy.Coordinator.Code()),
            _ => false,
        };
}
