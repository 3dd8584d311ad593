using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.Shared.Charts;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Figures;

/// <summary>How a team's signals performed: four questions with tables. They contain counts, and a name only for
/// whoever waited longest for a conversation.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class SignalFiguresModel(TeamFigures figures, CurrentSettings settings) : StaffPage
{
    public Audit Audit { get; private set; } = null!;

    public IReadOnlyList<WaitedLong> Longest { get; private set; } = [];

    /// <summary>The days from a signal to what it foresaw, in words; null if it foresaw nothing.</summary>
    public string? Lead => double.IsNaN(Audit.Lead.Value) ? null : T["Lead", ("wat", Days(Audit.Lead))];

    /// <summary>How often perseverance time alone would have foreseen it; approximate, between answer steps.</summary>
    public string ByTime =>
        T["About", ("n", Texts.Number(Math.Round(Audit.ForeseenByTime))), ("totaal", Texts.Number(Audit.Foreseen.Of))];

    /// <summary>The events that a signal should precede, and no event; the table has the others too.</summary>
    public IEnumerable<(EventKind? Kind, Share Share)> Followed =>
        Audit.AfterRed.Where(pair => pair.Kind is not { } kind || Outcomes.ToForesee.Contains(kind));

    public IEnumerable<(string Name, Share Share)> Became =>
        [
            ("Told", new(Audit.Told, Audit.Told)),
            ("Talked", Audit.Talked),
            ("Chose", Audit.Chose),
            ("Began", Audit.Began),
        ];

    public IReadOnlyList<PictureColumn> Columns =>
        [.. Audit.Bands.Select(band => new PictureColumn(band.Share.Interval, band.Share.IsTooFew))];

    /// <summary>The top of the scale: the lowest of three above every interval.</summary>
    public double Most => new[] { 0.2, 0.5, 1 }.First(top => Columns.All(column => !(column.Interval.High > top)));

    /// <summary>From the two thresholds in force.</summary>
    public IReadOnlyList<PictureZone> Zones => [Zone(Nearness.Amber, "soon"), Zone(Nearness.Red, "zone")];

    /// <summary>Most important first, without empty tables.</summary>
    public IEnumerable<NumberTable> Tables =>
        new[]
        {
            Table(
                "Heavy",
                [
                    new(T["Answers"], Texts.Number(Audit.Heavy.Heavy)),
                    new(T["NothingOpen"], Texts.Number(Audit.Heavy.NothingOpen)),
                    new(T["Answers.Red"], Texts.Number(Audit.Heavy.Red)),
                    new(T["Unspoken"], Texts.Number(Audit.Heavy.Unspoken)),
                    new(T["Days"], Days(Audit.Heavy.Days)),
                    new(T["Longest"], Audit.Heavy.Longest is [var (_, days), ..] ? Texts.Number(days) : T["TooFew"]),
                ]
            ),
            Table(
                "Foreseen",
                [
                    Row(T["BySignal"], Audit.Foreseen),
                    new(
                        T["ByTime"],
                        ByTime,
                        Audit.Foreseen.IsTooFew ? T["TooFew"] : Hundredths(Audit.ForeseenByTime / Audit.Foreseen.Of)
                    ),
                ]
            ),
            Table("AfterRed", [.. Audit.AfterRed.Select(pair => Row(NameOf(pair.Kind), pair.Share))]),
            Table("Points", [.. Audit.Bands.Select(band => Row(NameOf(band.From), band.Share))]),
            Table("Became", [.. Became.Skip(1).Select(pair => Row(T[pair.Name], pair.Share))]),
        }.Where(table => table.Rows.Count > 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        (Audit, Longest, Unreadable) = await figures.OfSignalsAsync(Staff, stop);
        return await ListOrAsync(
            ("meldingen", T["Title"]),
            [T["Table"], T["What"], T["Times"], T["InHundred"]],
            Tables.SelectMany(table =>
                table.Rows.Select(row => (IReadOnlyList<object?>)[table.Caption, row.Name, .. row.Cells])
            )
        );
    }

    /// <summary>The answer to a question: how often, out of how many, without a verdict.</summary>
    /// <param name="more">Another number in the sentence.</param>
    public string Said(string about, Share share, int more = 0, int of = 0) =>
        share.Of + of == 0
            ? T[about + ".None"]
            : T[
                about + ".Said",
                ("wat", NameOf(Audit.BandsFrom[^1])),
                ("n", Texts.Number(share.Count)),
                ("totaal", Texts.Number(share.Of)),
                ("rest", Texts.Number(share.Of - share.Count)),
                ("meer", Texts.Number(more)),
                ("van", Texts.Number(of))
            ];

    public string NameOf(EventKind? kind) => T["Kind." + (kind?.Code() ?? "None")];

    public string NameOf(int from) =>
        T[
            Audit.BandsFrom[^1] == from ? "Band.Last" : "Band",
            ("van", Texts.Number(from)),
            ("tot", Texts.Number(from + 1))
        ];

    public string TimesOf(Share share) => T["Of", ("n", Texts.Number(share.Count)), ("totaal", Texts.Number(share.Of))];

    public string InHundred(Share share) =>
        share.IsTooFew
            ? T["TooFew"]
            : T[
                "Between",
                ("n", Hundredths(share.Interval.Value)),
                ("van", Hundredths(share.Interval.Low)),
                ("tot", Hundredths(share.Interval.High))
            ];

    public static string Scale(double share) => Hundredths(share) + " %";

    private NumberTable Table(string caption, IReadOnlyList<NumberRow> rows) =>
        new(T[caption], rows.Any(row => row.Cells.Count > 1) ? [T["Times"], T["InHundred"]] : [T["Number"]], rows);

    private NumberRow Row(string name, Share share) => new(name, TimesOf(share), InHundred(share));

    /// <summary>Each band covers two points; values beyond the last appear at its right.</summary>
    private PictureZone Zone(Limit limit, string look) =>
        new(
            Math.Min(1, settings.Signals[limit] / (2.0 * Audit.BandsFrom.Count)),
            T["Zone." + look, ("n", Texts.Number(settings.Signals[limit]))],
            look
        );

    private string Days(ConfidenceInterval median) =>
        double.IsNaN(median.Value)
            ? T["TooFew"]
            : T["Between", ("n", Day(Math.Round(median.Value))), ("van", Day(median.Low)), ("tot", Day(median.High))];

    /// <summary>Infinity means that nobody has spoken with them yet.</summary>
    private string Day(double days) => double.IsInfinity(days) ? T["NotYet"] : Texts.Number(days);

    private static string Hundredths(double share) => Texts.Number(Math.Round(100 * share));
}
