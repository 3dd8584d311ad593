using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Tests.Web;

/// <summary>Nobody sends more than sixty forms a minute, and who is refused keeps what they typed.</summary>
public sealed class FormLimitTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Of_a_colleague_who_sends_more_the_next_form_waits_a_minute_with_what_was_typed()
    {
        var id = await site.AddCaregiver();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");
        await Fill(els, $"/zaak/{id}/gegevens", [els.Token, new("Phone", "12")]);
        await els.Open($"/zaak/{id}/gegevens");

        await els.Write(Dutch("Everywhere.Phone"), "06 87654321").PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.TooManyRequests, els.Status);
        Assert.Has("Wacht een minuut", els.Text);
        Assert.Equal(TimeSpan.FromMinutes(1), els.Answer.Headers.RetryAfter!.Delta);
        Assert.Contains(els.Fields, entry => entry is { Key: "Phone", Value: "06 87654321" });
        Assert.Equal(0, await site.Count("detail_change"));
        site.Advance(TimeSpan.FromMinutes(1));
        await els.Press(Dutch("Shared.TooFastYes"));
        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Equal(1, await site.Count("detail_change"));
    }

    [Fact]
    public async Task A_mailed_key_without_a_session_counts_by_itself_and_another_is_not_kept_waiting()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver("1"), "opening");
        var (_, other) = await site.AskByLink(await site.AddCaregiver("2"), "opening");
        var browser = await site.NewBrowser().Open(link);
        var token = browser.Token;
        await Fill(browser, link, [token, new("keuze", "iets anders")]);

        await browser.Post(link, [token, new("keuze", "vragen")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains(browser.Fields, entry => entry is { Key: "keuze", Value: "vragen" });

        await browser.Open(other);
        await browser.Post(other, [browser.Token, new("keuze", "vragen")]);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task What_another_site_sends_is_refused_without_a_button_to_send_it_again()
    {
        var id = await site.AddCaregiver();
        var els = await site.SignedIn();
        await Fill(els, $"/zaak/{id}/gegevens", []);

        await els.Post($"/zaak/{id}/gegevens", [new("Phone", "06 87654321")]);

        Assert.Equal(HttpStatusCode.TooManyRequests, els.Status);
        Assert.Empty(els.Page.QuerySelectorAll("main form"));
    }

    private static async Task Fill(Browser browser, string path, KeyValuePair<string, string>[] fields)
    {
        for (var sent = 0; sent < FormLimit.MostInAMinute; sent++)
        {
            await browser.Post(path, fields);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, browser.Status);
        }
    }
}
