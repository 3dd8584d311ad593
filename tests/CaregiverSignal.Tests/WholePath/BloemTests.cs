using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-01, Pauline Bloem, through mails and pages: the heavy years, the admission after which all contacts end, and the fall
/// that she would tell nobody.
/// </summary>
public sealed class BloemTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task C_01_who_is_forgotten_after_the_admission_tells_of_her_fall_and_is_read_and_called()
    {
        var pauline = site.Add(
            Some.Person("bloem", "2026-03-02", "Pauline", "pauline@example.org", born: "1957-04-01")
        );
        await Minute("Het gaat wel", "50", "Zes maanden tot een jaar");
        site.On("2026-04-02");
        await Minute("Slecht", "70", "Een maand tot zes maanden");
        Assert.Equal(1, site.Count("signal", $"caregiver_id = {pauline} and urgency = 'red'"));

        site.On("2026-04-20");
        var mail = await site.NewBrowser().Open(NewestLink() + "?wat=veranderd");
        await mail.Choose("Wat is er veranderd?", "Opgenomen in een verpleeghuis").Press("Verstuur");
        Assert.Contains("Els leest dit uiterlijk dinsdag 21 april.", mail.Text, StringComparison.Ordinal);
        site.Beat();
        Assert.Equal(1, site.Count("caregiver", "status = 'aftercare'"));
        var els = await site.SignedIn();
        Assert.Contains("Opname in een verpleeghuis, 20 april 2026", els.Text, StringComparison.Ordinal);
        await els.Press("Gelezen van Pauline A.");

        site.On("2026-10-05").Beat();
        Assert.Equal(0, site.Count("check_in", "asked_on > '2026-04-20' and instruments like '%csi%'"));

        var own = await site.OnOwnPage("pauline@example.org");
        await own.Follow("Er is iets veranderd");
        await own.Choose("Wat is er veranderd?", "Gevallen, of bijna")
            .Choose("Wanneer was dat?", "Gisteren")
            .Write("Wilt u er iets bij zeggen?", "Mijn pols is stuk en ik slaap niet.")
            .Press("Verstuur");
        await own.Follow("Ja, bel mij");
        await own.Press("Ja, bel mij");
        Assert.Contains("Els belt u uiterlijk woensdag 7 oktober.", own.Text, StringComparison.Ordinal);
        site.Beat();

        els = await site.SignedIn();
        Assert.Contains("Mijn pols is stuk en ik slaap niet.", els.Text, StringComparison.Ordinal);
        Assert.Contains("Uiterlijk woensdag 7 oktober.", els.Text, StringComparison.Ordinal);
        Assert.NotEqual(0, site.Count("finding", "warning_sign = 'event-in-aftercare'"));
    }

    private async Task Minute(string going, string burden, string time)
    {
        site.Beat();
        var browser = await site.NewBrowser().Open(NewestLink());
        await browser
            .Choose("Hoe gaat het", going)
            .Choose("Hoe zwaar", burden)
            .Choose("Hoe lang", time)
            .Choose("Mag ik u bellen?", "Nu niet")
            .Press("Verstuur mijn antwoorden");
        site.Beat();
    }

    private string NewestLink() =>
        TestInstallation.LinkIn(
            site.Mails().Last(mail => mail.Contains("To: <pauline@example.org>", StringComparison.Ordinal))
        );
}
