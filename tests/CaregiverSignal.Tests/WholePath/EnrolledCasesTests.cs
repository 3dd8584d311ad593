using CaregiverSignal.Tests.Enrolments;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>Cases of the domain whose people enrol themselves, through the page, mails and the case.</summary>
public sealed class EnrolledCasesTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_12_angela_enrols_and_when_her_neighbour_gives_up_she_is_called_and_he_is_not_asked()
    {
        var angela = await Enrolled(
            "angela@example.org",
            Dutch("EnrolModel.Relation.partner"),
            "50",
            "Een jaar tot twee jaar"
        );
        Assert.Equal(0, await site.Count("signal"));
        // Somebody means well and types the neighbour's address: he gets one neutral mail, and nothing is asked of him.
        await (await site.Enrolling("buurman@example.org")).Sent();
        await site.RunJobs();
        site.On("2026-03-10");
        await Tells("angela@example.org", Dutch("ChangePage.Kind.HelperLost"));

        Assert.Equal(
            1,
            await site.Count("staff_task", $"kind = 'told' and done_at is null and caregiver_id = {angela}")
        );
        var els = await site.SignedIn();
        await els.Open($"/zaak/{angela}");
        Assert.Has("emand die hielp is gestopt", els.Text);
        await els.Open($"/zaak/{angela}/hulp");
        Assert.Has(Dutch("HelpKindWords.inform-the-network.Name"), els.Text);
        Assert.Single(site.MailsTo("buurman@example.org"));
        Assert.Equal((1, 1), (await site.Count("caregiver"), await site.Count("enrolment")));
        Assert.Equal(0, await site.Count("enrolment", "lower(email) = 'buurman@example.org'"));
    }

    [Fact]
    public async Task C_16_a_grandchild_enrols_the_third_near_accident_is_told_and_after_the_admission_may_go_on_caring()
    {
        var grandchild = await Enrolled("lot@example.org", "Iemand anders", "20", "Langer dan twee jaar");
        // Each time by another way: her own page, the telephone, and a mail.
        site.On("2026-04-08");
        await Tells("lot@example.org", Dutch("EventWords.Choice.Incident"));
        site.On("2026-05-12");
        var els = await site.SignedIn();
        await (await els.Open($"/zaak/{grandchild}")).Follow(Dutch("HappenedModel.Title"));
        await els.Note(EventKind.Incident);
        await site.RunJobs();
        await site.On("2026-06-09").RunJobs();
        var mail = TestInstallation.LinkIn(site.MailsTo("lot@example.org").Last());
        using (var told = await site.NewBrowser().Open(mail + "?wat=veranderd"))
            await told.TellChange(Dutch("EventWords.Choice.Incident"));
        await site.RunJobs();

        Assert.Equal(3, await site.Count("event", "kind = 'Incident'"));
        els = await site.SignedIn();
        Assert.Has(DutchPart("WorklistModel.Task.meet"), els.Text);
        await els.Open($"/zaak/{grandchild}");
        Assert.Has(Dutch("CaseModel.Relation.other"), els.Text);
        Assert.Has(Dutch("CaseModel.Enrolled", "2 maart 2026"), els.Text);
        Assert.Has(Dutch("Everywhere.Due.By", "maandag 9 maart"), els.Text);

        els.Contact("spoken", Dutch("CaseModel.When.week", "di 16 jun"));
        await els.Press(Dutch("CaseModel.SaveContact"));
        Assert.Lacks(Dutch("CaseModel.Fact.Meet"), els.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'meet' and done_at is not null"));

        site.On("2026-06-22");
        await Tells("lot@example.org", Dutch("ChangePage.Kind.Admission"));
        await site.On("2026-06-29").RunJobs();
        using var after = await site.NewBrowser().Open(TestInstallation.LinkIn(site.MailsTo("lot@example.org").Last()));
        Assert.Lacks("Hoe zwaar is het zorgen", after.Text);
        await after
            .Choose("Hoe gaat het nu met u?", "Het gaat wel")
            .Write(Dutch("AftercarePage.Admission.OwnWords"), "Op zondag samen koken.")
            .Press(after.Page.QuerySelector("main button")!.TextContent);
        Assert.Equal("/dank", after.Path);
        Assert.Has("Op zondag samen koken.", (await site.SignedIn()).Text);
    }

    /// <summary>Tells on the own page that something changed.</summary>
    private async Task Tells(string email, string what)
    {
        using var own = await site.OnOwnPage(email);
        await own.Follow(Dutch("Everywhere.TellChange"));
        await own.TellChange(what);
        Assert.Equal(Dutch("ChangedPage.Title"), own.Heading);
        await site.RunJobs();
    }

    /// <summary>Somebody who enrolled, confirmed and answered the one page at once.</summary>
    private async Task<long> Enrolled(string email, string caresFor, string burden, string time)
    {
        await site.Coordinator();
        await (await site.Enrolling(email)).Choose(Dutch("EnrolModel.Relation"), caresFor).Sent();
        var browser = await (await site.OpenedMail(email)).Press(Dutch("ConfirmModel.Yes"));
        await browser.Press(Dutch("ConfirmModel.Begin"));
        await browser.Choose("Hoe zwaar", burden).Choose("Hoe lang", time).Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
        await site.RunJobs();
        return await site.Count("caregiver");
    }
}
