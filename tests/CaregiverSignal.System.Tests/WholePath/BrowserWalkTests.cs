using CaregiverSignal.Cases;
using CaregiverSignal.Mail.Ledger;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// From the mailed link to the closed case in a real browser without script; every page and error on the way is held
/// against WCAG 2.2 AA at 320 and 1280 pixels.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class BrowserWalkTests(Chromium chromium) : AtASite("2026-03-02")
{
    [Fact]
    public async Task Everybody_can_use_every_page_from_the_mailed_link_to_the_closed_case()
    {
        var rules = new Accessibility(chromium, site.Address);
        var anna = await AddSomebodyWithHistory();
        await site.RunJobs();
        var invitation = TestInstallation.LinkIn(site.Mails().Single(mail => mail.Contains("To: persoon1@")));

        var caregiver = await OpenAsync(rules, 320);
        await AnswerEverything(caregiver, new Uri(invitation).PathAndQuery);
        Assert.Equal(
            1,
            await site.Count("check_in", "answered_at is not null and own_words = 'Het is veel.' and call_me = 'yes'")
        );
        await caregiver.GoTo(new Uri(invitation).PathAndQuery, Dutch("ResultModel.Thanks", "Anna"));
        await site.RunJobs();

        await AddOtherCases();
        var coordinator = await OpenAsync(rules, 1280);
        await SignIn(coordinator);
        await LookAround(coordinator);
        await FollowUp(coordinator, anna);
        Assert.Equal(
            1,
            await site.Count("signal", $"caregiver_id = {anna} and closed_at is not null and outcome = 'help-arranged'")
        );
        Assert.InRange(rules.Seen.Count, 35, 60);
    }

    private async Task<Walker> OpenAsync(Accessibility rules, int width) =>
        new(await chromium.PageAsync(site.Address, width), rules);

    private static async Task AnswerEverything(Walker walk, string link)
    {
        await walk.GoTo(link, Dutch("CheckInPageModel.Welcome.Named", "Els"));
        await walk.Press(Dutch("CheckInPageModel.Start"), null);
        while (await walk.Heading() != Dutch("LastPage.Title"))
            await walk.Answer();

        await walk.Write(Dutch("LastPage.OwnWords"), new string('a', 4010));
        await walk.Press(Dutch("LastPage.Send"), Dutch("LastPage.Title"));
        await walk.Write(Dutch("LastPage.OwnWords"), "Het is veel.");
        await walk.Choose(Dutch("LastPage.Call.yes"));
        await walk.Press(Dutch("LastPage.Send"), Dutch("ResultModel.Thanks", "Anna"));
        await Assertions.Expect(walk.Page.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        await walk.Page.Locator("summary").First.ClickAsync();
        await Assertions.Expect(walk.Page.GetByRole(AriaRole.Table).First).ToBeVisibleAsync();
        await walk.Check();
    }

    private async Task SignIn(Walker walk)
    {
        await walk.GoTo("/werklijst", Dutch("SignInModel.Title"));
        await walk.Press(Dutch("Everywhere.SendLink"), Dutch("SignInModel.Title"));
        await walk.Write(Dutch("Everywhere.Email"), TestInstallation.CoordinatorEmail);
        await walk.Press(Dutch("Everywhere.SendLink"), Dutch("SignInModel.SentTitle"));
        await site.RunJobs();
        var link = new Uri(TestInstallation.LinkIn(site.Mails()[^1], "i")).PathAndQuery;
        await walk.GoTo(link, Dutch("SignInLinkModel.Enter.Title", ("naam", "Els")));
        await walk.Press(Dutch("SignInModel.Title"), Dutch("Everywhere.Worklist"));
        await walk.GoTo(link, Dutch("Shared.DeadLinkTitle"));
    }

    private static async Task LookAround(Walker walk)
    {
        await walk.GoTo("/werklijst", Dutch("Everywhere.Worklist"));
        Assert.Equal(1, await walk.Page.GetByRole(AriaRole.Table).CountAsync());
        await walk.Follow(Dutch("Everywhere.Team"), Dutch("Everywhere.Worklist"));
        await walk.Follow(Dutch("Everywhere.People"), Dutch("Everywhere.People"));
        await walk.GoTo("/zaak/999999", Dutch("Shared.NotFoundTitle"));
    }

    private static async Task FollowUp(Walker walk, long caregiver)
    {
        await walk.GoTo("/werklijst", Dutch("Everywhere.Worklist"));
        await walk.Follow("Anna J.", "Anna Jansen");
        Assert.Ends($"/zaak/{caregiver}", walk.Page.Url);
        await Assertions.Expect(walk.Page.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        await walk.Press(Dutch("Everywhere.TakeUp"), "Anna Jansen");
        await walk.Press(Dutch("CaseModel.SaveContact"), "Anna Jansen");
        var closing = Dutch("ClosingModel.Title", "Anna Jansen");
        await walk.Follow(Dutch("CaseModel.CloseTitle"), closing);
        await walk.Press(Dutch("ClosingModel.Close"), closing);
        await walk.Follow(Dutch("Everywhere.ToCase"), "Anna Jansen");
        await walk.Follow(Dutch("HappenedModel.Title"), Dutch("HappenedModel.Title"));
        await walk.Press(Dutch("HappenedModel.Life.Save"), Dutch("HappenedModel.Title"));
        await walk.Follow(Dutch("Everywhere.ToCase"), "Anna Jansen");
        await walk.Choose(Dutch("CaseModel.Way.spoken"));
        await walk.Choose(Dutch("CaseModel.When.day"));
        await walk.Write(Dutch("CaseModel.Contact.Day"), "2026-03-09");
        await Unfold(walk, Dutch("CaseModel.Arranged"));
        await walk
            .Page.GetByLabel(Dutch("CaseModel.Arranged"))
            .SelectOptionAsync(Dutch("CaseModel.Arranged.RespiteStarted"));
        await walk.Write(Dutch("CaseModel.Contact.Note"), "Zus komt helpen.");
        await walk.Press(Dutch("CaseModel.SaveContact"), "Anna Jansen");
        await walk.Follow(Dutch("CaseModel.CloseTitle"), closing);
        await walk.Choose(Dutch("CaseModel.Outcome.help-arranged"));
        await walk.Choose(Dutch("ClosingModel.Look.on-day"));
        await walk.Write(Dutch("ClosingModel.Day"), "2026-03-30");
        // Later than she says that she can go on: it is asked once.
        await walk.Press(Dutch("ClosingModel.Close"), closing);
        await walk.Press(Dutch("ClosingModel.Close"), "Anna Jansen");
        await Assertions.Expect(walk.Page.GetByText("Afgesloten: Er is hulp of rust geregeld")).ToBeVisibleAsync();
        await walk.Follow(Dutch("Everywhere.Worklist"), Dutch("Everywhere.Worklist"));
        await walk.Page.Locator(".me a").ClickAsync();
        await walk.Press(Dutch("Everywhere.SignOut"), Dutch("SignInModel.Title"));
    }

    private static Task Unfold(Walker walk, string summary) =>
        walk.Page.Locator("summary", new() { HasText = summary }).First.ClickAsync();

    /// <summary>
    /// Ten months that get heavier, with words and events: all that a chart and a case page can show.
    /// </summary>
    private async Task<long> AddSomebodyWithHistory()
    {
        var caregiver = await site.AddCaregiver(
            enrolledOn: new DateOnly(2025, 5, 2),
            nextDueOn: new DateOnly(2026, 3, 2)
        );
        await site.CaresForPartner(caregiver);
        var scores = new[] { 3, 4, 4, 6, 6 };
        for (var i = 0; i < scores.Length; i++)
        {
            await site.AddAnswered(
                caregiver,
                new DateOnly(2025, 5, 2).AddMonths(2 * i),
                "no",
                [
                    .. site.Csi(scores[i]),
                    ("opening.going", 4 - i / 2),
                    ("volhoudtijd.time", 6 - i / 2),
                    ("srb.burden", 20 + 10 * i),
                    ("carerqol.happiness", 8 - i),
                    ("wishes.wish", 1 + i),
                    ("wishes.barrier", 3 + i),
                ]
            );
        }

        await site.Write(async transaction =>
        {
            await transaction.Execute(
                "update check_in set own_words = @words where caregiver_id = @caregiver",
                new
                {
                    caregiver,
                    words = "Ik slaap niet meer. Gisteren was hij weer weg en ik heb de hele nacht gezocht.\nIk weet niet hoe lang dit nog gaat.",
                }
            );
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2025, 11, 20),
                EventKind.HelperLost,
                ReportedBy.Caregiver,
                "De buurvrouw is verhuisd",
                site.Time.Now
            );
        });
        return caregiver;
    }

    /// <summary>
    /// One of each kind that the worklist shows: new, agreed for later, to be phoned, and a mail that came back.
    /// </summary>
    private async Task AddOtherCases()
    {
        var coordinator = await site.Coordinator();
        var jan = await site.AddCaregiver("2", "Jan", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(jan, "amber", "change", new DateOnly(2026, 2, 20));
        var truus = await site.AddSignal(
            await site.AddCaregiver("3", "Truus", nextDueOn: new DateOnly(2027, 1, 1)),
            "red",
            "level",
            new DateOnly(2026, 2, 10)
        );
        await site.Write(transaction =>
            CaseActions.RecordContact(
                transaction,
                truus,
                coordinator,
                new RecordedContact(ContactWay.Spoken, "Zus komt helpen", site.Time.Today.AddDays(12)),
                site.Time
            )
        );
        await site.AskByLink(
            await site.AddCaregiver("4", "Ria", channel: "phone", nextDueOn: new DateOnly(2027, 1, 1))
        );
        await site.Write(async transaction =>
        {
            await MailTable.Add(
                transaction,
                new QueuedMail(
                    "x",
                    "a@example.org",
                    "b@example.org",
                    [1],
                    new Envelope(Some.Kind("invitation"), "invite:99", site.Time.Now.AddDays(1), jan),
                    site.Time.Now
                )
            );
            await transaction.Execute(
                "update mail set state = 'failed', ended_at = @at, envelope_to = (select email from caregiver where id = @jan) where id = 'x'",
                new { at = site.Time.Now.AddHours(1), jan }
            );
        });
    }

    /// <summary>
    /// Somebody who walks through the pages by what is written there; each page is checked when it opens.
    /// </summary>
    private sealed class Walker(IPage page, Accessibility rules)
    {
        public IPage Page => page;

        public Task<string> Heading() => page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

        public async Task GoTo(string path, string? heading)
        {
            await page.GotoAsync(path);
            await Arrive(heading);
        }

        public async Task Press(string button, string? heading)
        {
            await page.PressUnfoldedAsync(button);
            await Pressed(heading);
        }

        /// <summary>The first answer to each question; one that stands alone is pressed itself.</summary>
        public async Task Answer()
        {
            if (await page.Locator(".one-tap").CountAsync() > 0)
            {
                await page.Locator("button.answer").First.ClickAsync();
                await Pressed(null);
                return;
            }

            foreach (var question in await page.GetByRole(AriaRole.Group).AllAsync())
                await question.GetByRole(AriaRole.Radio).First.CheckAsync();
            await Press(Dutch("QuestionsPage.Next"), null);
        }

        private async Task Pressed(string? heading)
        {
            await page.LoadedAsync();
            if (await Heading() == Dutch("Shared.PressAgainTitle"))
                await Press(Dutch("Shared.PressAgainYes"), heading);
            else
                await Arrive(heading);
        }

        public async Task Follow(string link, string? heading)
        {
            // By its text: an arrow from the style sheet is part of the name that a screen reader says.
            // Somebody may stand in two lists of a page.
            await page.Locator("a", new() { HasTextRegex = new Regex($@"^\s*{Regex.Escape(link)}\s*$") })
                .First.ClickAsync();
            await Arrive(heading);
        }

        public Task Choose(string answer) =>
            page.GetByRole(AriaRole.Radio, new() { Name = answer, Exact = true }).CheckAsync();

        public Task Write(string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

        public Task Check() => rules.Check(page);

        private async Task Arrive(string? heading)
        {
            await page.LoadedAsync();
            if (heading is not null)
                Assert.Equal(heading, await Heading());
            await Check();
        }
    }
}
