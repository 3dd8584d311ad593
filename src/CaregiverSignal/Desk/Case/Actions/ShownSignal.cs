using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The signal that a form was made for, as it stood then; the form sends both back.</summary>
/// <param name="Mark">What changes when something comes in.</param>
public sealed record ShownSignal(long Id, string Mark)
{
    public static ShownSignal? Of(Signal? open) => open is null ? null : new(open.Id, open.Mark);
}
