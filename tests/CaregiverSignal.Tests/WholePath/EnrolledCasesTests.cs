using CaregiverSignal.Tests.Enrolments;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>Cases of the domain whose people enrol themselves, through the page, mails and the case.</summary>
public sealed class EnrolledCasesTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_12_angela_enrols_and_when_her_neighbour_gives_up_she_is_called_and_he_is_not_asked()
    {
        var angela = await Enrolled("angela@example.org", "Mijn partner", "50", "Een jaar tot twee jaar");
        Assert.Equal(0, site.Count("signal"));
        // Somebody means well and types the neighbour's address: he gets one neutral mail, and nothing is asked of him.
        await (await site.Enrolling("buurman@example.org")).Sent();
        site.Beat();
        site.On("2026-03-10");
        await Tells("angela@example.org", "Iemand die hielp, helpt niet meer");

        Assert.Equal(1, site.Count("staff_task", $"kind = 'told' and done_at is null and caregiver_id = {angela}"));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{angela}");
        Assert.Has("emand die hielp is gestopt", els.Text);
        await els.Open($"/zaak/{angela}/hulp");
        Assert.Has("Uitleg aan familie en vrienden", els.Text);
        Assert.Single(site.MailsTo("buurman@example.org"));
        Assert.Equal((1, 1), (site.Count("caregiver"), site.Count("enrolment")));
        Assert.Equal(0, site.Count("enrolment", "lower(email) = 'buurman@example.org'"));
    }

    [Fact]
    public async Task C_16_a_grandchild_enrols_the_third_near_accident_is_told_and_after_the_admission_may_go_on_caring()
    {
        var grandchild = await Enrolled("lot@example.org", "Iemand anders", "20", "Langer dan twee jaar");
        // Each time by another way: her own page, the telephone, and a mail.
        site.On("2026-04-08");
        await Tells("lot@example.org", "Een ander ongeluk, of het ging bijna mis");
        site.On("2026-05-12");
        var els = await site.SignedIn();
        await (await els.Open($"/zaak/{grandchild}")).Follow("Er is iets veranderd");
        await els.Choose("Kies één of meer", "Een ander ongeluk, of het ging bijna mis").Press("Leg vast");
        site.Beat();
        site.On("2026-06-09").Beat();
        var mail = TestInstallation.LinkIn(site.MailsTo("lot@example.org").Last());
        using (var told = await site.NewBrowser().Open(mail + "?wat=veranderd"))
            await told.Choose("Wat is er veranderd?", "Een ander ongeluk, of het ging bijna mis").Press("Verstuur");
        site.Beat();

        Assert.Equal(3, site.Count("event", "kind = 'Incident'"));
        els = await site.SignedIn();
        Assert.Has("Meldde zich zelf aan", els.Text);
        await els.Open($"/zaak/{grandchild}");
        Assert.Has("voor iemand anders", els.Text);
        Assert.Has("zelf, op 2 maart 2026", els.Text);
        Assert.Has("uiterlijk maandag 9 maart", els.Text);

        els.Choose("Wat deed u?", "Gesproken").Choose("Hoe verder?", "Over een week: dinsdag 16 juni");
        await els.Press("Bewaar contact");
        Assert.Lacks("Kennismaken", els.Text);
        Assert.Equal(1, site.Count("staff_task", "kind = 'meet' and done_at is not null"));

        site.On("2026-06-22");
        await Tells("lot@example.org", "Opgenomen in een verpleeghuis");
        site.On("2026-06-29").Beat();
        using var after = await site.NewBrowser().Open(TestInstallation.LinkIn(site.MailsTo("lot@example.org").Last()));
        Assert.Lacks("Hoe zwaar is het zorgen", after.Text);
        await after
            .Choose("Hoe gaat het nu met u?", "Het gaat wel")
            .Write("Wat wilt u zelf blijven doen in de zorg?", "Op zondag samen koken.")
            .Press(after.Page.QuerySelector("main button")!.TextContent);
        Assert.Equal("/dank", after.Path);
        Assert.Has("Op zondag samen koken.", (await site.SignedIn()).Text);
    }

    /// <summary>Tells on the own page that something changed.</summary>
    private async Task Tells(string email, string what)
    {
        using var own = await site.OnOwnPage(email);
        await own.Follow("Er is iets veranderd");
        await own.Choose("Wat is er veranderd?", what).Press("Verstuur");
        Assert.Equal("Dank u, wij weten het nu", own.Heading);
        site.Beat();
    }

    /// <summary>Somebody who enrolled, confirmed and answered the one page at once.</summary>
    private async Task<long> Enrolled(string email, string caresFor, string burden, string time)
    {
        site.Coordinator();
        await (await site.Enrolling(email)).Choose("Voor wie zorgt u?", caresFor).Sent();
        var browser = await (await site.OpenedMail(email)).Press("Ja, ik doe mee");
        await browser.Press("Begin nu");
        await browser.Choose("Hoe zwaar", burden).Choose("Hoe lang", time).Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", browser.Path);
        site.Beat();
        return site.Count("caregiver");
    }
}
