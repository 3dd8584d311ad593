using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case.Agreements;

/// <summary>The agreements about one person, and the form to make one.</summary>
/// <param name="InForce">Those that hold today.</param>
public sealed record AgreementsModel(
    long CaregiverId,
    string FirstName,
    IReadOnlyList<AgreementLine> InForce,
    IReadOnlyList<(string Value, string Label)> Choices,
    DateOnly Tomorrow
)
{
    public static readonly Texts Words = Texts.Of(typeof(AgreementsSection));

    public AgreementForm Typed { get; init; } = AgreementForm.Empty;

    /// <summary>The agreement that waits to be confirmed, in words; null when none does.</summary>
    public string? Confirm { get; init; }

    /// <param name="agreements">All agreements ever made about one person, oldest first.</param>
    public static AgreementsModel Of(
        long caregiverId,
        string firstName,
        IEnumerable<Agreement> agreements,
        RuleSettings rules,
        DateOnly today
    ) =>
        new(
            caregiverId,
            firstName,
            [
                .. agreements
                    .Where(one => one.HoldsOn(today))
                    .Select(one => new AgreementLine(one.Id, TextOf(one, rules))),
            ],
            ChoicesOf(rules),
            today.AddDays(1)
        );

    /// <summary>The agreement in words, with its end and its reason.</summary>
    public static string TextOf(Agreement one, RuleSettings rules)
    {
        var last = Texts.Day(one.UntilOn.AddDays(-1));
        var text = one.Kind switch
        {
            AgreementKind.Mute => Words[
                "Agreement.mute",
                ("wat", SignalWords.Kind(PersonalRules.MutedKind(one))),
                ("dag", last)
            ],
            AgreementKind.Interval => Words["Agreement.interval", ("n", Texts.Number(one.Value)), ("dag", last)],
            AgreementKind.Sooner => Words["Agreement.sooner", ("dag", last)],
            _ when RuleSettings.Find(one.Subject) is { } limit => Words[
                "Agreement.limit",
                ("grens", Capital(SignalWords.Limit(one.Subject))),
                ("waarde", Texts.Number(one.Value)),
                ("gewoon", Texts.Number(rules[limit])),
                ("dag", last)
            ],
            _ => Words["Agreement.gone", ("grens", Capital(SignalWords.Limit(one.Subject))), ("dag", last)],
        };
        return $"{text} {Words["Agreement.Reason", ("reden", Plainly.Shown(one.Reason))]}";
    }

    private static string Capital(string text) => char.ToUpper(text[0], Texts.Dutch) + text[1..];

    private static List<(string, string)> ChoicesOf(RuleSettings rules) =>
        [
            .. AgreementForm.Mutable.Select(kind =>
                ("mute:" + kind.Code(), Words["Choice.mute", ("wat", SignalWords.Kind(kind))])
            ),
            .. LessOften.Choices.Select(months =>
                (
                    $"interval:{months.ToString(CultureInfo.InvariantCulture)}",
                    Words["Choice.interval", ("n", Texts.Number(months))]
                )
            ),
            (AgreementKind.Sooner.Code(), Words["Choice.sooner"]),
            .. AgreementForm.Limits.Select(limit =>
                (
                    "limit:" + limit.Key,
                    Words[
                        "Choice.limit",
                        ("grens", Capital(SignalWords.Limit(limit.Key))),
                        ("waarde", Texts.Number(rules[limit]))
                    ]
                )
            ),
        ];
}

/// <param name="Text">The agreement in words, with its end and its reason.</param>
public sealed record AgreementLine(long Id, string Text);
