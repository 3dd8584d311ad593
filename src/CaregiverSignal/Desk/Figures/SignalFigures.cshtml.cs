using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using Microsoft.AspNetCore.Authorization;

namespace CaregiverSignal.Desk.Figures;

/// <summary>How the signals of a team did, in four small tables: counts, and nobody's name.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class SignalFiguresModel(Database database, RuleSettings rules, SiteTime time) : StaffPage
{
    public Audit Audit { get; private set; } = null!;

    /// <summary>The days between a signal and what it foresaw, in words.</summary>
    public string Lead =>
        double.IsNaN(Audit.Lead.Value)
            ? T["TooFew"]
            : T[
                "Between",
                ("n", Texts.Number(Math.Round(Audit.Lead.Value))),
                ("van", Texts.Number(Audit.Lead.Low)),
                ("tot", Texts.Number(Audit.Lead.High))
            ];

    public IEnumerable<Table> Tables =>
        [
            new(
                T["AfterRed"],
                [
                    .. Audit.AfterRed.Select(one => Of("Kind." + (one.Kind?.Code() ?? "None"), one.Share)),
                    Of("Followed", Audit.FollowedRed),
                ]
            ),
            new(T["Foreseen"], [Of("BySignal", Audit.Foreseen), ByTime]),
            new(
                T["Points"],
                [
                    .. Audit.Bands.Select(band =>
                        Of(Audit.BandsFrom[^1] == band.From ? "Band.Last" : "Band", band.Share, band.From)
                    ),
                ]
            ),
            new(T["Became"], [Of("Talked", Audit.Talked), Of("Chose", Audit.Chose), Of("Began", Audit.Began)]),
        ];

    public void OnGet() =>
        Audit = database.Read(transaction =>
            AuditReading.Of(transaction, [Staff.Coordinator.Id, .. Staff.Team], rules, time)
        );

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

    private Row Of(string name, Share share, int from = 0) =>
        new(
            T[name, ("van", Texts.Number(from)), ("tot", Texts.Number(from + 1))],
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

    private static string Hundredths(double share) => Texts.Number(Math.Round(100 * share));

    public sealed record Table(string Caption, IReadOnlyList<Row> Rows);

    public sealed record Row(string Name, string Times, string InHundred);
}
