using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The page on which somebody with a session shows their second factor.</summary>
/// <param name="State">What their session lacks; nothing where only what they want to do asks for it.</param>
/// <param name="HasRecovery">Whether they have recovery codes left.</param>
public sealed record AgainPageModel(
    SupportPointSettings Support,
    FormToken Token,
    SignInState State,
    string Email,
    Factors Factors,
    bool HasRecovery
)
{
    public static readonly Texts Words = Texts.Of(typeof(AgainPage));

    public string? Error { get; init; }

    /// <summary>Whether the organisation has a sign-in of its own.</summary>
    public bool HasOrganisation { get; init; }

    public bool TakesCode => Factors.HasCode || (Factors.Any && HasRecovery);
}
