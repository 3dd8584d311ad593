using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>The page on which somebody without a second factor sets one up.</summary>
/// <param name="HasPasskeys">Whether passkeys work where this site is.</param>
/// <param name="LaterUntil">Until which day they may go on without, in words; null where they may not, or for
/// ever.</param>
/// <param name="MayGoOn">Whether they may go on without one for now.</param>
public sealed record SetUpPageModel(
    SupportPointSettings Support,
    FormToken Token,
    bool HasPasskeys,
    string SuggestedName,
    string? LaterUntil,
    bool MayGoOn
)
{
    public static readonly Texts Words = Texts.Of(typeof(SetUpPage));
}
