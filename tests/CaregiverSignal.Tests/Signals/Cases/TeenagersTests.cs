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
        await site.Enrolled();
        await site.Enrolled("joost@steunpunt.example", "Joost");
        var teacher = await site.NewBrowser().Open("/zorgen");
        await teacher
            .Write(
                Dutch("ConcernModel.Words"),
                "Hun moeder ligt ineens op de intensive care. Ze zeggen dat het gaat. " + Hostile
            )
            .Write(Dutch("ConcernModel.About"), "Kim en Bo, Dorpsstraat 1")
            .Choose(Dutch("ConcernModel.Minor"), "Ja")
            .Choose(Dutch("ConcernModel.Knows"), "Nee")
            .Write(Dutch("FirstAccountPageModel.Name"), "Juf <b>Marieke</b>")
            .Write(Dutch("ConcernModel.Phone"), "06 87654321")
            .Press(Dutch("ConcernModel.Send"));

        Assert.Equal(Dutch("ConcernModel.Thanks"), teacher.Heading);
        Assert.Has("Iemand van het steunpunt leest uw bericht op dezelfde werkdag.", teacher.Text);
        await site.RunJobs();

        // Both are told on that day, by a mail that says nothing; and nobody was enrolled, asked or written to by it.
        Assert.Equal(
            3,
            await site.Count(
                "mail",
                "kind = 'concern-report' and state = 'sent' and urgent = 1 and concern_report_id = 1"
            )
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
        Assert.Equal((0, 0), (await site.Count("caregiver"), await site.Count("check_in")));

        var els = await site.SignedIn();
        Assert.Equal(Dutch("ConcernReportModel.Title"), els.Page.QuerySelector("main .tag")!.TextContent);
        Assert.Has(Dutch("WorklistModel.Tag.Minor"), els.Text);
        await els.Follow("Bericht van vandaag");
        Assert.Has(
            "<script>alert('kenmerk')</script> [U+202E]eid[U+202C] '); drop table concern_report; -- {telefoon} =HYPERLINK(1) Bcc: kenmerk@elders.example",
            els.Text
        );
        Assert.Null(els.Page.QuerySelector("main script:not([src='/unsaved.js']), main dd b"));
        Assert.Has("Kim en Bo, Dorpsstraat 1", els.Text);
        Assert.Equal("tel:0687654321", els.Page.QuerySelector("dd a.phone")!.GetAttribute("href"));
        Assert.Has(Dutch("ConcernReportModel.ThinkMinor"), els.Text);

        await els.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has(Dutch("ConcernReportModel.State.taken", ("dag", "2 maart 2026"), ("wie", "Els")), els.Text);
        await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.in-contact"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Equal(1, await site.Count("concern_report", "closed_at is not null and outcome = 'in-contact'"));
    }
}
