using System.Globalization;
using CaregiverSignal.Desk.Register;
using CaregiverSignal.People;

namespace CaregiverSignal.Export;

/// <summary>
/// What a copy that somebody fetches themselves leaves out: others may read over their shoulder what would harm them or
/// whoever spoke about them. A coordinator gives it in person.
/// </summary>
public static class HeldBack
{
    private static readonly IReadOnlyList<string> Fields = ["safe_to_call", "referred_by", "referral_agreed_by"];

    private const string Disowned = "disowned";

    private static readonly IReadOnlyList<string> AsTheyWere =
    [
        "answered_at",
        "offered_until",
        "own_words",
        "words_by",
        "call_me",
    ];

    /// <summary>The tables of answers, with the column of the response that each row is of.</summary>
    private static readonly IReadOnlyList<(string Table, string Key)> Responses =
    [
        ("response", "id"),
        ("answer", "response_id"),
        ("score", "response_id"),
    ];

    public static bool Holds(string field) => Fields.Contains(field);

    /// <summary>Whether the words with an event are a member of staff's, or say that others gave the answers.</summary>
    public static bool Holds(CareEvent one) =>
        one.ReportedBy == ReportedBy.Coordinator || one.ConsentId is not null || LifeChange.SaysNotTheirs(one);

    /// <summary>
    /// All tables without it. Answers that are not theirs stand where they were given, as whoever gave them may read
    /// along.
    /// </summary>
    public static Dictionary<string, IReadOnlyList<IDictionary<string, object?>>> Without(
        IReadOnlyDictionary<string, IReadOnlyList<IDictionary<string, object?>>> tables
    ) =>
        AsGiven(tables)
            .Where(table => table.Key != Disowned)
            .ToDictionary(table => table.Key, table => Without(table.Key, table.Value));

    private static Dictionary<string, IReadOnlyList<IDictionary<string, object?>>> AsGiven(
        IReadOnlyDictionary<string, IReadOnlyList<IDictionary<string, object?>>> tables
    )
    {
        var given = tables.ToDictionary();
        var open = tables["check_in"].Where(row => row["answered_at"] is null).ToDictionary(row => row["id"]!);
        var gone = tables[Disowned]
            .Where(row => open.ContainsKey(row["check_in_id"]!))
            .GroupBy(row => row["check_in_id"]!)
            .Select(several => several.Last())
            .ToDictionary(row => row["id"]!);
        foreach (var one in gone.Values)
        {
            foreach (var column in AsTheyWere)
                open[one["check_in_id"]!][column] = one[column];
        }

        var others = new HashSet<object>();
        foreach (var response in tables["response"].Where(row => row["disowned_id"] is not null))
        {
            if (gone.TryGetValue(response["disowned_id"]!, out var one))
                (response["caregiver_id"], response["check_in_id"]) = (one["caregiver_id"], one["check_in_id"]);
            else
                others.Add(response["id"]!);
        }

        foreach (var (table, key) in Responses)
            given[table] = [.. tables[table].Where(row => !others.Contains(row[key]!))];
        return given;
    }

    private static IReadOnlyList<IDictionary<string, object?>> Without(
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
            "help_step" => column is "note" or "disowned_id",
            "check_in" => column == "disowned_at",
            "response" => column == "disowned_id",
            "record" => column is "deed" or "object" && RecordInWords.IsAboutOthersAnswers((string?)row["object"]),
            "event" => column == "note"
                && Holds(
                    new CareEvent
                    {
                        ReportedBy = Codes.Find<ReportedBy>((string)row["reported_by"]!)!.Value,
                        Note = (string)row["note"]!,
                        ConsentId = row["consent_id"] is { } id
                            ? Convert.ToInt64(id, CultureInfo.InvariantCulture)
                            : null,
                    }
                ),
            _ => false,
        };
}
