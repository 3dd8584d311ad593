using CaregiverSignal.Caseload;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>What follows from a message that came back, and above all what does not.</summary>
public sealed class TakeInReturnTests() : AtASite("2026-01-05", ("Mail:Bounces", "bounces@example.org"))
{
    private long anna;
    private string mail = null!;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person(email: Returned.To));
        await site.RunJobs();
        mail = await Newest();
    }

    [Fact]
    public async Task Each_mail_has_an_envelope_sender_of_its_own()
    {
        var from = await site.Value<string>("select envelope_from from mail");

        Assert.Equal($"bounces+{mail}@example.org", from);
        Assert.Lacks(
            "bounces+",
            Encoding.ASCII.GetString(
                await site.Read(async transaction => await transaction.OneMail("select mail.id from mail"))
            )
        );
    }

    [Fact]
    public async Task Without_a_mailbox_for_it_mail_comes_back_to_its_sender()
    {
        using var plain = Some.Installation().On("2026-01-05");
        await plain.Add(Some.Person());
        await plain.RunJobs();

        Assert.Equal("steunpunt@example.org", await plain.Value<string>("select envelope_from from mail"));
    }

    [Theory]
    [InlineData("b16-without-the-returned-mail", true)]
    [InlineData("b01-failed-report", true)]
    [InlineData("b01-failed-report", false)]
    [InlineData("b25-text-with-failed-recipients", false)]
    [InlineData("b13-forwarded", true)]
    public async Task A_hard_bounce_stops_the_address_and_asks_to_call_once(string name, bool tagged)
    {
        Assert.Equal(ReturnClass.Hard, (await Take(name, tagged)).Class);
        await site.RunJobs();

        Assert.Equal(
            "hard message-id no-arrival",
            await site.Value<string>(
                "select class || ' ' || matched_by || ' ' || kind from staff_task join mail_return on mail_return.id = return_id"
            )
        );
        Assert.Equal(
            "persoon1@example.org hard",
            await site.Value<string>(
                "select address || ' ' || stopped_why from mail_address where stopped_at is not null"
            )
        );
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);

        await site.On("2026-01-13").RunJobs();
        await site.On("2026-02-05").RunJobs();
        await site.On("2026-02-13").RunJobs();

        Assert.Equal((1, 2), (await site.Count("mail", "caregiver_id is not null"), await site.Count("check_in")));
        Assert.Equal(
            (1, 1),
            (await site.Count("staff_task"), await site.Count("check_in", "not_mailed_at is not null"))
        );
    }

    [Fact]
    public async Task The_same_message_twice_or_at_once_is_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Take("b01-failed-report", tagged: true))));

        Assert.Equal((1, 1), (await site.Count("mail_return"), await site.Count("staff_task")));
    }

    [Theory]
    [InlineData("b47-forged-with-an-unknown-id", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b28-no-code-at-all", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b49-forged-for-another", ReturnClass.Soft, ReturnNote.OtherRecipient)]
    [InlineData("b43-not-spam", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b30-words-nobody-knows", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b44-a-desk-writes", ReturnClass.Unclear, ReturnNote.Unmatched)]
    [InlineData("b53-our-own-mail", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    public async Task What_is_forged_or_says_little_stops_nothing(string name, ReturnClass expected, ReturnNote note)
    {
        var before = await Dump();

        var verdict = await Take(name);

        Assert.Equal((expected, note), (verdict.Class, verdict.Note));
        Assert.Equal(before, await Dump());
    }

    [Fact]
    public async Task B47_a_bounce_that_names_only_an_address_changes_nothing()
    {
        var before = await Dump();
        var text = Encoding.Latin1.GetString(Returned.Bytes("b01-failed-report")).Replace(Returned.Id, "x");

        Assert.Equal(
            ReturnClass.Unclear,
            (await site.Part<TakeInReturn>().TakeAsync(Encoding.Latin1.GetBytes(text))).Class
        );
        Assert.Equal(before, await Dump());
    }

    [Fact]
    public async Task B50_a_bounce_of_long_ago_or_of_an_address_that_was_corrected_changes_nothing()
    {
        await site.Sql("update caregiver set email = 'anna.nieuw@example.org'");
        var before = await Dump();
        Assert.Equal(ReturnNote.AddressChanged, (await Take("b01-failed-report", tagged: true)).Note);
        Assert.Equal(before, await Dump());

        await site.Sql("update caregiver set email = @to", new { to = Returned.To });
        site.On("2026-02-05");
        before = await Dump();
        Assert.Equal(ReturnNote.TooOld, (await Take("b27-failure-notice", tagged: true)).Note);
        Assert.Equal(before, await Dump());
    }

    [Fact]
    public async Task B51_a_bounce_of_a_mail_that_was_erased_brings_nothing_back()
    {
        var message = await Tagged("b01-failed-report");
        await site.Sql("delete from mail");
        var before = await Dump();

        Assert.Equal(ReturnNote.Unmatched, (await site.Part<TakeInReturn>().TakeAsync(message)).Note);
        Assert.Equal(before, await Dump());
    }

    [Theory]
    [InlineData("b01-failed-report", 1)]
    [InlineData("b09-mailbox-full", 1)]
    [InlineData("b11-refused-by-policy", 1)]
    [InlineData("b05-delivered", 0)]
    [InlineData("b33-out-of-office", 0)]
    public async Task B52_an_alert_that_came_back_is_told_like_one_that_never_went(string name, int late)
    {
        await site.Sql(
            "update mail set caregiver_id = null, kind = 'alert', hand_over_by = @at",
            new { at = site.Time.Now }
        );

        await Take(name);

        Assert.Equal(late, await site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
        await site.Sql("update mail set hand_over_by = null");
        Assert.Equal(0, await site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
    }

    [Theory]
    [InlineData("state = 'unsure'")]
    [InlineData("state = 'ready', last_note = 'delivery-unknown'")]
    public async Task B56_a_bounce_proves_that_an_unsure_mail_had_gone(string state)
    {
        await site.Sql($"update mail set {state}, sent_at = null, next_try_at = '2026-01-05T09:15:00.000Z'");

        await Take("b03-expired-in-queue");

        Assert.Equal("sent", await site.Value<string>("select state from mail"));
        await site.On("2026-01-06").RunJobs();
        Assert.Equal("sent", await site.Value<string>("select state from mail"));
        Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "mail"), mail + ".eml"));
    }

    [Fact]
    public async Task A_refusal_for_what_we_are_says_nothing_of_the_address()
    {
        await Take("b11-refused-by-policy");

        Assert.Equal((0, 0), (await site.Count("mail_address"), await site.Count("staff_task")));
    }

    [Fact]
    public async Task Three_soft_failures_over_two_weeks_stop_the_address_and_an_answer_begins_anew()
    {
        await Take("b09-mailbox-full");
        await Take("b03-expired-in-queue");
        await NextMail("2026-02-05");
        await Take("b09-mailbox-full");
        Assert.Equal(0, await site.Count("mail_address"));

        var checkIn = await site.On("2026-02-07").Ask(anna);
        await site.SaveCsi(checkIn, 1);
        await site.Send(checkIn);
        await NextMail("2026-03-05");
        await Take("b09-mailbox-full");
        await NextMail("2026-04-05");
        await Take("b60b-incomplete-permanent-answer");
        Assert.Equal(0, await site.Count("mail_address"));

        await NextMail("2026-05-05");
        await Take("b26-warning-delayed");
        Assert.Equal(0, await site.Count("mail_address"));
        await Take("b28-no-code-at-all");

        Assert.Equal("soft", await site.Value<string>("select stopped_why from mail_address"));
        Assert.Equal("no-arrival", await site.Value<string>("select kind from staff_task where kind <> 'silent'"));
    }

    [Fact]
    public async Task Many_dead_addresses_of_one_domain_within_an_hour_are_a_refusal_of_us()
    {
        var others = Enumerable.Range(2, 4).Select(number => $"persoon{number}@example.org").ToList();
        foreach (var address in others)
            await site.Add(Some.Person(address[..8], email: address));
        await site.RunJobs();
        Task<string> MailTo(string address) =>
            site.Value<string>("select id from mail where envelope_to = @address", new { address });
        async Task ComesBack(string address) =>
            await site.Part<TakeInReturn>()
                .TakeAsync(
                    Encoding.Latin1.GetBytes(
                        Encoding
                            .Latin1.GetString(Returned.About("b01-failed-report", await MailTo(address)))
                            .Replace(Returned.To, address)
                    )
                );

        foreach (var address in others)
            await ComesBack(address);
        Assert.Equal(
            (4, 4),
            (
                await site.Count("mail_address", "stopped_at is not null"),
                await site.Count("staff_task", "done_at is null")
            )
        );
        await ComesBack(Returned.To);

        Assert.Equal(
            (0, 0, 5),
            (
                await site.Count("mail_address", "stopped_at is not null"),
                await site.Count("staff_task", "done_at is null"),
                await site.Count("mail_return", "class = 'account'")
            )
        );
    }

    [Fact]
    public async Task A_complaint_stops_the_mail_and_asks_to_call()
    {
        await Take("b42-complaint-without-the-address");

        Assert.Equal(
            ("complaint", "complaint"),
            (
                await site.Value<string>("select kind from staff_task"),
                await site.Value<string>("select stopped_why from mail_address")
            )
        );
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
    }

    [Theory]
    [InlineData("b34-out-of-office-in-dutch", "naar het ziekenhuis")]
    [InlineData("b33-out-of-office", "hurry")]
    public async Task An_automatic_answer_is_no_bounce_and_its_text_is_kept_nowhere(string name, string word)
    {
        Assert.Equal(ReturnClass.AutoReply, (await Take(name, tagged: true)).Class);

        Assert.Equal(0, await site.Count("mail_address"));
        Assert.Lacks(word, await site.Content());
        Assert.Equal(0, await site.Count("staff_task"));
    }

    [Theory]
    [InlineData("b36-mail-somebody-else", "collega")]
    [InlineData("b37-mailbox-not-read", "longer")]
    public async Task Where_an_automatic_answer_says_that_nobody_reads_the_address_a_new_one_is_asked_for(
        string name,
        string word
    )
    {
        Assert.Equal(ReturnClass.AutoReply, (await Take(name, tagged: true)).Class);

        Assert.Equal(0, await site.Count("mail_address"));
        Assert.Lacks(word, await site.Content());
        Assert.Equal("no-arrival", await site.Value<string>("select kind from staff_task"));
    }

    [Theory]
    [InlineData("update caregiver set red_on = '2026-01-05'", "b01-failed-report", "no-arrival")]
    [InlineData("update caregiver set red_on = '2026-01-05'", "b42-complaint-without-the-address", "complaint")]
    [InlineData(
        "insert into staff_task (kind, caregiver_id, opened_at, due_on) select 'call', id, '2026-01-05T09:00:00.000Z', '2026-01-07' from caregiver",
        "b01-failed-report",
        "no-arrival"
    )]
    public async Task A_bounce_from_outside_asks_a_call_and_stops_no_mail_to_who_stands_red_or_was_promised_a_call(
        string sql,
        string name,
        string task
    )
    {
        await site.Sql(sql);

        await Take(name);

        Assert.Equal(0, await site.Count("mail_address"));
        Assert.Equal(1, await site.Count("staff_task", $"kind = '{task}' and done_at is null"));
    }

    [Fact]
    public async Task What_our_own_relay_refuses_stops_there_also_for_who_stands_red()
    {
        await site.Sql("update caregiver set red_on = '2026-01-05'");
        await site.Sql(
            "update mail set state = 'failed', sent_at = null, sending_at = null, last_stage = 'rcpt', last_code = 550, last_enhanced = '5.1.1'"
        );

        Assert.True(await site.Write(site.Part<TakeInRefusal>().RunOne));

        Assert.Equal(1, await site.Count("mail_address", "stopped_why = 'hard'"));
    }

    [Theory]
    [InlineData("Anna <persoon1@example.org>", null)]
    [InlineData("Piet <piet@example.net>", "piet@example.net")]
    [InlineData("a@example.net, b@example.net", "")]
    public async Task A_reply_from_another_address_says_so(string from, string? other)
    {
        var text = Encoding.Latin1.GetString(Returned.About("b45-somebody-writes", mail));

        await site.Part<TakeInReturn>()
            .TakeAsync(Encoding.Latin1.GetBytes(text.Replace("From: Anna <persoon1@example.org>", "From: " + from)));

        Assert.Equal(other, await site.Value<string?>("select reply_from from mail_return"));
    }

    [Fact]
    public async Task What_repeats_our_own_mail_is_folded_however_it_is_marked_and_what_stands_in_it_is_not()
    {
        var sent = MimeKit.MimeMessage.Load(
            new MemoryStream(await site.Read(async transaction => (await MailTable.Bytes(transaction, mail))!)),
            TestContext.Current.CancellationToken
        );
        var lines = sent.TextBody!.ReplaceLineEndings("\n").Split('\n');
        var (above, below) = (lines[..4], lines[4..]);
        var reply =
            $"From: Anna <{Returned.To}>\nSubject: Re: {sent.Subject}\nIn-Reply-To: <{mail}@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            + $"Dag, zie onder.\n\nVan: Els <els@example.org>\nVerzonden: maandag 5 januari 2026 10:00\nAan: Anna\n\n{string.Join('\n', above)}\nIk ben bang.\n{string.Join('\n', below)}\n";

        await site.Part<TakeInReturn>().TakeAsync(Encoding.UTF8.GetBytes(reply));

        Assert.Equal("Dag, zie onder.\n\nIk ben bang.", await site.Value<string>("select reply from mail_return"));
        Assert.Has(lines[0], await site.Value<string>("select reply_whole from mail_return"));
    }

    [Fact]
    public async Task What_somebody_writes_is_a_task_and_its_text_is_kept_until_it_is_read_and_then_for_two_weeks_at_most()
    {
        await Take("b45-somebody-writes");
        await Take("b46-somebody-quotes-the-link");

        Assert.Equal(2, await site.Count("staff_task", "kind = 'reply'"));
        Assert.Has(
            "Stop met deze mails. Bel mij.",
            await site.Value<string>("select reply from mail_return order by id")
        );
        Assert.Lacks("AbCdEfGhIjKlMnOp", await site.Content());
        Assert.Equal(
            (0, CaregiverStatus.Active),
            (await site.Count("mail_address"), (await site.Caregiver(anna)).Status)
        );

        await site.On("2026-01-20").RunJobs();

        Assert.Equal(
            (2, 2),
            (
                await site.Count("mail_return", "reply is not null"),
                await site.Count("staff_task", "kind = 'reply' and done_at is null")
            )
        );

        await site.Sql("update staff_task set done_at = @now where id = 1", new { now = site.Time.Now });
        await site.On("2026-01-21").RunJobs();

        Assert.Equal(
            (1, 1),
            (await site.Count("mail_return", "reply is not null"), await site.Count("staff_task", "done_at is null"))
        );
    }

    [Fact]
    public async Task A_reply_that_names_no_mail_and_comes_from_nobodys_address_is_for_review_and_its_text_is_not_kept()
    {
        await site.Sql("update caregiver set email = 'anna.nieuw@example.org'");

        Assert.Equal(
            ReturnClass.Unclear,
            (await site.Part<TakeInReturn>().TakeAsync(Returned.Bytes("b45-somebody-writes"))).Class
        );

        Assert.Equal((0, 0), (await site.Count("staff_task"), await site.Count("mail_return", "reply is not null")));
    }

    [Fact]
    public async Task Nothing_that_comes_back_ever_mails_answers_signals_or_touches_somebody_else()
    {
        await site.Add(Some.Person("p2", email: "ander@example.net"));
        await site.RunJobs();
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
        var before = await site.Content(others.Contains);
        var mails = await site.Count("mail", "kind <> 'digest'");

        foreach (var name in Returned.All)
        {
            await Take(name);
            await Take(name, tagged: true);
        }

        await site.RunJobs();
        Assert.Equal(before, await site.Content(others.Contains));
        Assert.Equal(mails, await site.Count("mail", "kind <> 'digest'"));
        Assert.Equal(0, await site.Count("staff_task", $"caregiver_id <> {anna}"));
        Assert.Equal(0, await site.Count("mail_address", "address <> 'persoon1@example.org'"));
    }

    [Theory]
    [InlineData("b01-failed-report", false)]
    [InlineData("b09-mailbox-full", false)]
    [InlineData("b04-delayed", true)]
    [InlineData("b34-out-of-office-in-dutch", true)]
    public async Task A_check_in_whose_mail_came_back_is_no_silence(string name, bool isSilence)
    {
        var bram = await site.Add(Some.Person("p2", enrolled: "2029-01-01", email: "bram@example.org"));
        await site.AskAndAnswer(bram, 2);
        foreach (var day in new[] { "2026-02-05", "2026-03-05" })
        {
            var checkIn = await site.On(day).Ask(bram);
            mail = Guid(checkIn.Id);
            await site.Sql(
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
            await site.Part<TakeInReturn>()
                .TakeAsync(
                    Encoding.Latin1.GetBytes(
                        Encoding.Latin1.GetString(Returned.About(name, mail)).Replace(Returned.To, "bram@example.org")
                    )
                );
            await site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
        }

        Assert.Equal(
            isSilence ? 2 : 0,
            Observations.Of(await site.HistoryOf(bram)).Count(observation => observation.Kind == ObservationKind.Missed)
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
    public async Task An_address_that_the_relay_refuses_is_taken_like_a_bounce_once(
        int code,
        string? enhanced,
        string expected,
        bool stops
    )
    {
        await site.Sql(
            "update mail set state = 'failed', sent_at = null, sending_at = null, last_stage = 'rcpt', last_code = @code, last_enhanced = @enhanced",
            new { code, enhanced }
        );

        Assert.True(await site.Write(site.Part<TakeInRefusal>().RunOne));
        Assert.False(await site.Write(site.Part<TakeInRefusal>().RunOne));

        Assert.Equal(
            expected + " ledger",
            await site.Value<string>("select class || ' ' || matched_by from mail_return")
        );
        Assert.Equal(
            stops ? (1, 1) : (0, 0),
            (
                await site.Count("staff_task", "kind = 'no-arrival'"),
                await site.Count("mail_address", "stopped_why = 'hard'")
            )
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
    public async Task Other_ends_of_a_mail_are_no_refusal_of_its_address(string sql)
    {
        await site.Sql(sql);

        Assert.False(await site.Write(site.Part<TakeInRefusal>().RunOne));
    }

    [Fact]
    public async Task Who_was_asked_and_got_no_mail_is_not_silent_nor_said_to_have_been_asked()
    {
        await Take("b01-failed-report", tagged: true);
        foreach (var month in Enumerable.Range(2, 5))
            await site.On($"2026-{month:00}-05").RunJobs();

        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent'"));
        await site.Sql("update staff_task set kind = 'silent', return_id = null");
        Assert.Equal(0, Assert.Single(await site.Read(transaction => Quiet(transaction))).TimesAsked);

        async Task<IReadOnlyList<Quiet>> Quiet(Transaction transaction) =>
            await CaseloadTable.Quiet(transaction, await OpenTaskTable.OfOne(transaction, anna, site.Time), site.Time);
    }

    private static string Guid(long number) =>
        number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private async Task NextMail(string day)
    {
        await site.On(day).RunJobs();
        mail = await Newest();
    }

    private Task<string> Newest() =>
        site.Value<string>("select id from mail where caregiver_id is not null order by created_at desc, dedupe_key");

    private async Task<ReturnVerdict> Take(string name, bool tagged = false) =>
        await site.Part<TakeInReturn>().TakeAsync(tagged ? await Tagged(name) : Returned.About(name, mail));

    private async Task<byte[]> Tagged(string name) =>
        Returned.About(
            name,
            mail,
            await site.Value<string>("select envelope_from from mail where id = @mail", new { mail })
        );

    /// <summary>Everything but the list of what came in.</summary>
    private Task<string> Dump() => site.Content(table => table != "mail_return");
}
