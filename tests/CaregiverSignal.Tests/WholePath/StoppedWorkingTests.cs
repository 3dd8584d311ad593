using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-07, the parent who stopped working for a son with psychiatric problems, and was told to be "the counterparty":
/// what he tells goes to the support point, and to nobody he did not choose.
/// </summary>
public sealed class StoppedWorkingTests() : AtASite("2026-03-02")
{
    private const string Mail = "ruud@example.org";

    [Fact]
    public async Task C_07_who_stops_working_is_read_and_decides_himself_who_may_know()
    {
        var ruud = await site.Add(Some.Person("c7", "2026-03-02", "Ruud", Mail, born: "1968-04-01"));
        await site.RunJobs();
        var minute = await site.NewBrowser().Open(Link());
        await minute
            .Choose("Hoe gaat het", "Het gaat wel")
            .Choose("Hoe lang", "Een jaar tot twee jaar")
            .Press(Dutch("LastPage.Send"));

        site.On("2026-03-05");
        await minute.Open(Link() + "?wat=veranderd");
        await minute
            .Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.JobChanged"))
            .Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.BehaviourWorsened"))
            .Write(Dutch("ChangePage.Note"), "Ik ben gestopt met werken. De instelling noemde mij de tegenpartij.")
            .Press(Dutch("Everywhere.Send"));
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Has("De instelling noemde mij de tegenpartij.", els.Text);
        await els.Open($"/zaak/{ruud}");
        await els.SaveContact("spoken");

        var own = await site.OnOwnPageWithCode(Mail);
        await own.Follow(Dutch("Everywhere.Consents"));
        await own.Choose(Dutch("MyConsentModel.Recipient"), Dutch("Everywhere.Recipient.gp"))
            .Write(Dutch("MyConsentModel.Name"), "dokter De Wit")
            .Choose(Dutch("MyConsentModel.Data"), Dutch("Everywhere.Data.burden"))
            .Press(Dutch("MyConsentModel.Save"));

        // Only an address that a coordinator looked up is mailed.
        await site.RunJobs();
        els = await site.SignedIn();
        Assert.Has(DutchPart("MyConsentModel.AskAddress"), els.Text);
        await els.Press("Niets nodig van Ruud A.");
        await els.Open($"/zaak/{ruud}/toestemming");
        await els.Post(
            $"/zaak/{ruud}/toestemming",
            [
                els.Token,
                new("Recipient", "gp"),
                new("Name", "dokter De Wit"),
                new("Email", "praktijk@example.nl"),
                new("Data", "burden"),
                new("Until", ""),
                new("How", "phone"),
            ]
        );

        await site.On("2026-05-02").RunJobs();
        await minute.Open(Link());
        await minute
            .Choose("Hoe gaat het", "Heel slecht")
            .Choose("Hoe lang", "Een week tot een maand")
            .Press(Dutch("LastPage.Send"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {ruud} and urgency = 'red'"));
        var outside = site.Mails()
            .Where(mail => !mail.Contains($"To: {Mail}") && !mail.Contains("@steunpunt.example\r\n"))
            .ToList();
        Assert.Has("To: praktijk@example.nl", Assert.Single(outside));

        own = await site.OnOwnPageWithCode(Mail);
        await own.Follow(Dutch("Everywhere.Consents"));
        await own.PressFirst("Stop dit: Huisarts: dokter De Wit");
        await own.Press("Stop dit: Huisarts: dokter De Wit");
        Assert.Has("ingetrokken op 2 mei 2026", own.Text);
        Assert.Equal(0, await site.Count("consent", "withdrawn_on is null"));
    }

    private string Link() =>
        TestInstallation.LinkIn(site.Mails().Last(mail => mail.Contains($"To: {Mail}") && mail.Contains("/v/")));
}
