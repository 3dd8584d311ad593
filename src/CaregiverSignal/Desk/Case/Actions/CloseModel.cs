using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The form in which the open signal is closed.</summary>
/// <param name="Shown">The open signal; null when there is none, and then there is no form.</param>
/// <param name="AwaitsTalk">Something is red and nobody has talked.</param>
public sealed record CloseModel(long CaregiverId, string FirstName, ShownSignal? Shown, bool AwaitsTalk)
{
    public static readonly Texts Words = Texts.Of(typeof(CloseSection));

    /// <summary>The code and the words of each outcome.</summary>
    public static IEnumerable<(string, string)> Outcomes =>
        Codes.All<SignalOutcome>().Select(code => (code, Words["Outcome." + code]));

    public CloseForm Typed { get; init; } = CloseForm.Empty;

    /// <param name="open">The open signal; null when there is none.</param>
    public static CloseModel Of(long caregiverId, string firstName, Signal? open) =>
        new(caregiverId, firstName, ShownSignal.Of(open), open is { AwaitsTalk: true });
}
