using CaregiverSignal.Caseload;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>What follows from a message that came back, and above all what does not.</summary>
public sealed class TakeInReturnTests : AtASite
{
    private readonly long anna;
    private string mail;

    public TakeInReturnTests()
        : base("2026-01-05", ("Mail:Bounces", "bounces@example.org"))
    {
        anna = site.Add(Some.Person(email: Returned.To));
        site.RunJobs();
        mail = Newest();
    }

    [Fact]
    public void Each_mail_has_an_envelope_sender_of_its_own()
    {
        var from = site.Value<string>("select envelope_from from mail");

        Assert.Equal($"bounces+{mail}@example.org", from);
        Assert.Lacks(
            "bounces+",
            Encoding.ASCII.GetString(site.Read(transaction => transaction.OneMail("select mail.id from mail")))
        );
    }

    [Fact]
    public void Without_a_mailbox_for_it_mail_comes_back_to_its_sender()
    {
        using var plain = Some.Installation().On("2026-01-05");
        plain.Add(Some.Person());
        plain.RunJobs();

        Assert.Equal("steunpunt@example.org", plain.Value<string>("select envelope_from from mail"));
    }

    [Theory]
    [InlineData("b16-without-the-returned-mail", true)]
    [InlineData("b01-failed-report", true)]
    [InlineData("b01-failed-report", false)]
    [InlineData("b25-text-with-failed-recipients", false)]
    [InlineData("b13-forwarded", true)]
    public void A_hard_bounce_stops_the_address_and_asks_to_call_once(string name, bool tagged)
    {
        Assert.Equal(ReturnClass.Hard, Take(name, tagged).Class);
        site.RunJobs();

        Assert.Equal(
            "hard message-id no-arrival",
            site.Value<string>(
                "select class || ' ' || matched_by || ' ' || kind from staff_task join mail_return on mail_return.id = return_id"
            )
        );
        Assert.Equal(
            "persoon1@example.org hard",
            site.Value<string>("select address || ' ' || stopped_why from mail_address where stopped_at is not null")
        );
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);

        site.On("2026-01-13").RunJobs();
        site.On("2026-02-05").RunJobs();
        site.On("2026-02-13").RunJobs();

        Assert.Equal((1, 2), (site.Count("mail", "caregiver_id is not null"), site.Count("check_in")));
        Assert.Equal((1, 1), (site.Count("staff_task"), site.Count("check_in", "not_mailed_at is not null")));
    }

    [Fact]
    public void The_same_message_twice_or_at_once_is_one()
    {
        Parallel.For(0, 8, _ => Take("b01-failed-report", tagged: true));

        Assert.Equal((1, 1), (site.Count("mail_return"), site.Count("staff_task")));
    }

    [Theory]
    [InlineData("b47-forged-with-an-unknown-id", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b28-no-code-at-all", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b49-forged-for-another", ReturnClass.Soft, ReturnNote.OtherRecipient)]
    [InlineData("b43-not-spam", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b30-words-nobody-knows", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b44-a-desk-writes", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b53-our-own-mail", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    public void What_is_forged_or_says_little_stops_nothing(string name, ReturnClass expected, ReturnNote note)
    {
        var before = Dump();

        var verdict = Take(name);

        Assert.Equal((expected, note), (verdict.Class, verdict.Note));
        Assert.Equal(before, Dump());
    }

    [Fact]
    public void B47_a_bounce_that_names_only_an_address_changes_nothing()
    {
        var before = Dump();
        var text = Encoding.Latin1.GetString(Returned.Bytes("b01-failed-report")).Replace(Returned.Id, "x");

        Assert.Equal(ReturnClass.Unclear, site.Part<TakeInReturn>().Take(Encoding.Latin1.GetBytes(text)).Class);
        Assert.Equal(before, Dump());
    }

    [Fact]
    public void B50_a_bounce_of_long_ago_or_of_an_address_that_was_corrected_changes_nothing()
    {
        site.Sql("update caregiver set email = 'anna.nieuw@example.org'");
        var before = Dump();
        Assert.Equal(ReturnNote.AddressChanged, Take("b01-failed-report", tagged: true).Note);
        Assert.Equal(before, Dump());

        site.Sql("update caregiver set email = @to", new { to = Returned.To });
        site.On("2026-02-05");
        before = Dump();
        Assert.Equal(ReturnNote.TooOld, Take("b27-failure-notice", tagged: true).Note);
        Assert.Equal(before, Dump());
    }

    [Fact]
    public void B51_a_bounce_of_a_mail_that_was_erased_brings_nothing_back()
    {
        var message = Tagged("b01-failed-report");
        site.Sql("delete from mail");
        var before = Dump();

        Assert.Equal(ReturnNote.Unmatched, site.Part<TakeInReturn>().Take(message).Note);
        Assert.Equal(before, Dump());
    }

    [Theory]
    [InlineData("b01-failed-report", 1)]
    [InlineData("b09-mailbox-full", 1)]
    [InlineData("b11-refused-by-policy", 1)]
    [InlineData("b05-delivered", 0)]
    [InlineData("b33-out-of-office", 0)]
    public void B52_an_alert_that_came_back_is_told_like_one_that_never_went(string name, int late)
    {
        site.Sql("update mail set caregiver_id = null, kind = 'alert', hand_over_by = @at", new { at = site.Time.Now });

        Take(name);

        Assert.Equal(late, site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
        site.Sql("update mail set hand_over_by = null");
        Assert.Equal(0, site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
    }

    [Theory]
    [InlineData("state = 'unsure'")]
    [InlineData("state = 'ready', last_note = 'delivery-unknown'")]
    public void B56_a_bounce_proves_that_an_unsure_mail_had_gone(string state)
    {
        site.Sql($"update mail set {state}, sent_at = null, next_try_at = '2026-01-05T09:15:00.000Z'");

        Take("b03-expired-in-queue");

        Assert.Equal("sent", site.Value<string>("select state from mail"));
        site.On("2026-01-06").RunJobs();
        Assert.Equal("sent", site.Value<string>("select state from mail"));
        Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "mail"), mail + ".eml"));
    }

    [Fact]
    public void A_refusal_for_what_we_are_says_nothing_of_the_address()
    {
        Take("b11-refused-by-policy");

        Assert.Equal((0, 0), (site.Count("mail_address"), site.Count("staff_task")));
    }

    [Fact]
    public void Three_soft_failures_over_two_weeks_stop_the_address_and_an_answer_begins_anew()
    {
        Take("b09-mailbox-full");
        Take("b03-expired-in-queue");
        NextMail("2026-02-05");
        Take("b09-mailbox-full");
        Assert.Equal(0, site.Count("mail_address"));

        var checkIn = site.On("2026-02-07").Ask(anna);
        site.SaveCsi(checkIn, 1);
        site.Send(checkIn);
        NextMail("2026-03-05");
        Take("b09-mailbox-full");
        NextMail("2026-04-05");
        Take("b60b-incomplete-permanent-answer");
        Assert.Equal(0, site.Count("mail_address"));

        NextMail("2026-05-05");
        Take("b26-warning-delayed");
        Assert.Equal(0, site.Count("mail_address"));
        Take("b28-no-code-at-all");

        Assert.Equal("soft", site.Value<string>("select stopped_why from mail_address"));
        Assert.Equal("no-arrival", site.Value<string>("select kind from staff_task where kind <> 'silent'"));
    }

    [Fact]
    public void Many_dead_addresses_of_one_domain_within_an_hour_are_a_refusal_of_us()
    {
        var others = Enumerable.Range(2, 4).Select(number => $"persoon{number}@example.org").ToList();
        others.ForEach(address => site.Add(Some.Person(address[..8], email: address)));
        site.RunJobs();
        string MailTo(string address) =>
            site.Value<string>("select id from mail where envelope_to = @address", new { address });
        void ComesBack(string address) =>
            site.Part<TakeInReturn>()
                .Take(
                    Encoding.Latin1.GetBytes(
                        Encoding
                            .Latin1.GetString(Returned.About("b01-failed-report", MailTo(address)))
                            .Replace(Returned.To, address)
                    )
                );

        others.ForEach(ComesBack);
        Assert.Equal(
            (4, 4),
            (site.Count("mail_address", "stopped_at is not null"), site.Count("staff_task", "done_at is null"))
        );
        ComesBack(Returned.To);

        Assert.Equal(
            (0, 0, 5),
            (
                site.Count("mail_address", "stopped_at is not null"),
                site.Count("staff_task", "done_at is null"),
                site.Count("mail_return", "class = 'account'")
            )
        );
    }

    [Fact]
    public void A_complaint_stops_the_mail_and_asks_to_call()
    {
        Take("b42-complaint-without-the-address");

        Assert.Equal(
            ("complaint", "complaint"),
            (
                site.Value<string>("select kind from staff_task"),
                site.Value<string>("select stopped_why from mail_address")
            )
        );
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);
    }

    [Theory]
    [InlineData("b34-out-of-office-in-dutch", "naar het ziekenhuis")]
    [InlineData("b33-out-of-office", "hurry")]
    public void An_automatic_answer_is_no_bounce_and_its_text_is_kept_nowhere(string name, string word)
    {
        Assert.Equal(ReturnClass.AutoReply, Take(name, tagged: true).Class);

        Assert.Equal(0, site.Count("mail_address"));
        Assert.Lacks(word, site.Content());
        Assert.Equal(0, site.Count("staff_task"));
    }

    [Theory]
    [InlineData("b36-mail-somebody-else", "collega")]
    [InlineData("b37-mailbox-not-read", "longer")]
    public void Where_an_automatic_answer_says_that_nobody_reads_the_address_a_new_one_is_asked_for(
        string name,
        string word
    )
    {
        Assert.Equal(ReturnClass.AutoReply, Take(name, tagged: true).Class);

        Assert.Equal(0, site.Count("mail_address"));
        Assert.Lacks(word, site.Content());
        Assert.Equal("no-arrival", site.Value<string>("select kind from staff_task"));
    }

    [Theory]
    [InlineData("update caregiver set red_on = '2026-01-05'", "b01-failed-report", "no-arrival")]
    [InlineData("update caregiver set red_on = '2026-01-05'", "b42-complaint-without-the-address", "complaint")]
    [InlineData(
        "insert into staff_task (kind, caregiver_id, opened_at, due_on) select 'call', id, '2026-01-05T09:00:00.000Z', '2026-01-07' from caregiver",
        "b01-failed-report",
        "no-arrival"
    )]
    public void A_bounce_from_outside_asks_a_call_and_stops_no_mail_to_who_stands_red_or_was_promised_a_call(
        string sql,
        string name,
        string task
    )
    {
        site.Sql(sql);

        Take(name);

        Assert.Equal(0, site.Count("mail_address"));
        Assert.Equal(1, site.Count("staff_task", $"kind = '{task}' and done_at is null"));
    }

    [Fact]
    public void What_our_own_relay_refuses_stops_there_also_for_who_stands_red()
    {
        site.Sql("update caregiver set red_on = '2026-01-05'");
        site.Sql(
            "update mail set state = 'failed', sent_at = null, sending_at = null, last_stage = 'rcpt', last_code = 550, last_enhanced = '5.1.1'"
        );

        Assert.True(site.Write(site.Part<TakeInRefusal>().RunOne));

        Assert.Equal(1, site.Count("mail_address", "stopped_why = 'hard'"));
    }

    [Theory]
    [InlineData("Anna <persoon1@example.org>", null)]
    [InlineData("Piet <piet@example.net>", "piet@example.net")]
    [InlineData("a@example.net, b@example.net", "")]
    public void A_reply_from_another_address_says_so(string from, string? other)
    {
        var text = Encoding.Latin1.GetString(Returned.About("b45-somebody-writes", mail));

        site.Part<TakeInReturn>()
            .Take(Encoding.Latin1.GetBytes(text.Replace("From: Anna <persoon1@example.org>", "From: " + from)));

        Assert.Equal(other, site.Value<string?>("select reply_from from mail_return"));
    }

    [Fact]
    public void What_repeats_our_own_mail_is_folded_however_it_is_marked_and_what_stands_in_it_is_not()
    {
        var sent = MimeKit.MimeMessage.Load(
            new MemoryStream(site.Read(transaction => MailTable.Bytes(transaction, mail)!)),
            TestContext.Current.CancellationToken
        );
        var lines = sent.TextBody!.ReplaceLineEndings("\n").Split('\n');
        var (above, below) = (lines[..4], lines[4..]);
        var reply =
            $"From: Anna <{Returned.To}>\nSubject: Re: {sent.Subject}\nIn-Reply-To: <{mail}@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            + $"Dag, zie onder.\n\nVan: Els <els@example.org>\nVerzonden: maandag 5 januari 2026 10:00\nAan: Anna\n\n{string.Join('\n', above)}\nIk ben bang.\n{string.Join('\n', below)}\n";

        site.Part<TakeInReturn>().Take(Encoding.UTF8.GetBytes(reply));

        Assert.Equal("Dag, zie onder.\n\nIk ben bang.", site.Value<string>("select reply from mail_return"));
        Assert.Has(lines[0], site.Value<string>("select reply_whole from mail_return"));
    }

    [Fact]
    public void What_somebody_writes_is_a_task_and_its_text_is_kept_until_it_is_read_and_then_for_two_weeks_at_most()
    {
        Take("b45-somebody-writes");
        Take("b46-somebody-quotes-the-link");

        Assert.Equal(2, site.Count("staff_task", "kind = 'reply'"));
        Assert.Has("Stop met deze mails. Bel mij.", site.Value<string>("select reply from mail_return order by id"));
        Assert.Lacks("AbCdEfGhIjKlMnOp", site.Content());
        Assert.Equal((0, CaregiverStatus.Active), (site.Count("mail_address"), site.Caregiver(anna).Status));

        site.On("2026-01-20").RunJobs();

        Assert.Equal(
            (2, 2),
            (
                site.Count("mail_return", "reply is not null"),
                site.Count("staff_task", "kind = 'reply' and done_at is null")
            )
        );

        site.Sql("update staff_task set done_at = @now where id = 1", new { now = site.Time.Now });
        site.On("2026-01-21").RunJobs();

        Assert.Equal(
            (1, 1),
            (site.Count("mail_return", "reply is not null"), site.Count("staff_task", "done_at is null"))
        );
    }

    [Fact]
    public void A_reply_that_names_no_mail_and_comes_from_nobodys_address_is_for_review_and_its_text_is_not_kept()
    {
        site.Sql("update caregiver set email = 'anna.nieuw@example.org'");

        Assert.Equal(ReturnClass.Unclear, site.Part<TakeInReturn>().Take(Returned.Bytes("b45-somebody-writes")).Class);

        Assert.Equal((0, 0), (site.Count("staff_task"), site.Count("mail_return", "reply is not null")));
    }

    [Fact]
    public void Nothing_that_comes_back_ever_mails_answers_signals_or_touches_somebody_else()
    {
        site.Add(Some.Person("p2", email: "ander@example.net"));
        site.RunJobs();
        string[] others =
        [
            "signal",
            "finding",
            "response",
            "answer",
            "event",
            "check_in",
            "caregiver",
            "session",
            "link",
            "action",
        ];
        var before = site.Content(others.Contains);
        var mails = site.Count("mail", "kind <> 'digest'");

        foreach (var name in Returned.All)
        {
            Take(name);
            Take(name, tagged: true);
        }

        site.RunJobs();
        Assert.Equal(before, site.Content(others.Contains));
        Assert.Equal(mails, site.Count("mail", "kind <> 'digest'"));
        Assert.Equal(0, site.Count("staff_task", $"caregiver_id <> {anna}"));
        Assert.Equal(0, site.Count("mail_address", "address <> 'persoon1@example.org'"));
    }

    [Theory]
    [InlineData("b01-failed-report", false)]
    [InlineData("b09-mailbox-full", false)]
    [InlineData("b04-delayed", true)]
    [InlineData("b34-out-of-office-in-dutch", true)]
    public void A_check_in_whose_mail_came_back_is_no_silence(string name, bool isSilence)
    {
        var bram = site.Add(Some.Person("p2", enrolled: "2029-01-01", email: "bram@example.org"));
        site.AskAndAnswer(bram, 2);
        foreach (var day in new[] { "2026-02-05", "2026-03-05" })
        {
            var checkIn = site.On(day).Ask(bram);
            mail = Guid(checkIn.Id);
            site.Sql(
                """
                insert into mail (id, kind, dedupe_key, caregiver_id, envelope_from, envelope_to, recipient_domain, sha256, urgent, created_at, not_after, state, sending_at, sent_at)
                values (@mail, 'invitation', @key, @bram, '', 'bram@example.org', '', '', 0, '', '', 'sent', @now, @now)
                """,
                new
                {
                    mail,
                    key = $"invite:{checkIn.Id}",
                    bram,
                    now = site.Time.Now,
                }
            );
            site.Part<TakeInReturn>()
                .Take(
                    Encoding.Latin1.GetBytes(
                        Encoding.Latin1.GetString(Returned.About(name, mail)).Replace(Returned.To, "bram@example.org")
                    )
                );
            site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
        }

        Assert.Equal(
            isSilence ? 2 : 0,
            Observations.Of(site.HistoryOf(bram)).Count(observation => observation.Kind == ObservationKind.Missed)
        );
    }

    [Theory]
    [InlineData(550, "5.1.1", "hard", true)]
    [InlineData(550, "5.4.1", "hard", true)]
    [InlineData(550, "5.1.0", "soft", false)]
    [InlineData(550, "5.3.0", "soft", false)]
    [InlineData(556, "5.1.10", "hard", true)]
    [InlineData(552, "5.2.2", "soft", false)]
    [InlineData(450, "4.2.2", "soft", false)]
    [InlineData(554, null, "account", false)]
    [InlineData(550, "5.7.1", "account", false)]
    public void An_address_that_the_relay_refuses_is_taken_like_a_bounce_once(
        int code,
        string? enhanced,
        string expected,
        bool stops
    )
    {
        site.Sql(
            "update mail set state = 'failed', sent_at = null, sending_at = null, last_stage = 'rcpt', last_code = @code, last_enhanced = @enhanced",
            new { code, enhanced }
        );

        Assert.True(site.Write(site.Part<TakeInRefusal>().RunOne));
        Assert.False(site.Write(site.Part<TakeInRefusal>().RunOne));

        Assert.Equal(expected + " ledger", site.Value<string>("select class || ' ' || matched_by from mail_return"));
        Assert.Equal(
            stops ? (1, 1) : (0, 0),
            (site.Count("staff_task", "kind = 'no-arrival'"), site.Count("mail_address", "stopped_why = 'hard'"))
        );
    }

    [Theory]
    [InlineData("update mail set state = 'failed', last_stage = 'final', last_code = 550, last_enhanced = '5.1.1'")]
    [InlineData(
        "update mail set state = 'failed', last_stage = 'rcpt', last_code = 550, ended_at = '2025-11-01T09:00:00.000Z'"
    )]
    [InlineData("update mail set state = 'sent', last_stage = 'rcpt', last_code = 450")]
    [InlineData("update mail set state = 'unsure', last_stage = 'rcpt', last_code = 550")]
    [InlineData("update mail set state = 'failed', last_stage = 'rcpt', last_code = 550, last_note = 'sender-refused'")]
    public void Other_ends_of_a_mail_are_no_refusal_of_its_address(string sql)
    {
        site.Sql(sql);

        Assert.False(site.Write(site.Part<TakeInRefusal>().RunOne));
    }

    [Fact]
    public void Who_was_asked_and_got_no_mail_is_not_silent_nor_said_to_have_been_asked()
    {
        Take("b01-failed-report", tagged: true);
        foreach (var month in Enumerable.Range(2, 5))
            site.On($"2026-{month:00}-05").RunJobs();

        Assert.Equal(0, site.Count("staff_task", "kind = 'silent'"));
        site.Sql("update staff_task set kind = 'silent', return_id = null");
        Assert.Equal(0, Assert.Single(site.Read(transaction => Quiet(transaction))).TimesAsked);

        IReadOnlyList<Quiet> Quiet(Transaction transaction) =>
            CaseloadTable.Quiet(transaction, OpenTaskTable.OfOne(transaction, anna, site.Time), site.Time);
    }

    private static string Guid(long number) =>
        number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private void NextMail(string day)
    {
        site.On(day).RunJobs();
        mail = Newest();
    }

    private string Newest() =>
        site.Value<string>("select id from mail where caregiver_id is not null order by created_at desc, dedupe_key");

    private ReturnVerdict Take(string name, bool tagged = false) =>
        site.Part<TakeInReturn>().Take(tagged ? Tagged(name) : Returned.About(name, mail));

    private byte[] Tagged(string name) =>
        Returned.About(name, mail, site.Value<string>("select envelope_from from mail where id = @mail", new { mail }));

    /// <summary>Everything but the list of what came in.</summary>
    private string Dump() => site.Content(table => table != "mail_return");
}
