using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// Anton answers the one question that the mail proposes, each month the same: "heel slecht". He is called, closed as
/// somebody who manages by himself, and says it again.
/// </summary>
public sealed class AntonTests() : AtASite("2026-10-23")
{
    [Fact]
    public async Task A_year_of_very_bad_by_the_mails_button_alone_never_meets_nothing_open()
    {
        var anton = await site.AddCaregiver("p1", "Anton", nextDueOn: new DateOnly(2029, 1, 1));

        var result = await Says(anton, "Heel slecht");
        Assert.Has(Dutch("ResultModel.Asks", "Els"), result.Text);
        Assert.Equal((true, Some.Date("2026-10-26")), await Row(anton));
        Assert.Empty(await site.Mails("alert"));
        site.On("2026-10-26");
        var els = await (await site.SignedIn()).Open("/werklijst");
        Assert.Has("Zei op 23 oktober: het gaat heel slecht.", els.Text);

        await els.Open($"/zaak/{anton}");
        await els.Contact("spoken", els.LabelsOf(Dutch("CaseModel.When"))[0]).Press(Dutch("CaseModel.SaveContact"));
        site.On("2026-11-02");
        els = await (await site.SignedIn()).Open($"/zaak/{anton}");
        await site.Close(anton, SignalOutcome.ManagesAlone, new NextLook(LookKind.OnDay, Some.Date("2027-01-11")));
        await site.RunJobs();
        Assert.Equal((true, Some.Date("2027-01-11")), await Row(anton));

        // One question was put to him now, as it was heavy before: all that he was asked is very bad.
        site.On("2026-12-23");
        result = await Says(anton, "Heel slecht");
        Assert.Has(Dutch("ResultModel.Heavy.Now"), result.Text);
        Assert.Equal(Urgency.Red, (await site.OpenSignal(anton))!.Urgency);
        Assert.Single(await site.Mails("alert"));
        els = await (await site.SignedIn()).Open("/werklijst");
        Assert.Has("Zei op 23 december: het gaat heel slecht.", els.Text);

        await site.Contact((await site.OpenSignal(anton))!.Id, ContactWay.Spoken, days: 14);
        for (var month = 1; month <= 10; month++)
        {
            site.On(Some.Date("2026-12-23").AddMonths(month).ToString("O", null));
            await Says(anton, "Heel slecht");
            Assert.NotNull((await Row(anton)).NextOn);
            if (month % 3 == 0)
                await site.Close(anton);
            await site.RunJobs();
            Assert.NotNull((await Row(anton)).NextOn);
        }
    }

    private async Task<(bool IsFollowed, DateOnly? NextOn)> Row(long anton) =>
        await site.OpenSignal(anton) is { } open ? (open.IsFollowed, open.NextOn ?? open.NotifyOn) : default;

    private async Task<Browser> Says(long anton, string going)
    {
        var (_, link) = await site.AskByLink(anton, "opening", "srb", "volhoudtijd");
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", going).Press(Dutch("LastPage.Send"));
        await site.RunJobs();
        return browser;
    }
}
