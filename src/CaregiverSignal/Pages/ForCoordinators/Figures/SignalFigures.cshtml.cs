using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Pages.ForCoordinators.Figures;

/// <summary>How the signals of a team did, in a few small tables: counts, and nobody's name.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class SignalFiguresModel(TeamFigures figures) : StaffPage
{
    public Audit Audit { get; private set; } = null!;

    /// <summary>The days between a signal and what it foresaw, in words.</summary>
    public string Lead => Days(Audit.Lead);

    /// <summary>What matters most first; a table without a line is left out.</summary>
    public IEnumerable<NumberTable> Tables =>
        new[]
        {
            TableOf(
                T["Alarming"],
                [
                    new(T["Answers"], Texts.Number(Audit.Alarming.Count)),
                    new(T["Unspoken"], Texts.Number(Audit.Alarming.Unspoken)),
                    new(T["Days"], Days(Audit.Alarming.Days)),
                    new(T["Longest"], Audit.Alarming.Longest is { } days ? Texts.Number(days) : T["TooFew"]),
                ]
            ),
            TableOf(T["Foreseen"], [Of(T["BySignal"], Audit.Foreseen), ByTime]),
            TableOf(
                T["AfterRed"],
                [
                    .. Audit.AfterRed.Select(pair => Of(T["Kind." + (pair.Kind?.Code() ?? "None")], pair.Share)),
                    Of(T["Followed"], Audit.FollowedRed),
                ]
            ),
            TableOf(
                T["Named"],
                [
                    .. Audit
                        .ForeseenByKind.Where(pair => pair.Share.Count > 0)
                        .OrderByDescending(pair => pair.Share.Count)
                        .Select(pair => Of(T["Sign." + pair.Kind.Code()], pair.Share)),
                ]
            ),
            TableOf(T["Points"], [.. Audit.Bands.Select(band => Of(NameOf(band.From), band.Share))]),
            TableOf(
                T["Became"],
                [Of(T["Talked"], Audit.Talked), Of(T["Chose"], Audit.Chose), Of(T["Began"], Audit.Began)]
            ),
        }.Where(table => table.Rows.Count > 0);

    public IActionResult OnGet()
    {
        (Audit, Unreadable) = figures.OfSignals(Staff);
        return ListOr(
            "meldingen",
            [T["Table"], T["What"], T["Times"], T["InHundred"]],
            Tables.SelectMany(table =>
                table.Rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [table.Caption, row.Name, row.Cells[0], row.Cells.ElementAtOrDefault(1) ?? ""]
                )
            )
        );
    }

    /// <summary>Between two steps of an answer, so about so many, and without an interval.</summary>
    private Row ByTime =>
        new(
            T["ByTime"],
            T[
                "About",
                ("n", Texts.Number(Math.Round(Audit.ForeseenByTime))),
                ("totaal", Texts.Number(Audit.Foreseen.Of))
            ],
            Audit.Foreseen.IsTooFew ? T["TooFew"] : Hundredths(Audit.ForeseenByTime / Audit.Foreseen.Of)
        );

    private string NameOf(int from) =>
        T[
            Audit.BandsFrom[^1] == from ? "Band.Last" : "Band",
            ("van", Texts.Number(from)),
            ("tot", Texts.Number(from + 1))
        ];

    private Row Of(string name, Share share) =>
        new(
            name,
            T["Of", ("n", Texts.Number(share.Count)), ("totaal", Texts.Number(share.Of))],
            share.IsTooFew
                ? T["TooFew"]
                : T[
                    "Between",
                    ("n", Hundredths(share.Interval.Value)),
                    ("van", Hundredths(share.Interval.Low)),
                    ("tot", Hundredths(share.Interval.High))
                ]
        );

    private string Days(ConfidenceInterval median) =>
        double.IsNaN(median.Value)
            ? T["TooFew"]
            : T[
                "Between",
                ("n", Texts.Number(Math.Round(median.Value))),
                ("van", Texts.Number(median.Low)),
                ("tot", Texts.Number(median.High))
            ];

    private static string Hundredths(double share) => Texts.Number(Math.Round(100 * share));

    private NumberTable TableOf(string caption, IReadOnlyList<Row> rows) =>
        rows.Any(row => row.InHundred.Length > 0)
            ? new(
                caption,
                [T["Times"], T["InHundred"]],
                [.. rows.Select(row => new NumberRow(row.Name, row.Times, row.InHundred))]
            )
            : new(caption, [T["Number"]], [.. rows.Select(row => new NumberRow(row.Name, row.Times))]);

    /// <param name="InHundred">Empty for a number that is no share.</param>
    private sealed record Row(string Name, string Times, string InHundred = "");
}
