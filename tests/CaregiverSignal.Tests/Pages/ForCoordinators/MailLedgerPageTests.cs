using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Pages.ForAdministrators.Mail;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The operator's page: what became of each mail, and what can be done about it.</summary>
public sealed class MailLedgerPageTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Every_state_is_shown_in_words_and_nothing_of_anybody()
    {
        string[] states = ["ready", "sending", "sent", "failed", "unsure", "expired", "cancelled"];
        foreach (var state in states)
            await Mail(state, SendNote.MailboxFull);

        var browser = await Operator();

        Assert.Equal(
            [
                Dutch("MailLedgerModel.Group.late"),
                Dutch("MailLedgerModel.Group.waiting"),
                Dutch("MailLedgerModel.Group.sent"),
            ],
            browser.TextsOf("h2")
        );
        Assert.Equal(states.Length - 1, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Has("De mailbox is vol.", browser.Text);
        Assert.Has("voorbeeld.example", browser.Text);
        Assert.Lacks("persoon", browser.Text);
        Assert.Lacks("Anna", browser.Text);
        Assert.DoesNotContain(states, state => browser.Text.Contains(state));
    }

    [Fact]
    public void Every_phrase_of_a_sender_has_its_Dutch_words()
    {
        Assert.Each(Codes.All<SendNote>(), phrase => Assert.True(LedgerWords.Words.Has("Note." + phrase), phrase));
    }

    [Fact]
    public async Task Send_again_sends_the_same_bytes()
    {
        await Mail("failed", SendNote.MailboxFull);
        var browser = await Operator();

        Assert.Has("De mailbox is vol.", browser.Text);
        await Again(browser, Id(0));

        Assert.Has(Dutch("MailLedgerModel.Saved"), browser.Text);
        Assert.Equal(1, await site.Count("mail", "state = 'ready' and attempts = 0 and decided_at is not null"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'send' and object like 'mail%'"));
        await site.RunJobs();
        Assert.Ends("\r\nHallo 0\r\n", Assert.Single(site.Mails()));
    }

    [Fact]
    public async Task Sending_an_unsure_mail_again_warns_that_it_may_come_twice()
    {
        await Mail("unsure", SendNote.DeliveryUnknown);
        var browser = await Operator();

        Assert.Has(DutchPart("MailLedgerModel.Twice"), browser.Text);
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("sent")]
    public async Task What_is_on_its_way_or_gone_is_left_alone(string state)
    {
        await Mail(state);
        var browser = await Operator();
        Assert.Empty(browser.Page.QuerySelectorAll("tbody button"));

        await Again(browser, Id(0));
        Assert.Has("Er is niets veranderd", browser.Text);

        Assert.Equal(1, await site.Count("mail", $"state = '{state}'"));
    }

    [Theory]
    [InlineData("update caregiver set status = 'paused'", false)]
    [InlineData("update caregiver set status = 'ended'", false)]
    [InlineData("update check_in set closed_at = '2026-03-02T09:00:00.000Z'", false)]
    [InlineData("update mail set not_after = '2026-03-02T08:00:00.000Z'", false)]
    [InlineData("update mail set bytes = null", false)]
    [InlineData("update caregiver set email = null, channel = 'phone'", false)]
    [InlineData("update caregiver set email = 'persoon1@elders.example'", false)]
    [InlineData(
        "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-03-02T08:00:00.000Z', 'hard')",
        false
    )]
    [InlineData("update caregiver set born = '2008-03-03'", false)]
    [InlineData("update caregiver set born = '2008-03-02'", true)]
    [InlineData("update caregiver set first_name = 'Bea'", true)]
    public async Task An_invitation_goes_again_only_while_somebody_can_and_wants_to_answer_it(string sql, bool may)
    {
        await site.AddCaregiver();
        Assert.True(await site.Write(site.Part<InviteToCheckIn>().RunOne));
        await site.Sql("update mail set state = 'failed', ended_at = '2026-03-02T08:00:00.000Z'");
        await site.Sql(sql);
        var browser = await Operator();
        Assert.Equal(may ? 1 : 0, browser.Page.QuerySelectorAll("tbody button").Length);

        await Again(browser, (await site.Value<string>("select id from mail"))!);

        Assert.Equal(may ? 1 : 0, await site.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public async Task An_alert_past_its_time_gets_another_day()
    {
        await Mail("expired");
        await site.Sql("update mail set not_after = '2026-03-01T09:00:00.000Z'");
        var browser = await Operator();

        await Again(browser, Id(0));
        await site.RunJobs();

        Assert.Single(site.Mails());
    }

    [Fact]
    public async Task While_the_relay_takes_nothing_the_page_says_why_and_until_when()
    {
        await Mail("ready");
        await site.Write(transaction =>
            SendHoldTable.Set(
                transaction,
                new Relay
                {
                    PausedUntil = site.Clock.GetUtcNow().AddMinutes(20),
                    Failures = 1,
                    Stage = "auth",
                    Code = 535,
                    Note = SendNote.SignInRefused,
                }
            )
        );

        Assert.Has(
            "De mailserver neemt geen mail aan. Inloggen bij de mailserver lukte niet (antwoord 535). Wij proberen het weer vanaf 2 maart 2026 om 10.20 uur",
            (await Operator()).Text
        );
    }

    [Fact]
    public async Task A_mail_that_came_back_says_why_in_words_and_in_the_code_of_the_reply()
    {
        await Mail("sent");
        await site.Sql(
            """
            insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, status)
            values ('a', '2026-03-02T09:00:00.000Z', 'hard', 'bad-address', 'message-id', (select id from mail), '5.1.1')
            """
        );

        Assert.Has("maar kwam terug: Het adres bestaat niet (antwoord 5.1.1).", (await Operator()).Text);
    }

    [Fact]
    public void Every_phrase_of_a_mail_that_did_not_arrive_has_its_Dutch_words()
    {
        ReturnNote[] never =
        [
            ReturnNote.BadAddress,
            ReturnNote.Blocked,
            ReturnNote.MailboxFull,
            ReturnNote.OtherRecipient,
            ReturnNote.Temporary,
            ReturnNote.Unclear,
        ];
        Assert.Each(never, phrase => Assert.True(LedgerWords.Words.Has("Back." + phrase.Code()), phrase.Code()));
    }

    [Fact]
    public async Task While_mail_is_held_every_staff_page_says_so_and_the_operators_says_why()
    {
        await site.Write(async transaction =>
        {
            await SendHoldTable.Hold(transaction, HoldReason.Copied, site.Clock.GetUtcNow());
        });
        await site.Coordinator();

        var held = Dutch("StaffLayout.MailIsHeld");
        Assert.Has(held, (await site.SignedIn()).Page.Body!.TextContent);
        await site.WithRoles("post@steunpunt.example", "Piet", StaffRole.Operator);
        Assert.Has(held, NoticeOf(await (await site.SignedIn("post@steunpunt.example")).Open("/mijn-account")));
        Assert.Has(Dutch("MailLedgerModel.Held.Copied"), (await Operator()).Text);
    }

    /// <summary>What is said to who has no worklist: never to look there.</summary>
    private static string NoticeOf(Browser browser)
    {
        var notice = browser.Page.QuerySelector("p.notice-warn")!.TextContent;
        Assert.Lacks("werklijst", notice);
        return notice;
    }

    private static Task<Browser> Again(Browser browser, string id) =>
        browser.Post("/beheer/post", [browser.Token, new("id", id)]);

    private async Task<Browser> Operator()
    {
        var id = await site.Coordinator();
        await site.Write(transaction =>
            CoordinatorTable.SetRoles(transaction, id, [StaffRole.Coordinator, StaffRole.Operator])
        );
        var browser = await site.SignedIn();
        return await browser.Follow(Dutch("Everywhere.Post"));
    }

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A mail to staff in a state.</summary>
    private Task Mail(string state, SendNote? note = null) => PostMails.Add(site, state, note);
}
