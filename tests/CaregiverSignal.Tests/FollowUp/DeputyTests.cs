using System.Net;
using CaregiverSignal.Import;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.FollowUp;

public sealed class DeputyTests : IDisposable
{
    private const string Deputy = "vervanger@steunpunt.example";

    private readonly Site site = new(("FollowUp:Deputy", Deputy));

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task The_deputy_of_everybody_without_one_hears_of_it_signs_in_by_mail_and_opens_the_case()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(caregiver, site.Time.Today, "yes", ("opening.going", 2));
        site.Beat();
        site.Advance(TimeSpan.FromDays(3));
        site.Beat();
        Assert.Equal(1, site.Count("mail", $"kind = 'escalation' and envelope_to = '{Deputy}' and state = 'sent'"));

        var browser = await SignsInByMail(Deputy);
        Assert.Contains("Anna J.", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Anna J.");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal($"/zaak/{caregiver}", browser.Path);
    }

    [Fact]
    public async Task What_the_deputy_took_up_stays_on_the_deputys_own_list_until_somebody_talked()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(caregiver, site.Time.Today, "yes", ("opening.going", 2));
        site.Beat();
        site.Advance(TimeSpan.FromDays(3));
        site.Beat();

        var browser = await site.SignedIn(Deputy);
        await browser.Follow("Anna J.");
        await browser.Press("Ik pak dit op");
        await browser.Open("/werklijst");

        Assert.Contains("Anna J.", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_who_is_known_from_an_import_only_is_told_and_gets_in_by_mail()
    {
        const string Imported = "nieuw@steunpunt.example";
        var caregiver = site.Database.Write(work => ImportTable.AddPerson(
            work, Some.Person(enrolled: "2027-01-01"), CaregiverSignal.People.CoordinatorTable.IdOf(work, Imported, site.Time.Now), site.Time.Now));
        site.AddAnswered(caregiver, site.Time.Today, "yes", ("opening.going", 2));
        site.Beat();
        Assert.Equal(1, site.Count("mail", $"kind = 'alert' and envelope_to = '{Imported}' and state = 'sent'"));
        Assert.Equal(1, site.Count("coordinator", $"email = '{Imported}' and enrolled_at is null"));

        var browser = await SignsInByMail(Imported);

        Assert.Equal("/werklijst", browser.Path);
        Assert.Contains("Anna A.", browser.Text, StringComparison.Ordinal);
    }

    private async Task<Browser> SignsInByMail(string email)
    {
        var browser = site.NewBrowser();
        await browser.Open("/inloggen");
        await browser.Post("/inloggen", [browser.Token, new("adres", email)]);
        site.Beat();
        var link = site.Mails().Where(mail => mail.Contains(email, StringComparison.Ordinal) && mail.Contains("/i/", StringComparison.Ordinal)).Select(mail => Site.LinkIn(mail, "i")).Single();
        await browser.Open(link);
        return await browser.Press("Inloggen");
    }
}
