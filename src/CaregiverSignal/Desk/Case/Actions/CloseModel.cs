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
    private static readonly string[] OfCare = [SignalOutcome.HelpArranged.Code(), SignalOutcome.ManagesAlone.Code()];

    /// <summary>The code and the words of each outcome.</summary>
    public IEnumerable<(string, string)> Outcomes =>
        Codes
            .All<SignalOutcome>()
            .Where(code => Looks.Count == 0 || !OfCare.Contains(code))
            .Select(code => (code, Words["Outcome." + code]));

    /// <summary>The choices of the next look; none outside aftercare, where the usual questions go on.</summary>
    public IReadOnlyList<(string, string)> Looks { get; init; } = [];

    public DateOnly Tomorrow { get; init; }

    public CloseForm Typed { get; init; } = CloseForm.Empty;

    /// <param name="open">The open signal; null when there is none.</param>
    public static CloseModel Of(Caregiver caregiver, string firstName, Signal? open, DateOnly today) =>
        new(caregiver.Id, firstName, ShownSignal.Of(open), open is { AwaitsTalk: true })
        {
            Looks =
                caregiver.Status == CaregiverStatus.Aftercare
                    ?
                    [
                        .. NextLook
                            .Choices(caregiver.AftercareOn is not null)
                            .Select(choice =>
                                (
                                    choice,
                                    Words[
                                        "Look." + choice,
                                        ("voornaam", firstName),
                                        ("dag", caregiver.AftercareOn is { } day ? Texts.Day(day) : "")
                                    ]
                                )
                            ),
                    ]
                    : [],
            Tomorrow = today.AddDays(1),
        };
}
