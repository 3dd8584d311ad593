using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>Somebody of the staff at a browser, with an authenticator.</summary>
internal static class SomeStaff
{
    /// <summary>What the page asks of the authenticator.</summary>
    public static string Options(this Browser browser) =>
        browser.Page.QuerySelector("#passkey")!.GetAttribute("data-options")!;

    /// <summary>Sends an answer as the page's script does.</summary>
    public static Task<Browser> Answer(this Browser browser, string answer) =>
        browser.Post(
            browser.Page.QuerySelector("#passkey")!.GetAttribute("action")!,
            [
                .. Browser
                    .FieldsOf((IHtmlFormElement)browser.Page.QuerySelector("#passkey")!)
                    .Where(field => field.Key != "answer"),
                new("answer", answer),
            ]
        );

    /// <summary>Adds the authenticator's passkey, up to the page with the recovery codes.</summary>
    public static async Task<Browser> AddPasskey(
        this Browser browser,
        SoftwareAuthenticator key,
        string name = "Telefoon"
    )
    {
        await (await browser.Open("/mijn-account"))
            .Write(Dutch("OwnAccountModel.PasskeyName"), name)
            .Press(Dutch("OwnAccountModel.Passkeys.Add"));
        return await browser.Answer(key.Create(browser.Options()));
    }

    public static async Task<Browser> SignInWith(this Browser browser, SoftwareAuthenticator key)
    {
        await (await browser.Open("/inloggen")).Press(Dutch("SignInModel.ByPasskey"));
        return await browser.Answer(key.Get(browser.Options()));
    }
}
