using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// A coordinator without a mouse: from the worklist to a contact that is noted and a request for respite, by keys
/// alone.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class ByKeyboardTests(Chromium chromium) : IDisposable
{
    /// <summary>Our choice: at a key a second each is within its minute, and its three minutes.</summary>
    private const int MostForContact = 40;
    private const int MostForRespite = 120;

    private const string Named =
        "(e => (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText || e.value || '').trim())(document.activeElement)";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private IPage page = null!;
    private int keys;

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task A_contact_takes_a_minute_of_keys_and_a_request_for_respite_three()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.Coordinator();
        site.AddSignal(anna, kinds: "level");
        page = await chromium.PageAsync(site.Address, 1280, script: true);
        await page.GotoAsync(site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
        await page.AtAsync("/werklijst$");

        await Key("Tab");
        Assert.Equal("Naar de inhoud", await page.EvaluateAsync<string>(Named));
        await Key("Enter");
        await To("Anna J.");
        await To("Noteer contact");
        await Key("Enter");
        await page.AtAsync("/zaak/[^/]+$");
        await To("Gesproken");
        await Key("Space");
        await To("Volgende werkdag");
        await Key("ArrowDown");
        await To("Bewaar contact");
        await Key("Enter");
        await page.AtAsync("bewaard=");
        Assert.Equal(1, site.Count("action", "kind = 'contacted' and outcome = 'spoken'"));
        var forContact = keys;

        await To("Hulp voorstellen of bijwerken");
        await Key("Enter");
        await page.AtAsync("/hulp$");
        await To("Wat stelt u voor?");
        await Type("Een vr");
        await To("Voor wanneer?");
        await Type("op donderdag");
        await To("Anna koos dit al");
        await Key("Space");
        await To("Stel voor");
        await Key("Enter");
        await page.AtAsync("bewaard=stap$");
        Assert.Equal("chosen", site.Joined("select step from help where wanted_for = 'op donderdag'"));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{forContact} keys for a contact, {keys - forContact} for respite"
        );
        Assert.InRange(forContact, 5, MostForContact);
        Assert.InRange(keys - forContact, 5, MostForRespite);
    }

    private Task Key(string key)
    {
        keys++;
        return page.Keyboard.PressAsync(key);
    }

    private Task Type(string text)
    {
        keys += text.Length;
        return page.Keyboard.TypeAsync(text);
    }

    /// <summary>Tabs on until what is so called has the focus, and is seen to have it.</summary>
    private async Task To(string name)
    {
        for (var tab = 0; tab < 90; tab++)
        {
            if ((await page.EvaluateAsync<string>(Named)).StartsWith(name, StringComparison.Ordinal))
            {
                Assert.True(
                    await page.EvaluateAsync<bool>(
                        "(e => { const at = e.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight; })(document.activeElement)"
                    ),
                    $"{name} has the focus out of sight"
                );
                return;
            }

            await Key("Tab");
        }

        Assert.Fail($"The tab key does not come to {name} at {page.Url}.");
    }
}
