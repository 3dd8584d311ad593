using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>The agreements about one person in words.</summary>
public static class AgreementWords
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>With its end and its reason.</summary>
    public static string TextOf(Agreement one)
    {
        var last = Texts.Day(one.UntilOn.AddDays(-1));
        if (one.Kind == AgreementKind.List)
            return Words["Agreement.list", ("lijst", Plainly.Shown(one.Reason)), ("dag", last)];
        var text =
            one.Kind == AgreementKind.Mute
                ? Words["Agreement.mute", ("wat", SignalWords.Kind(PersonalRules.MutedKind(one))), ("dag", last)]
                : Words["Agreement.interval", ("n", Texts.Number(one.Value)), ("dag", last)];
        return $"{text} {Words["Agreement.Reason", ("reden", Plainly.Shown(one.Reason))]}";
    }

    /// <summary>What can be agreed.</summary>
    public static IEnumerable<SelectListItem> Choices =>
        [
            .. TypedAgreement.Mutable.Select(kind => new SelectListItem(
                Words["Choice.mute", ("wat", SignalWords.Kind(kind))],
                "mute:" + kind.Code()
            )),
            .. LessOften.Choices.Select(months => new SelectListItem(
                Words["Choice.interval", ("n", Texts.Number(months))],
                $"interval:{months.ToString(CultureInfo.InvariantCulture)}"
            )),
        ];
}
