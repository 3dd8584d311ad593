using CaregiverSignal.Desk.MailLedgerPages;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Desk;

/// <summary>The operator's page: what became of each mail, and what can be done about it.</summary>
public sealed class MailLedgerPageTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Every_state_is_shown_in_words_and_nothing_of_anybody()
    {
        string[] states = ["ready", "sending", "sent", "failed", "unsure", "expired", "cancelled"];
        foreach (var state in states)
            Mail(state, SendNote.MailboxFull);

        var browser = await Operator();

        Assert.Equal(
            ["De mailserver", "Melding te laat", "Wacht", "Verstuurd"],
            browser.Page.QuerySelectorAll("h2").Select(one => one.TextContent)
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
    public async Task Send_again_asks_first_and_sends_the_same_bytes()
    {
        Mail("failed", SendNote.MailboxFull);
        var browser = await Operator();

        await browser.Open(browser.Page.QuerySelector("tbody td a")!.GetAttribute("href")!);
        Assert.Has("De mailbox is vol.", browser.Text);
        Assert.Equal(1, site.Count("mail", "state = 'failed'"));
        await browser.Press("Opnieuw sturen");

        Assert.Has("Bewaard. Gaat zo.", browser.Text);
        Assert.Equal(
            1,
            site.Count("mail", "state = 'ready' and attempts = 0 and decided_by is not null and decided_at is not null")
        );
        site.Beat();
        Assert.Ends("\r\nHallo 0\r\n", Assert.Single(site.Mails()));
    }

    [Fact]
    public async Task Sending_an_unsure_mail_again_warns_that_it_may_come_twice()
    {
        Mail("unsure", SendNote.DeliveryUnknown);
        var browser = await Operator();

        await browser.Open($"/beheer/post/{Id(0)}");

        Assert.Has("Misschien komt deze mail dubbel aan.", browser.Text);
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("sent")]
    public async Task What_is_on_its_way_or_gone_is_left_alone(string state)
    {
        Mail(state);
        var browser = await Operator();
        Assert.Empty(browser.Page.QuerySelectorAll("tbody td a"));
        var token = browser.Token;

        await browser.Post($"/beheer/post/{Id(0)}", [token]);
        Assert.Has("Er is niets veranderd", browser.Text);

        Assert.Equal(1, site.Count("mail", $"state = '{state}'"));
    }

    [Theory]
    [InlineData("update caregiver set status = 'paused'", false)]
    [InlineData("update caregiver set status = 'ended'", false)]
    [InlineData("update check_in set closed_at = '2026-03-02T09:00:00.000Z'", false)]
    [InlineData("update mail set not_after = '2026-03-02T08:00:00.000Z'", false)]
    [InlineData("update mail set bytes = null", false)]
    [InlineData("update caregiver set email = null, channel = 'phone'", false)]
    [InlineData(
        "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-03-02T08:00:00.000Z', 'hard')",
        false
    )]
    [InlineData("update caregiver set born = '2008-03-03'", false)]
    [InlineData("update caregiver set born = '2008-03-02'", true)]
    [InlineData("update caregiver set first_name = 'Bea'", true)]
    public async Task An_invitation_goes_again_only_while_somebody_can_and_wants_to_answer_it(string sql, bool may)
    {
        site.AddCaregiver();
        Assert.True(site.Write(site.Part<InviteToCheckIn>().RunOne));
        site.Sql("update mail set state = 'failed', ended_at = '2026-03-02T08:00:00.000Z'");
        site.Sql(sql);
        var browser = await Operator();
        Assert.Equal(may ? 1 : 0, browser.Page.QuerySelectorAll("tbody td a").Length);

        await browser.Post($"/beheer/post/{site.Value<string>("select id from mail")}", [browser.Token]);

        Assert.Equal(may ? 1 : 0, site.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public async Task An_alert_past_its_time_gets_another_day()
    {
        Mail("expired");
        site.Sql("update mail set not_after = '2026-03-01T09:00:00.000Z'");
        var browser = await Operator();

        await browser.Post($"/beheer/post/{Id(0)}", [browser.Token]);
        site.Beat();

        Assert.Single(site.Mails());
    }

    [Fact]
    public async Task A_mail_sent_again_to_somebody_with_another_address_is_written_anew_with_new_links()
    {
        var caregiver = site.AddCaregiver();
        Assert.True(site.Write(site.Part<InviteToCheckIn>().RunOne));
        site.Sql("update mail set state = 'failed', ended_at = '2026-03-02T08:00:00.000Z'");
        site.Sql("update caregiver set email = 'persoon1@elders.example' where id = @caregiver", new { caregiver });
        var browser = await Operator();

        await browser.Post($"/beheer/post/{site.Value<string>("select id from mail")}", [browser.Token]);

        site.Beat();

        Assert.Equal(1, site.Count("mail", "state = 'cancelled' and envelope_to = 'persoon1@example.org'"));
        var mail = Assert.Single(site.Mails());
        Assert.Has("To: persoon1@elders.example", mail);
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open(TestInstallation.LinkIn(mail))).Status);
    }

    [Fact]
    public async Task A_mail_sent_again_while_the_relay_is_left_alone_says_when_it_goes()
    {
        Mail("failed", SendNote.MailboxFull);
        site.Write(transaction =>
            SendHoldTable.Set(
                transaction,
                new Relay
                {
                    PausedUntil = site.Clock.GetUtcNow().AddMinutes(20),
                    Failures = 1,
                    Stage = "connect",
                }
            )
        );
        var browser = await Operator();

        await browser.Open($"/beheer/post/{Id(0)}");
        await browser.Press("Opnieuw sturen");

        Assert.Has("Bewaard. Gaat op 2 maart 2026 om 10.20 uur", browser.Text);
    }

    [Fact]
    public void Every_phrase_of_a_returned_message_has_its_Dutch_words()
    {
        Assert.Each(Codes.All<ReturnNote>(), phrase => Assert.True(LedgerWords.Words.Has("Back." + phrase), phrase));
    }

    [Fact]
    public async Task While_mail_is_held_every_staff_page_says_so_and_the_operators_says_why()
    {
        site.Write(transaction =>
        {
            SendHoldTable.Hold(transaction, HoldReason.Copied, site.Clock.GetUtcNow());
        });
        site.Coordinator();

        const string Held = "Er gaat nu geen mail uit, ook niet naar u. Kijk elke dag zelf.";
        Assert.Has(Held, (await site.SignedIn()).Page.Body!.TextContent);
        site.WithRoles("post@steunpunt.example", "Piet", StaffRole.Operator);
        Assert.Has(Held, NoticeOf(await (await site.SignedIn("post@steunpunt.example")).Open("/mijn-account")));
        Assert.Has("De gegevens zijn gekopieerd of verplaatst.", (await Operator()).Text);
    }

    /// <summary>What is said to who has no worklist: never to look there.</summary>
    private static string NoticeOf(Browser browser)
    {
        var notice = browser.Page.QuerySelector("p.notice-warn")!.TextContent;
        Assert.Lacks("werklijst", notice);
        return notice;
    }

    private async Task<Browser> Operator()
    {
        var id = site.Coordinator();
        site.Write(transaction =>
            CoordinatorTable.SetRoles(transaction, id, [StaffRole.Coordinator, StaffRole.Operator])
        );
        var browser = await site.SignedIn();
        return await browser.Follow("Post");
    }

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A mail to staff in a state.</summary>
    private void Mail(string state, SendNote? note = null) => PostMails.Add(site, state, note);
}
