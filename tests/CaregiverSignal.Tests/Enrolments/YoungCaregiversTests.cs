using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Enrolments;

/// <summary>C-15 and those of sixteen and seventeen who ask for it themselves.</summary>
public sealed class YoungCaregiversTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    private const string Lists = "instruments not in ('opening;srb;volhoudtijd')";

    [Fact]
    public async Task C_15_a_teenager_who_finds_the_page_gets_no_questions_and_a_call_the_same_day()
    {
        await site.Coordinator();
        var kim = await (await site.NewBrowser().Open("/aanmelden")).Follow(Dutch("StartModel.Age.Younger"));
        Assert.Has("Bel ons: 088 123 45 67", kim.Text);
        Assert.Has("op dezelfde werkdag", kim.Text);
        Assert.Has("Bel 112.", kim.Text);
        Assert.Null(kim.Page.QuerySelector("input[type=email]"));
        await kim.Press(Dutch("YoungerModel.Send"));
        Assert.Has(Dutch("YoungerModel.Error.Name"), kim.Text);

        await kim.Write(Dutch("YoungerModel.Name"), "Kim")
            .Write(Dutch("YoungerModel.Phone"), "06 87654321")
            .Press(Dutch("YoungerModel.Send"));
        Assert.Has(Dutch("YoungerModel.Thanks"), kim.Text);
        Assert.Null(kim.Page.QuerySelector("main form"));
        await site.RunJobs();

        Assert.Equal(
            (0, 0, 0),
            (await site.Count("caregiver"), await site.Count("enrolment"), await site.Count("check_in"))
        );
        Assert.Equal(2, await site.Count("mail", "kind = 'concern-report' and state = 'sent'"));
        var els = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Tag.Minor"), els.Text);
        await els.Open("/tip/1");
        Assert.Has(Dutch("YoungerModel.ConcernReport"), els.Text);
        Assert.Equal("tel:0687654321", els.Page.QuerySelector("dd a.phone")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_is_seventeen_is_mailed_the_one_page_and_no_list_until_they_are_eighteen()
    {
        await site.Coordinator();
        var form = await site.Enrolling(age: "16 of 17 jaar");
        Assert.Has(Dutch("EnrolModel.Young.What"), form.Text);
        Assert.DoesNotContain("huisarts", form.Text, StringComparison.OrdinalIgnoreCase);
        await form.Write(Dutch("Everywhere.FirstName"), "").Sent();
        Assert.Has(Dutch("EnrolModel.Error.FirstName"), form.Text);
        site.Advance(TimeSpan.FromSeconds(20));
        await form.Write(Dutch("Everywhere.FirstName"), "Noor").Sent();
        await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'invitation' and state = 'sent'"));
        Assert.Equal((1, 0), (await site.Count("check_in"), await site.Count("check_in", Lists)));

        var els = await site.SignedIn();
        await els.Open("/zaak/1");
        Assert.Has(DutchPart("CaseModel.EnrolledYoung"), els.Text);
        await els.Open("/zaak/1/gegevens");
        await els.Write("Geboortejaar", "1-6-2008").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", "born = '2008-06-01' and channel = 'email'"));

        // The day of birth is known now: mail still goes to them, and the lists begin when they are 18.
        site.On("2026-04-02");
        await site.RunJobs();
        Assert.Equal(2, await site.Count("mail", "kind = 'invitation' and state = 'sent'"));
        Assert.Equal((2, 0), (await site.Count("check_in"), await site.Count("check_in", Lists)));
        site.On("2026-06-02");
        await site.RunJobs();
        Assert.Equal(1, await site.Count("check_in", Lists));
    }

    [Fact]
    public async Task Who_is_sixteen_reads_je_on_each_page_and_in_each_mail_and_a_grown_up_on_the_same_screen_does_not()
    {
        await site.Coordinator();
        var noor = await site.Enrolling(age: "16 of 17 jaar");
        ReadsJe(noor.Page.Body!.TextContent);
        ReadsJe((await noor.Sent()).Page.Body!.TextContent);
        await site.RunJobs();
        await noor.Open(TestInstallation.LinkIn(site.MailsTo(SomeEnrolment.Email).Last(), "aanmelden/mail"));
        ReadsJe(noor.Page.Body!.TextContent);
        ReadsJe((await noor.Press(Dutch("ConfirmModel.Yes"))).Page.Body!.TextContent);
        await site.RunJobs();
        ReadsJe((await site.Mails("invitation")).Single().Text);
        await site.On("2026-03-09").RunJobs();
        ReadsJe((await site.Mails("reminder")).Single().Text);
        using var phone = await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails()[^1]));
        ReadsJe(phone.Page.Body!.TextContent);
        await phone
            .Choose("Hoe gaat het", "Heel slecht")
            .Choose("Mag ik je bellen?", Dutch("LastPage.Call.yes"))
            .Press(Dutch("LastPage.Send"));
        Assert.Has("belt je uiterlijk", phone.Text);
        ReadsJe(phone.Page.Body!.TextContent);
        await phone.Open(TestInstallation.LinkIn(site.Mails().Last(mail => mail.Contains("/p/")), "p"));
        ReadsJe(phone.Page.Body!.TextContent);
        using var own = await site.OnOwnPage(SomeEnrolment.Email);
        ReadsJe(own.Page.Body!.TextContent);
        ReadsJe((await site.Mails("own-page")).Single().Text);

        Assert.Has(Dutch("EnrolModel.MayKnow"), (await noor.Open("/aanmelden/18")).Text);
    }

    private static void ReadsJe(string text)
    {
        // A link is drawn by lot, and can have an u between two dashes.
        var words = string.Join(' ', text.Split().Where(word => !word.Contains("://", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"(?<!\w)[Uu](w|zelf)?(?!\w)", words);
        Assert.Matches(@"(?<!\w)([Jj]e|[Jj]ij|jouw?)(?!\w)", text);
    }

    [Fact]
    public async Task Who_said_sixteen_and_is_younger_is_asked_by_a_person()
    {
        await site.Coordinator();
        await (await site.Enrolling(age: "16 of 17 jaar")).Sent();
        await (await site.OpenedMail()).Press(Dutch("ConfirmModel.Yes"));
        var els = await (await site.SignedIn()).Open("/zaak/1/gegevens");
        await els.Write("Geboortejaar", "1-6-2012").PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();

        Assert.Equal(0, await site.Count("mail", "kind = 'invitation'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'ask' and done_at is null"));
    }

    [Fact]
    public void Whose_day_of_birth_nobody_knows_is_young_for_two_years()
    {
        var young = new Caregiver { YoungUntil = new DateOnly(2028, 3, 2) };

        Assert.True(young.IsYoungOn(new DateOnly(2028, 3, 1)));
        Assert.False(young.IsYoungOn(new DateOnly(2028, 3, 2)));
        Assert.False((young with { Born = new DateOnly(2008, 3, 2) }).IsYoungOn(new DateOnly(2026, 3, 2)));
        Assert.False(new Caregiver { Born = new DateOnly(2010, 1, 1) }.IsYoungOn(new DateOnly(2026, 3, 2)));
    }
}
