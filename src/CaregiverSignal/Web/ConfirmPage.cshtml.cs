namespace CaregiverSignal.Web;

/// <summary>The answer to a form that is not accepted now: it keeps what was typed, to send again.</summary>
/// <param name="Action">The form's address.</param>
/// <param name="Fields">What was typed; null if it cannot be kept.</param>
public sealed record ConfirmPage(
    string Action,
    IReadOnlyList<(string Name, string Value)>? Fields,
    string Key = "PressAgain"
) : Shown
{
    public bool ForStaff { get; init; }

    public override Reader Reader => ForStaff ? Reader.Other : Reader.Caregiver;
}
