using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>The page on which somebody adds an authenticator app.</summary>
/// <param name="Seed">What is typed over into the app, in groups of four.</param>
/// <param name="Link">Opens the app on the same device.</param>
public sealed record AuthenticatorPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Seed,
    string Link,
    string Back,
    string? Error
)
{
    public static readonly Texts Words = Texts.Of(typeof(AuthenticatorPage));

    public static string InGroups(string seed) => string.Join(' ', seed.Chunk(4).Select(part => new string(part)));
}
