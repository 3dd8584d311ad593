using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The signal that a form was made for, in its state at that time; the form sends both back.</summary>
/// <param name="Mark">Changes when something comes in.</param>
public sealed record ShownSignal(long Id, string Mark)
{
    public static ShownSignal? Of(Signal? open) => open is null ? null : new(open.Id, open.Mark);
}
