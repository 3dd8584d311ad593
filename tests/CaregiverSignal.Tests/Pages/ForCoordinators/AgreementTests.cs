using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Agreeing otherwise for one person, from the form to what is judged and asked; today is Monday 2 March 2026.
/// </summary>
public sealed class AgreementTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_mute_stands_on_the_case_and_in_the_timeline()
    {
        var caregiver = await site.AddCaregiver();
        var browser = await Open(caregiver);

        await browser
            .Write(Dutch("MoreModel.What"), Dutch("MoreModel.What.mute", Dutch("SignalWords.Kind.level")))
            .Write(Dutch("MoreModel.Last"), "2026-03-31")
            .Write(Dutch("Everywhere.Reason"), "Vakantie geregeld")
            .Press(Dutch("MoreModel.Agree"));

        Assert.Has(Dutch("MoreModel.Saved.Agreed", "31 maart 2026"), browser.Text);
        Assert.Contains(
            "Meldingen over ‘hoge belasting’ staan stil tot en met 31 maart 2026. Reden: Vakantie geregeld",
            browser.Text
        );
        Assert.Has("Anders afgesproken door Els", browser.Text);
        Assert.Equal(
            1,
            await site.Count("agreement", "kind = 'mute' and subject = 'level' and until_on = '2026-04-01'")
        );
    }

    [Fact]
    public async Task Everything_missing_or_wrong_is_told_at_once_and_nothing_is_stored()
    {
        var caregiver = await site.AddCaregiver();
        var browser = await Open(caregiver);

        await browser.Press(Dutch("MoreModel.Agree"));
        Assert.Equal(
            [
                Dutch("MoreModel.Error.What"),
                Dutch("MoreModel.Error.Last", "2 maart 2027"),
                Dutch("MoreModel.Error.Reason"),
            ],
            browser.Errors
        );
        Assert.Each(
            browser.Page.QuerySelectorAll(".error-summary a"),
            link => Assert.NotNull(browser.Page.QuerySelector(link.GetAttribute("href")!))
        );
        await browser
            .Write(Dutch("MoreModel.What"), "mute:item")
            .Write(Dutch("MoreModel.Last"), "2026-04-02")
            .Write(Dutch("Everywhere.Reason"), "Op reis")
            .Press(Dutch("MoreModel.Agree"));
        Assert.Has(Dutch("Everywhere.Due.By", "1 april 2026"), browser.Text);

        Assert.Equal(0, await site.Count("agreement"));
    }

    [Fact]
    public async Task A_muted_kind_stays_quiet_until_its_end_and_the_answers_go_on()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Agree(caregiver, "mute:level", "2026-03-11");

        await site.AddAnswered(caregiver, new DateOnly(2026, 3, 2), "no", ("volhoudtijd.time", 3));
        await site.RunJobs();
        Assert.Null(await OpenOf(caregiver));
        Assert.True(await site.Count("score") > 0);

        site.Advance(TimeSpan.FromDays(10));
        await site.AddAnswered(caregiver, new DateOnly(2026, 3, 12), "no", ("volhoudtijd.time", 3));
        await site.RunJobs();
        Assert.Equal("level", (await OpenOf(caregiver))?.KindCodes);
    }

    [Fact]
    public async Task Ending_one_of_two_agreements_says_what_still_holds()
    {
        var caregiver = await site.AddCaregiver();
        await Agree(caregiver, "interval:2", "2026-09-01");
        var browser = await Agree(caregiver, "mute:level", "2026-03-11");

        await browser.Post($"/zaak/{caregiver}/meer?handler=Agree", [browser.Token, new("ended", "2")]);
        Assert.Has(
            "Bewaard. Dit geldt nog: De vragen komen om de 2 maanden, tot en met 1 september 2026.",
            browser.Text
        );
        await browser.Follow(Dutch("MoreModel.Title"));
        await browser.Press(Dutch("Everywhere.PutBack"));

        Assert.Has(Dutch("MoreModel.Saved.Ended"), browser.Text);
    }

    [Fact]
    public async Task Less_often_moves_the_next_questions_and_ending_it_brings_them_back()
    {
        var caregiver = await site.AddCaregiver(
            enrolledOn: new DateOnly(2025, 12, 20),
            nextDueOn: new DateOnly(2026, 3, 20)
        );
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 20), "no", site.Csi(2));

        var browser = await Agree(caregiver, "interval:3", "2026-12-31");
        Assert.Equal(new DateOnly(2026, 5, 20), await NextDue(caregiver));
        Assert.Has(Dutch("CaseModel.Agreement.interval", 3, ("dag", "31 december 2026")), browser.Text);
        await browser.Follow(Dutch("MoreModel.Title"));
        await browser.Press(Dutch("Everywhere.PutBack"));

        Assert.Equal(new DateOnly(2026, 3, 20), await NextDue(caregiver));
        Assert.Has(Dutch("CaseModel.Agreement.Ended"), browser.Text);
        Assert.Equal(1, await site.Count("agreement", "ended_on = '2026-03-02'"));
    }

    [Fact]
    public async Task Nobody_ends_what_was_agreed_about_somebody_elses_caregiver()
    {
        var (anna, bram) = (await site.AddCaregiver(), await site.AddCaregiver("2", "Bram"));
        var browser = await Agree(anna, "mute:level", "2026-03-11");
        var els = await site.Coordinator();

        await site.Write(async transaction =>
            Assert.False(
                await Agreements.End(transaction, (await CaregiverTable.Get(transaction, bram))!, 1, els, site.Time)
            )
        );

        Assert.Equal(1, await site.Count("agreement", "ended_on is null"));
        Assert.Has(Dutch("Everywhere.PutBack"), (await browser.Follow(Dutch("MoreModel.Title"))).Text);
    }

    [Fact]
    public async Task What_was_agreed_stands_in_the_record_with_who_ended_it_what_took_its_place_and_what_ended_by_itself()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Agree(caregiver, "interval:2", "2026-09-01");
        await Agree(caregiver, "mute:item", "2026-03-05");
        site.Advance(TimeSpan.FromDays(2));
        await Agree(caregiver, "interval:2", "2026-10-01");
        site.Advance(TimeSpan.FromDays(3));

        var browser = await (await Open(caregiver)).Press(Dutch("Everywhere.PutBack"));

        Assert.Equal(
            [
                "Weer zoals eerst door Els | 7 maart | De vragen komen om de 2 maanden, tot en met 1 oktober 2026. Reden: Afgesproken",
                "Weer zoals eerst vanzelf | 6 maart | Meldingen over ‘een antwoord dat opvalt’ staan stil tot en met 5 maart 2026. Reden: Afgesproken",
                "Anders afgesproken door Els | 4 maart | De vragen komen om de 2 maanden, tot en met 1 oktober 2026. Reden: Afgesproken",
                "Vervangen door een nieuwe afspraak | 4 maart | De vragen komen om de 2 maanden, tot en met 1 september 2026. Reden: Afgesproken",
                "Anders afgesproken door Els | 2 maart | Meldingen over ‘een antwoord dat opvalt’ staan stil tot en met 5 maart 2026. Reden: Afgesproken",
                "Anders afgesproken door Els | 2 maart | De vragen komen om de 2 maanden, tot en met 1 september 2026. Reden: Afgesproken",
            ],
            browser.Timeline()
        );
    }

    private async Task<Browser> Open(long caregiver)
    {
        var browser = await site.SignedIn();
        return await browser.Open($"/zaak/{caregiver}/meer");
    }

    private async Task<Browser> Agree(long caregiver, string what, string last)
    {
        var browser = await Open(caregiver);
        return await browser
            .Write(Dutch("MoreModel.What"), what)
            .Write(Dutch("MoreModel.Last"), last)
            .Write(Dutch("Everywhere.Reason"), "Afgesproken")
            .Press(Dutch("MoreModel.Agree"));
    }

    private Task<Signal?> OpenOf(long caregiver) =>
        site.Read(async transaction => await SignalTable.OpenOf(transaction, caregiver));

    private async Task<DateOnly> NextDue(long caregiver) =>
        (await site.Read(async transaction => (await CaregiverTable.Get(transaction, caregiver))!)).NextDueOn;
}
