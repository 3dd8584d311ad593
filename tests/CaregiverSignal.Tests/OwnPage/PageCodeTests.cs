using System.Net;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>A code on paper opens the own page of who has no mail, with a number that only they know.</summary>
public sealed class PageCodeTests : IDisposable
{
    private const string Number = "7308";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly long tine;

    public PageCodeTests()
    {
        tine = site.Add(Some.Person("tel", "2026-03-02", "Tine", "tine@example.org", "paper"));
        site.Sql($"update caregiver set postal_address = 'Lindelaan 1, 1234 AB De Linde' where id = {tine}");
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task It_stands_once_on_a_letter_without_its_number_and_opens_the_page_more_than_once()
    {
        using var els = await site.SignedIn();
        var code = await HandOut(els);
        Assert.DoesNotContain(Number, els.Page.QuerySelector(".letter")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lindelaan 1", els.Page.QuerySelector("address")!.TextContent, StringComparison.Ordinal);
        var stored = site.Dump();
        Assert.DoesNotContain(code, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), stored, StringComparison.Ordinal);

        for (var times = 0; times < 2; times++)
        {
            using var own = site.NewBrowser();
            await own.Open("/mijn");
            await own.Follow("Hebt u een brief van ons met een code?");
            await Type(own, code.ToLowerInvariant().Replace('-', ' '), Number);
            Assert.Equal("Dag Tine, dit is uw pagina", own.Heading);
            await own.Open("/mijn?wat=veranderd");
            await own.Choose("Wat is er veranderd?", "Gevallen").Press("Verstuur");
            Assert.Contains("U vertelde ons: ‘Gevallen’.", own.Text, StringComparison.Ordinal);
        }

        // Nothing goes to a mailbox that others may read (H-04).
        site.Beat();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("tine@example.org", StringComparison.Ordinal));
        Assert.Equal(2, site.Count("record", $"deed = 'open-own-page' and caregiver_id = {tine}"));
        await els.Open($"/zaak/{tine}/code");
        Assert.Contains("Het laatst gebruikt op 2 maart 2026.", els.Text, StringComparison.Ordinal);
        Assert.Contains("Werkt tot en met 1 september 2026.", els.Text, StringComparison.Ordinal);
        site.On("2026-09-02");
        Assert.Equal(HttpStatusCode.BadRequest, await Try(code, Number));
    }

    [Fact]
    public async Task A_new_one_a_colleague_a_stop_and_wrong_numbers_end_it_and_all_look_the_same()
    {
        using var els = await site.SignedIn();
        var first = await HandOut(els);
        using var open = await Enter(first);
        var second = await HandOut(els);
        Assert.NotEqual("Dag Tine, dit is uw pagina", (await open.Open("/mijn")).Heading);
        using var wrong = await Enter(first);
        var said = wrong.Text;
        Assert.Equal(said, (await Type(wrong, "AAAA-AAAA-AAAA", Number)).Text);
        Assert.Equal(said, (await Type(wrong, second, "0000")).Text);

        await els.Open($"/zaak/{tine}/code");
        Assert.Contains("Er is 1 keer een verkeerd getal ingevuld.", els.Text, StringComparison.Ordinal);
        site.Sql(
            $"""
            insert into own_visit (caregiver_id, link_hash, link_mark, new_email, asked_at, over_at)
            values ({tine}, 'x', 'x', 'nieuw@example.org', '2026-03-02T00:00:00.000Z', '2027-03-02T00:00:00.000Z')
            """
        );
        // A right use in between does not begin the count again.
        Assert.Equal(HttpStatusCode.OK, await Try(second, Number, "127.0.1.9"));
        for (var times = 0; times < 4; times++)
            Assert.Equal(HttpStatusCode.BadRequest, await Try(second, "0000", $"127.0.1.{times}"));
        Assert.Equal(
            5,
            site.Count("record", $"deed = 'open-own-page' and outcome = 'refused' and by_role = 'stranger'")
        );
        Assert.Contains("te vaak een verkeerd getal", (await els.Open($"/zaak/{tine}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await Try(second, Number, "127.0.2.1"));
        await els.Open($"/zaak/{tine}/code");
        Assert.Contains("na te veel verkeerde getallen", els.Text, StringComparison.Ordinal);

        var third = await HandOut(els);
        Assert.DoesNotContain("verkeerd getal", (await els.Open($"/zaak/{tine}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Try(third, Number, "127.0.3.1"));
        await els.Open($"/zaak/{tine}/code");
        await els.Press("Beëindig deze code");
        Assert.Equal(HttpStatusCode.BadRequest, await Try(third, Number, "127.0.3.1"));

        var fourth = await HandOut(els);
        using var own = await Enter(fourth, "127.0.4.1");
        await own.Open("/mijn?wat=stop");
        await own.Press("Ja, ik stop met de vragen");
        Assert.Equal(HttpStatusCode.BadRequest, await Try(fourth, Number, "127.0.4.1"));
        Assert.Equal(1, site.Count("page_code", "ended_why = 'stopped' and code_hash is null"));
        Assert.Equal(1, site.Count("own_visit", "new_email is not null"));
        Assert.Equal(4, site.Count("record", $"deed = 'hand-out-code' and caregiver_id = {tine}"));
    }

    [Fact]
    public async Task A_network_that_guesses_waits_and_a_planted_row_opens_nothing()
    {
        using var els = await site.SignedIn();
        var code = await HandOut(els);
        var other = site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        site.Sql($"update page_code set caregiver_id = {other}");
        Assert.Equal(HttpStatusCode.BadRequest, await Try(code, Number));
        site.Sql($"update page_code set caregiver_id = {tine}");

        for (var times = 0; times < 9; times++)
            Assert.Equal(HttpStatusCode.BadRequest, await Try("AAAA-AAAA-AAAA", "0000"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(code, Number));
        Assert.Equal(HttpStatusCode.OK, await Try(code, Number, "127.0.5.1"));
        site.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.OK, await Try(code, Number));
    }

    [Fact]
    public async Task A_number_that_others_try_first_is_refused_a_form_sent_twice_ends_nothing_and_no_child_has_one()
    {
        using var els = await site.SignedIn();
        foreach (var easy in new[] { "", "12", "1234", "4321", "5555", "1961", "2010", "12a4" })
        {
            await els.Open($"/zaak/{tine}/code");
            await els.Write("Welke vier cijfers kiest Tine?", easy).Press("Maak de code en de brief");
            Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        }

        Assert.Equal(0, site.Count("page_code"));
        await els.Open($"/zaak/{tine}/code");
        var form = els.Token;
        await els.Write("Welke vier cijfers kiest Tine?", Number).Press("Maak de code en de brief");
        var code = els.Page.QuerySelector(".page-code")!.TextContent;
        await els.Post($"/zaak/{tine}/code", [form, new("stand", ""), new("getal", Number)]);
        Assert.Contains("Er is net al een code gemaakt.", els.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Try(code, Number));

        var kim = site.Add(Some.Person("kind", "2026-03-02", "Kim", "kim@example.org", "phone", born: "2012-04-01"));
        await els.Open($"/zaak/{kim}/code");
        Assert.Contains("Kim kan nu geen code krijgen", els.Text, StringComparison.Ordinal);
        await els.Post($"/zaak/{kim}/code", [els.Token, new("stand", ""), new("getal", Number)]);
        Assert.Equal(1, site.Count("page_code"));
    }

    private async Task<string> HandOut(Browser els)
    {
        await els.Open($"/zaak/{tine}/code");
        await els.Write("Welke vier cijfers kiest Tine?", Number).Press("Maak de code en de brief");
        return els.Page.QuerySelector(".page-code")!.TextContent;
    }

    private async Task<HttpStatusCode> Try(string code, string number, string network = "127.0.0.1")
    {
        using var browser = await Enter(code, network, number);
        return browser.Status;
    }

    private async Task<Browser> Enter(string code, string network = "127.0.0.1", string number = Number)
    {
        var browser = await site.NewBrowser(network).Open("/mijn/code");
        return await Type(browser, code, number);
    }

    private static Task<Browser> Type(Browser browser, string code, string number) =>
        browser.Write("De code in de brief", code).Write("Uw eigen getal", number).Press("Open mijn pagina");
}
