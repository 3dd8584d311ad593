using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Tests.Pages.ForCoordinators.Help;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-01, Pauline Bloem, through mails and pages: the heavy years, the admission after which all contacts end, the fall
/// that she would tell nobody, and who came along with her then.
/// </summary>
public sealed class BloemTests() : AtASite("2026-03-02")
{
    private const string Coach = "Een maatje of netwerkcoach";

    [Fact]
    public async Task C_01_who_is_forgotten_after_the_admission_tells_of_her_fall_and_is_read_and_called()
    {
        var pauline = await site.Add(
            Some.Person("bloem", "2026-03-02", "Pauline", "pauline@example.org", born: "1957-04-01")
        );
        await Minute("Het gaat wel", "50", "Zes maanden tot een jaar");
        site.On("2026-04-02");
        await Minute("Slecht", "70", "Een maand tot zes maanden");
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {pauline} and urgency = 'red'"));

        site.On("2026-04-20");
        var mail = await site.NewBrowser().Open(NewestLink() + "?wat=veranderd");
        await mail.TellChange(Dutch("ChangePage.Kind.Admission"));
        Assert.Has(Dutch("ChangedPage.Reads", ("coordinator", "Els"), ("dag", "dinsdag 21 april")), mail.Text);
        await site.RunJobs();
        // She stands red, and nobody knows who pressed it: nothing ends before somebody asked.
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and red_on is not null"));
        var els = await site.SignedIn();
        Assert.Has("De naaste is opgenomen, verteld op 20 april 2026. Dat kwam via de mail.", els.Text);
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(pauline, [EventKind.Admission], site.Time.Today, Way.Colleague),
                site.Time
            )
        );
        Assert.Equal(1, await site.Count("caregiver", "status = 'aftercare'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'ask-first' and done_at is null"));

        await site.On("2026-10-05").RunJobs();
        Assert.Equal(0, await site.Count("check_in", "asked_on > '2026-04-20' and instruments like '%csi%'"));

        var own = await site.OnOwnPage("pauline@example.org");
        await own.Follow(Dutch("Everywhere.TellChange"));
        await own.Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.gisteren"))
            .Write(Dutch("ChangePage.Note"), "Mijn pols is stuk en ik slaap niet.")
            .Press(Dutch("Everywhere.Send"));
        await own.Follow(Dutch("Shared.CallYes"));
        await own.Press(Dutch("Shared.CallYes"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 7 oktober")), own.Text);
        await site.RunJobs();

        els = await site.SignedIn();
        Assert.Has("Mijn pols is stuk en ik slaap niet.", els.Text);
        Assert.Has(Dutch("WorklistModel.Promised.By", "wo 7 okt"), els.Text);

        // The call, and somebody who comes along for half a year: new people, an activity of her own.
        await Talks(els, pauline);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        await els.Propose(pauline, Coach, "Weer eens onder de mensen.");
        await els.Step(pauline, Coach, "chosen");
        await els.Step(pauline, Coach, "running", ("Note", "Lisa komt elke week."));
        var alerts = await site.Count("mail", "kind = 'alert'");
        await site.On("2026-10-20").RunJobs();
        await site.On("2026-11-03").RunJobs();
        els = await site.SignedIn();
        Assert.Has($"{Coach}. Loopt.", els.Text);
        await els.Step(pauline, Coach, "changed", ("Helped", "yes"), ("Note", "Voortaan om de drie weken."));
        site.On("2027-03-30");
        els = await site.SignedIn();
        await els.Step(pauline, Coach, "ended", ("Helped", "yes"), ("Note", "Het is goed zo."));

        await Talks(els, pauline);
        await (await els.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.lighter"))
            .Choose(
                Dutch("ClosingModel.Look"),
                els.LabelsOf(Dutch("ClosingModel.Look"))
                    .Single(text => text.StartsWith("Nazorg, volgend bericht", StringComparison.Ordinal))
            )
            .Press(Dutch("ClosingModel.Close"));
        Assert.Equal(
            (0, alerts),
            (await site.Count("signal", "closed_at is null"), await site.Count("mail", "kind = 'alert'"))
        );
        await site.On("2027-04-20").RunJobs();
        Assert.Equal(1, await site.Count("check_in", "asked_on = '2027-04-20' and instruments = 'aftercare'"));
    }

    /// <summary>A coordinator phones, and looks again in a week.</summary>
    private static async Task Talks(Browser els, long caregiver)
    {
        await els.Open($"/zaak/{caregiver}");
        await els.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Choose(Dutch("CaseModel.When"), els.LabelsOf(Dutch("CaseModel.When"))[^3])
            .Press(Dutch("CaseModel.SaveContact"));
    }

    private async Task Minute(string going, string burden, string time)
    {
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(NewestLink());
        await browser
            .Choose("Hoe gaat het", going)
            .Choose("Hoe zwaar", burden)
            .Choose("Hoe lang", time)
            .SendAnswers(Dutch("LastPage.Call.no"));
        await site.RunJobs();
    }

    private string NewestLink() =>
        TestInstallation.LinkIn(site.Mails().Last(mail => mail.Contains("To: pauline@example.org")));
}
