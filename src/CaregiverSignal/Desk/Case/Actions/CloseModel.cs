using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The form in which the open signal is closed.</summary>
/// <param name="Shown">The open signal; null when there is none, and then there is no form.</param>
/// <param name="AwaitsTalk">Something is red and nobody has talked.</param>
public sealed record CloseModel(long CaregiverId, string FirstName, ShownSignal? Shown, bool AwaitsTalk)
{
    public static readonly Texts Words = Texts.Of(typeof(CloseSection));

    /// <summary>Outcomes about the care itself, which has ended.</summary>
    private static readonly string[] OfCare =
    [
        SignalOutcome.HelpArranged.Code(),
        SignalOutcome.ManagesAlone.Code(),
        SignalOutcome.CareCollapse.Code(),
    ];

    /// <summary>The code and the words of each outcome.</summary>
    public IEnumerable<(string, string)> Outcomes =>
        Codes
            .All<SignalOutcome>()
            .Where(code => !IsAftercare || !OfCare.Contains(code))
            .Select(code => (code, Words["Outcome." + code]));

    /// <summary>The choices of the next look; none for somebody who had stopped.</summary>
    public IReadOnlyList<(string, string)> Looks { get; init; } = [];

    /// <summary>Whether the care has ended, so that there is no help and no collapse to speak of.</summary>
    public bool IsAftercare { get; init; }

    public DateOnly Today { get; init; }

    /// <summary>Whether something of the plan for a next time was typed.</summary>
    public bool HasPlan => Typed.Plan.WouldNotice.Length + Typed.Plan.MayCall.Length > 0;

    public CloseForm Typed { get; init; } = CloseForm.Empty;

    /// <param name="open">The open signal; null when there is none.</param>
    public static CloseModel Of(Caregiver caregiver, string firstName, Signal? open, DateOnly today) =>
        new(caregiver.Id, firstName, ShownSignal.Of(open), open is { AwaitsTalk: true })
        {
            IsAftercare = caregiver.Status == CaregiverStatus.Aftercare,
            Looks =
            [
                .. NextLook
                    .Choices(caregiver)
                    .Select(choice =>
                        (
                            choice,
                            Words[
                                $"Look.{choice}{StatusOf(choice, caregiver, today)}",
                                ("voornaam", firstName),
                                ("dag", NextLook.RhythmOn(caregiver) is { } day ? Texts.Day(day) : "")
                            ]
                        )
                    ),
            ],
            Today = today,
        };

    /// <summary>
    /// What a choice means depends on how somebody takes part; the next day of aftercare is no promise before it is
    /// counted.
    /// </summary>
    private static string StatusOf(string choice, Caregiver caregiver, DateOnly today) =>
        choice is not (NextLook.Rhythm or NextLook.Asks) ? ""
        : choice == NextLook.Rhythm
        && caregiver.Status == CaregiverStatus.Aftercare
        && NextLook.RhythmOn(caregiver) <= today
            ? ".aftercare.now"
        : "." + caregiver.Status.Code();
}
