namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// C-15: two teenagers, their mother suddenly in intensive care, the house decaying, and they say that they need no
/// help.
/// </summary>
public sealed class TeenagersTests() : AtASite("2026-03-02")
{
    private const string Hostile =
        "<script>alert('kenmerk')</script> \u202Eeid\u202C '); drop table concern_report; -- {telefoon} =HYPERLINK(1)\r\nBcc: kenmerk@elders.example";

    [Fact]
    public async Task A_tip_of_a_teacher_comes_to_people_within_the_minute_and_to_no_questionnaire()
    {
        site.Enrolled();
        site.Enrolled("joost@steunpunt.example", "Joost");
        var teacher = await site.NewBrowser().Open("/zorgen");
        await teacher
            .Write(
                "Wat zag of hoorde u?",
                "Hun moeder ligt ineens op de intensive care. Ze zeggen dat het gaat. " + Hostile
            )
            .Write("Om wie gaat het? En hoe bereiken wij die persoon?", "Kim en Bo, Dorpsstraat 1")
            .Choose("onder de 18?", "Ja")
            .Choose("Weet deze persoon", "Nee")
            .Write("Uw naam", "Juf <b>Marieke</b>")
            .Write("Uw telefoonnummer", "06 87654321")
            .Press("Verstuur mijn bericht");

        Assert.Equal("Dank u, uw bericht is aangekomen", teacher.Heading);
        Assert.Has("Iemand van het steunpunt leest uw bericht op dezelfde werkdag.", teacher.Text);
        site.Beat();

        // Both are told on that day, by a mail that says nothing; and nobody was enrolled, asked or written to by it.
        Assert.Equal(
            3,
            site.Count("mail", "kind = 'concern-report' and state = 'sent' and urgent = 1 and concern_report_id = 1")
        );
        Assert.Equal(3, site.Mails().Count);
        Assert.Each(
            site.Mails(),
            mail =>
            {
                Assert.Has("voor het team", mail);
                Assert.DoesNotContain("kenmerk", mail, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("intensive", mail, StringComparison.OrdinalIgnoreCase);
                Assert.Lacks("Kim", mail);
            }
        );
        Assert.Equal((0, 0), (site.Count("caregiver"), site.Count("check_in")));

        var els = await site.SignedIn();
        Assert.Equal("Iemand maakt zich zorgen", els.Page.QuerySelector("main .tag")!.TextContent);
        Assert.Has("Onder de 18", els.Text);
        await els.Follow("Bericht van maandag 2 maart, 10.00 uur");
        Assert.Has(
            "<script>alert('kenmerk')</script> [U+202E]eid[U+202C] '); drop table concern_report; -- {telefoon} =HYPERLINK(1) Bcc: kenmerk@elders.example",
            els.Text
        );
        Assert.Null(els.Page.QuerySelector("main script:not([src='/unsaved.js']), main dd b"));
        Assert.Has("Kim en Bo, Dorpsstraat 1", els.Text);
        Assert.Equal("tel:0687654321", els.Page.QuerySelector("dd a.phone")!.GetAttribute("href"));
        Assert.Has("Ook als zij zeggen dat het wel gaat.", els.Text);

        await els.Press("Ik pak dit op");
        Assert.Has("Opgepakt op 2 maart 2026 door Els.", els.Text);
        await els.Choose("Hoe liep het af?", "Er is contact met deze persoon").Press("Rond af");
        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Equal(1, site.Count("concern_report", "closed_at is not null and outcome = 'in-contact'"));
    }
}
