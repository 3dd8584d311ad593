using System.Globalization;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <param name="Held">Why nothing is mailed; null while mail goes.</param>
/// <param name="Saved">What was just decided.</param>
public sealed record PostPageModel(StaffShell Shell, string? Held, string? Saved, string Summary, IReadOnlyList<PostGroup> Groups)
{
    public static readonly Texts Words = Texts.Of(typeof(PostPage));

    /// <summary>The groups of the page, what needs somebody first, each with its states.</summary>
    public static readonly IReadOnlyList<(string Key, string[] States)> All =
    [
        ("unsure", ["unsure"]),
        ("failed", ["failed"]),
        ("held", ["held"]),
        ("waiting", ["ready", "leased", "in-data"]),
        ("past", ["expired", "cancelled"]),
        ("sent", ["sent"]),
    ];

    public static string SummaryOf(IReadOnlyDictionary<string, int> counts) =>
        Words["Summary", [.. All.Select(group => (group.Key, Texts.Number(CountOf(group.States, counts))))]];

    public static PostGroup GroupOf(string key, string[] states, IReadOnlyList<PostRow> rows, IReadOnlyDictionary<string, int> counts, SiteTime time) => new(
        key,
        Words["Group." + key],
        CountOf(states, counts) > rows.Count ? Words["Newest", ("n", Texts.Number(rows.Count))] : null,
        [.. rows.Select(row => LineOf(row, time))]);

    public static PostLine LineOf(PostRow row, SiteTime time) => new(
        row.Id,
        Words.Has("Kind." + row.Kind) ? Words["Kind." + row.Kind] : row.Kind,
        Plainly.Shown(row.RecipientDomain),
        Age(time.Now - row.CreatedAt),
        ReasonOf(row, time),
        row.MayGoAgain,
        row.MayBeGivenUp);

    /// <summary>Why a mail is where it is, in words.</summary>
    public static string ReasonOf(PostRow row, SiteTime time) => row.State switch
    {
        "ready" when row.Attempts == 0 && row.LastNote is null && row.LastCode is null => Words["Ready"],
        "ready" => $"{NoteOf(row)} {Words["NextTry", ("tijd", Moment(row.NextTryAt ?? time.Now, time))]}",
        "leased" or "in-data" => Words["Now"],
        "unsure" => $"{Words["Unsure"]} {NoteOf(row)} {Words["NextTry", ("tijd", Moment(row.NextTryAt ?? time.Now, time))]}",
        "failed" => NoteOf(row),
        "expired" => $"{Words["Expired"]} {NoteOf(row)}".TrimEnd(),
        "cancelled" => Words["Cancelled"],
        "held" => Words["Held"],
        _ => Words["Sent", ("tijd", Moment(row.EndedAt ?? row.CreatedAt, time))],
    };

    /// <summary>How long ago, in the largest unit that says enough.</summary>
    public static string Age(TimeSpan age)
    {
        var (n, unit) = age switch
        {
            { TotalDays: >= 2 } => (age.Days, "Days"),
            { TotalHours: >= 1 } => ((int)age.TotalHours, "Hours"),
            { TotalMinutes: >= 2 } => ((int)age.TotalMinutes, "Minutes"),
            _ => (1, "Minute"),
        };
        return Words["Age." + unit, ("n", Texts.Number(n))];
    }

    private static string NoteOf(PostRow row)
    {
        var said = row.LastNote is { } note && Words.Has("Note." + note) ? Words["Note." + note] : row.LastNote is null && row.LastCode is null ? "" : Words["Note.other"];
        return row.LastCode is { } code && said.Length > 0 ? $"{said} {Words["Code", ("code", code.ToString(CultureInfo.InvariantCulture))]}" : said;
    }

    private static string Moment(DateTimeOffset at, SiteTime time) => time.Local(at).ToString("d MMMM H.mm 'uur'", Texts.Dutch);

    private static int CountOf(string[] states, IReadOnlyDictionary<string, int> counts) => states.Sum(state => counts.GetValueOrDefault(state));
}

/// <param name="Newest">Said when there are more than are shown.</param>
public sealed record PostGroup(string Id, string Title, string? Newest, IReadOnlyList<PostLine> Rows);

public sealed record PostLine(string Id, string Kind, string Domain, string Age, string Reason, bool MayGoAgain, bool MayBeGivenUp);

/// <summary>The page that asks before something is done.</summary>
/// <param name="Act"><c>opnieuw</c> or <c>opgeven</c>.</param>
/// <param name="Warning">What may go wrong by it.</param>
public sealed record PostAskModel(StaffShell Shell, string Act, PostLine Mail, string Warning);
