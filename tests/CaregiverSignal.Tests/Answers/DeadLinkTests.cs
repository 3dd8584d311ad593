using CaregiverSignal.AuditLogs;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Erasure;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Answers;

/// <summary>A link that opens no questions any more is no end: it leads to the own page.</summary>
public sealed class DeadLinkTests() : AtASite("2026-03-02")
{
    [Theory]
    [InlineData("used")]
    [InlineData("expired")]
    [InlineData("of an earlier check-in")]
    [InlineData("in a pause")]
    public async Task Who_takes_part_presses_once_and_gets_a_link_to_the_own_page(string link)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, form) = await site.AskByLink(caregiver, "opening");
        var address = form;
        if (link == "used")
            await (await site.NewBrowser().Open(form)).Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        else
            site.Advance(TimeSpan.FromDays(20));
        if (link == "of an earlier check-in")
            await site.AskByLink(caregiver, "opening");
        if (link == "in a pause")
        {
            await site.Write(transaction =>
                Participation.PauseMail(transaction, caregiver, null, Language.Dutch, site.Time)
            );
            address = await site.PauseLink(checkIn);
        }

        using var browser = await site.NewBrowser().Open(address);
        await browser.Press(Dutch("OptOutPage.OwnPage"));
        await site.RunJobs();
        await browser.Open(TestInstallation.LinkIn(site.Mails()[^1], "m"));
        await browser.Press(Dutch("EnterModel.Open.Yes"));

        Assert.Equal(Dutch("MyPageModel.Hello", "Anna"), browser.Heading);
    }

    [Theory]
    [InlineData("just stopped")]
    [InlineData("stopped")]
    [InlineData("erased")]
    [InlineData("more than a year old")]
    [InlineData("invented")]
    public async Task Behind_every_other_the_own_page_is_one_tap_away(string link)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2028, 1, 1));
        var (checkIn, form) = await site.AskByLink(caregiver, "opening");
        var links = new List<string> { form, await site.PauseLink(checkIn) };
        if (link.EndsWith("stopped", StringComparison.Ordinal))
            await site.Write(transaction => Participation.StopThemselves(transaction, caregiver, site.Time));
        if (link == "erased")
            await site.Part<Erasures>().EraseAsync(await site.Caregiver(caregiver), Actor.CommandLine);
        if (link == "invented")
            links = ["/v/" + LinkKey.New(KeyPurpose.Form).Clear, "/p/" + LinkKey.New(KeyPurpose.Pause).Clear];
        site.Advance(
            TimeSpan.FromDays(
                link is "stopped" or "erased" ? 8
                : link == "more than a year old" ? 400
                : 0
            )
        );

        foreach (var text in links.Concat(links.Select(address => address + "?wat=veranderd")))
        {
            using var browser = await site.NewBrowser().Open(text);
            var way = browser.Page.QuerySelectorAll("main a").Single(a => a.GetAttribute("href") == "/mijn");
            await browser.Open(way.GetAttribute("href")!);

            Assert.Equal(Dutch("AskLinkModel.Title"), browser.Heading);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }
    }
}
