using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaregiverSignal.Desk.Case;

/// <summary>The agreements about one person, and the form to make one.</summary>
/// <param name="InForce">Those that hold today.</param>
public sealed record AgreementsModel(
    string FirstName,
    IReadOnlyList<AgreementLine> InForce,
    IReadOnlyList<SelectListItem> Choices,
    DateOnly Tomorrow
)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="agreements">All agreements ever made about one person, oldest first.</param>
    public static AgreementsModel Of(string firstName, IEnumerable<Agreement> agreements, DateOnly today) =>
        new(
            firstName,
            [.. agreements.Where(one => one.HoldsOn(today)).Select(one => new AgreementLine(one.Id, TextOf(one)))],
            ChoicesOf(),
            today.AddDays(1)
        );

    /// <summary>The agreement in words, with its end and its reason.</summary>
    public static string TextOf(Agreement one)
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
            _ => Words["Agreement.sooner", ("dag", last)],
        };
        return $"{text} {Words["Agreement.Reason", ("reden", Plainly.Shown(one.Reason))]}";
    }

    private static List<SelectListItem> ChoicesOf() =>
        [
            .. TypedAgreement.Mutable.Select(kind => new SelectListItem(
                Words["Choice.mute", ("wat", SignalWords.Kind(kind))],
                "mute:" + kind.Code()
            )),
            .. LessOften.Choices.Select(months => new SelectListItem(
                Words["Choice.interval", ("n", Texts.Number(months))],
                $"interval:{months.ToString(CultureInfo.InvariantCulture)}"
            )),
            new(Words["Choice.sooner"], AgreementKind.Sooner.Code()),
        ];
}

/// <param name="Text">The agreement in words, with its end and its reason.</param>
public sealed record AgreementLine(long Id, string Text);
