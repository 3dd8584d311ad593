namespace CaregiverSignal.Web;

/// <summary>The answer to a form that is not taken now: it keeps what was typed, to be sent again.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Fields">What was typed; null where it cannot be kept.</param>
/// <param name="Key">Its words in Web/Shared.resx.</param>
public sealed record ConfirmPage(
    string Action,
    IReadOnlyList<(string Name, string Value)>? Fields,
    string Key = "PressAgain"
) : Shown
{
    public bool ForStaff { get; init; }

    public override Reader Reader => ForStaff ? Reader.Other : Reader.Caregiver;
}
