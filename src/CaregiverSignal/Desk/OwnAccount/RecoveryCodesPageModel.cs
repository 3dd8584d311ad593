using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>The page that shows ten recovery codes, once.</summary>
/// <param name="Next">The page to go on to.</param>
public sealed record RecoveryCodesPageModel(
    SupportPointSettings Support,
    FormToken Token,
    IReadOnlyList<string> Codes,
    string Next
)
{
    public static readonly Texts Words = Texts.Of(typeof(RecoveryCodesPage));
}
