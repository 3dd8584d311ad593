using CaregiverSignal.Cases;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <summary>What the form offers in which the open signal is closed.</summary>
/// <param name="AwaitsTalk">Something is red and nobody has talked.</param>
/// <param name="IsOver">Whether the care has ended, so that there is no help and no collapse to speak of.</param>
/// <param name="Looks">The choices of the next look; none for somebody who had stopped.</param>
/// <param name="LookBy">The latest day to look again at who stands; null for others.</param>
public sealed record CloseModel(
    bool AwaitsTalk,
    bool IsOver,
    IReadOnlyList<SelectListItem> Looks,
    DateOnly Today,
    LatestLook? LookBy
)
{
    /// <summary>Outcomes about the care itself, which has ended; that there is aftercare is one only then.</summary>
    /// <remarks>A death is noted on a page of its own.</remarks>
    private static readonly SignalOutcome[] OfCare =
    [
        SignalOutcome.HelpArranged,
        SignalOutcome.ManagesAlone,
        SignalOutcome.CareCollapse,
        SignalOutcome.CrisisAdmission,
        SignalOutcome.Admission,
        SignalOutcome.Death,
    ];

    public IEnumerable<SelectListItem> Outcomes =>
        Enum.GetValues<SignalOutcome>()
            .Where(outcome =>
                IsOver ? !OfCare.Contains(outcome) : outcome is not (SignalOutcome.Aftercare or SignalOutcome.Death)
            )
            .Select(outcome => outcome.Code())
            .Select(code => new SelectListItem(CaseModel.Words["Outcome." + code], code));

    /// <summary>What follows where the care at home ended because it could not go on.</summary>
    public static IEnumerable<SelectListItem> AfterCollapse =>
        TypedClosing
            .AfterCollapses.Select(part => part.Code())
            .Select(code => new SelectListItem(CaseModel.Words["AfterCollapse." + code], code));

    public static CloseModel Of(CaseFile file, Signal open, DateOnly today)
    {
        var (caregiver, standing) = (file.Caregiver, file.LookBy);
        return new(
            open.AwaitsTalk,
            file.IsOver,
            [
                .. NextLook
                    .Choices(caregiver, standing is not null)
                    .Select(look => new SelectListItem(
                        CaseModel.Words[
                            $"Look.{look.Code()}{StatusOf(look, caregiver, today)}",
                            ("voornaam", WhoModel.CalledAs(caregiver)),
                            ("dag", NextLook.RhythmOn(caregiver) is { } day ? Texts.Day(day) : "")
                        ],
                        look.Code()
                    )),
            ],
            today,
            standing is null ? null : ClosingRules.LookBy(open, SignalOutcome.Other, null, today, standing)
        );
    }

    /// <summary>
    /// What a choice means depends on how somebody takes part; the next day of aftercare is no promise before it is
    /// counted.
    /// </summary>
    private static string StatusOf(LookKind look, Caregiver caregiver, DateOnly today) =>
        look is not (LookKind.Rhythm or LookKind.Asks) ? ""
        : look == LookKind.Rhythm
        && caregiver.Status == CaregiverStatus.Aftercare
        && NextLook.RhythmOn(caregiver) <= today
            ? ".aftercare.now"
        : "." + caregiver.Status.Code();
}
