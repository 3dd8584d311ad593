using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using Microsoft.Extensions.Logging.Abstractions;
using SendRate = CaregiverSignal.Mail.Sending.SendRate;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// The ledger of what goes out: at most once for sure, again only where a copy does no harm, never what was taken back.
/// </summary>
public sealed class SendMailTests() : AtASite()
{
    private static readonly SendRate NoLimit = new(0, 0, 0, MailWindow.Always);

    private int queued;

    [Fact]
    public async Task A_mail_goes_out_once_as_it_was_stored()
    {
        var id = await Queue();
        var send = Worker(new FolderSender(site.MailFolder));

        Assert.True(await RunOne(send));
        Assert.False(await RunOne(send));

        var file = Assert.Single(Directory.GetFiles(site.MailFolder));
        Assert.Equal(Path.Combine(site.MailFolder, id + ".eml"), file);
        Assert.Equal(Composer.Dated(Bytes(0), site.Time.Now), await File.ReadAllBytesAsync(file, Some.Stop));
        Assert.Equal("sent", await State(id));
        Assert.Equal(1, await site.Count("mail", "dedupe_key = 'key-0' and state = 'sent'"));
        Assert.Null(await Trouble());
    }

    [Fact]
    public async Task A_mail_has_the_date_of_its_first_hand_over_and_each_try_sends_the_same()
    {
        await site.Write(transaction =>
            new Outbox(site.Time).Queue(
                transaction,
                SomeLetter.Invitation(),
                new Envelope(Some.Kind("invitation", urgent: false), "invite:1", site.Time.Now.AddDays(2))
            )
        );
        var sender = new ScriptedSender(ScriptedSender.Greylisted, ScriptedSender.Greylisted, ScriptedSender.Sent);
        site.Clock.Advance(TimeSpan.FromHours(9));
        var handedOver = site.Time.Now;

        for (var hour = 0; hour < 9; hour++)
        {
            await RunAll(Worker(sender));
            site.Clock.Advance(TimeSpan.FromHours(1));
        }

        var sent = Assert.Single(sender.Given.Select(mail => Encoding.ASCII.GetString(mail.Bytes)).Distinct());
        Assert.Equal(3, sender.Given.Count);
        Assert.Single(sent.Split("\r\n"), line => line.StartsWith("Date:", StringComparison.Ordinal));
        Assert.Equal(
            handedOver,
            MimeKit.MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(sent)), Some.Stop).Date
        );
        Assert.Equal(
            sent,
            Encoding.ASCII.GetString(
                await site.Read(async transaction => await transaction.OneMail("select mail.id from mail"))
            )
        );
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 20)]
    public async Task Several_are_marked_at_once_only_where_a_repeated_mail_is_recognised(bool isRecognised, int most)
    {
        for (var number = 0; number < 25; number++)
            await Queue();
        var marked = new List<long>();
        var sender = new ScriptedSender
        {
            RepeatIsHarmless = isRecognised,
            Before = async _ => marked.Add(await site.Count("mail", "state = 'sending'")),
        };

        Assert.Equal(25, await Worker(sender).RunWhileAsync(() => true, Some.Stop));

        Assert.Equal(most, marked.Max());
        Assert.Equal(25, sender.Given.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(25, await site.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public async Task What_prevents_one_of_several_costs_the_others_no_attempt()
    {
        for (var number = 0; number < 5; number++)
            await Queue();
        var sender = new ScriptedSender(ScriptedSender.Sent, ScriptedSender.NoConnection) { RepeatIsHarmless = true };

        await Worker(sender).RunWhileAsync(() => true, Some.Stop);

        Assert.Equal(2, sender.Given.Count);
        Assert.Equal(4, await site.Count("mail", "state = 'ready' and attempts = 0"));
        Assert.Equal(1, (await site.Read(SendHoldTable.Relay)).Failures);
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, await RunAll(Worker(new ScriptedSender())));
    }

    [Fact]
    public async Task What_a_crash_leaves_of_several_goes_again_and_each_is_one_file()
    {
        string[] ids = [await Queue(), await Queue(), await Queue(), await Queue(), await Queue()];
        var handedOver = 0;
        var killed = Worker(
            new FolderSender(
                site.MailFolder,
                nameOf: mail => ++handedOver < 3 ? Task.FromResult(mail.Id) : throw new InvalidOperationException()
            )
        );
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await killed.RunWhileAsync(() => true, Some.Stop)
        );
        Assert.Equal(5, await site.Count("mail", "state = 'sending'"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        var send = Worker(new FolderSender(site.MailFolder));

        await send.TidyUpAsync();

        Assert.Equal(5, await send.RunWhileAsync(() => true, Some.Stop));
        Assert.Equal(5, await site.Count("mail", "state = 'sent'"));
        Assert.Equal(ids.Order(), Directory.GetFiles(site.MailFolder).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_good_is_never_tried_again_and_holds_up_no_other()
    {
        var (caregiver, els) = (await site.AddCaregiver(), await site.Coordinator());
        var refused = await Queue(caregiver: caregiver);
        await IsOf(caregiver);
        var next = await Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused, ScriptedSender.Sent));

        Assert.Equal(2, await RunAll(send));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await send.TidyUpAsync();

        Assert.Equal(0, await RunAll(send));
        Assert.Equal(("failed", "sent"), (await State(refused), await State(next)));
        Assert.Single(
            await site.Read(transaction => CaseloadTable.Unreached(transaction, [els], Some.Start.AddDays(-1), 10)),
            unreached => unreached.CaregiverId == caregiver
        );
    }

    [Fact]
    public async Task Taking_back_leaves_what_has_gone_and_what_belongs_to_others()
    {
        var (anna, bert) = (await site.AddCaregiver("anna"), await site.AddCaregiver("bert"));
        var gone = await Queue(caregiver: anna);
        var send = Worker(new ScriptedSender());
        await RunAll(send);
        var (waits, others, nobodys) = (await Queue(caregiver: anna), await Queue(caregiver: bert), await Queue());

        Assert.Equal(
            1,
            await site.Write(transaction => MailCancelTable.Cancel(transaction, anna, site.Clock.GetUtcNow()))
        );

        Assert.Equal(
            ["sent", "cancelled", "ready", "ready"],
            await new[] { gone, waits, others, nobodys }.SelectAsync(State)
        );
    }

    [Fact]
    public async Task A_mail_that_is_too_late_is_not_sent_and_the_caregiver_counts_as_not_reached()
    {
        var (caregiver, els) = (await site.AddCaregiver(), await site.Coordinator());
        var id = await Queue(caregiver: caregiver, lives: TimeSpan.FromHours(1));
        await IsOf(caregiver);
        var sender = new ScriptedSender();
        var send = Worker(sender);
        site.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(await RunOne(send));
        await send.TidyUpAsync();

        Assert.Equal("expired", await State(id));
        Assert.Empty(sender.Given);
        Assert.Single(
            await site.Read(transaction => CaseloadTable.Unreached(transaction, [els], Some.Start.AddDays(-1), 10)),
            unreached => unreached.CaregiverId == caregiver
        );
    }

    [Fact]
    public async Task A_minute_takes_so_many_mails_and_an_urgent_one_waits_for_none_of_them()
    {
        for (var n = 0; n < 7; n++)
            await Queue(domain: $"d{n}.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerMinute = 3 });

        Assert.Equal(3, await RunAll(send));
        var alert = await Queue(kind: "alert", urgent: true);
        Assert.Equal(1, await RunAll(send));
        Assert.Equal("sent", await State(alert));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, await RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAll(send));
    }

    [Fact]
    public async Task A_domain_that_had_its_share_lets_the_others_go_first()
    {
        for (var n = 0; n < 5; n++)
            await Queue(domain: "groot.example");
        var other = await Queue(domain: "klein.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerDomainPerMinute = 2 });

        Assert.Equal(3, await RunAll(send));
        Assert.Equal("sent", await State(other));
        Assert.Equal(3, await site.Count("mail", "recipient_domain = 'groot.example' and state = 'ready'"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await RunAll(send));
    }

    [Fact]
    public async Task Outside_the_window_only_urgent_mail_goes()
    {
        var window = new MailWindow(
            new TimeOnly(9, 0),
            new TimeOnly(20, 0),
            new HashSet<DayOfWeek> { DayOfWeek.Tuesday }
        );
        var waits = await Queue();
        var urgent = await Queue(urgent: true);
        var send = Worker(new ScriptedSender(), NoLimit with { Window = window });

        Assert.Equal(1, await RunAll(send));
        Assert.Equal(("ready", "sent"), (await State(waits), await State(urgent)));
        site.Clock.SetUtcNow(Some.Utc("2026-01-06T08:00:00Z"));
        Assert.Equal(1, await RunAll(send));
        Assert.Equal("sent", await State(waits));
    }

    [Fact]
    public async Task What_goes_to_staff_waits_for_no_pace_and_makes_room_for_itself()
    {
        for (var n = 0; n < 8; n++)
            await Queue(kind: "alert", urgent: true, domain: "desk.example");
        for (var n = 0; n < 8; n++)
            await Queue(kind: "invitation", domain: "desk.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerMinute = 10, PerDomainPerMinute = 9 });

        Assert.Equal(9, await RunAll(send));
        Assert.Equal(8, await site.Count("mail", "state = 'sent' and kind = 'alert'"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(7, await RunAll(send));
    }

    [Fact]
    public async Task Bytes_that_changed_in_the_store_are_not_sent()
    {
        var id = await Queue();
        await site.Sql("update mail set bytes = @bytes", new { bytes = Bytes(7) });
        var sender = new ScriptedSender();

        await RunOne(Worker(sender));

        Assert.Empty(sender.Given);
        Assert.Equal("failed", await State(id));
    }

    [Fact]
    public async Task A_verdict_that_the_store_does_not_take_is_kept_and_written_before_anything_else()
    {
        var (first, second) = (await Queue(), await Queue());
        var sender = new ScriptedSender();
        var send = Worker(sender);
        await Refuse("update on mail when new.state = 'sent'");

        await Assert.ThrowsAnyAsync<Exception>(async () => await RunOne(send));
        await Assert.ThrowsAnyAsync<Exception>(async () => await RunOne(send));
        await Assert.ThrowsAnyAsync<Exception>(send.TidyUpAsync);
        Assert.Equal(("sending", "ready", 1), (await State(first), await State(second), sender.Gone.Count));
        await Permit();
        site.Clock.Advance(TimeSpan.FromHours(1));
        await send.TidyUpAsync();

        Assert.Equal(("sent", "ready"), (await State(first), await State(second)));
        Assert.Equal(1, await RunAll(send));
        Assert.Equal(2, sender.Gone.Count);
    }

    [Fact]
    public async Task What_waits_after_an_outage_goes_in_order_of_importance()
    {
        string[] kinds =
        [
            "reminder",
            "invitation",
            "digest",
            "operator",
            "concern-report",
            "escalation",
            "sign-in",
            "alert",
        ];
        foreach (var kind in kinds)
        {
            await Queue(kind: kind, priority: kind == "operator" ? 40 : null);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var sender = new ScriptedSender();
        await RunAll(Worker(sender));

        Assert.Equal(
            kinds.Reverse(),
            await sender.Gone.SelectAsync(mail =>
                site.Value<string>("select kind from mail where id = @Id", new { mail.Id })
            )
        );
    }

    [Fact]
    public async Task An_alert_that_is_not_with_the_relay_in_time_is_late_until_it_goes()
    {
        await Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));
        var send = Worker(new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.Sent));
        await RunAll(send);
        site.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await Late());

        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Late());

        await RunAll(send);
        Assert.Equal(0, await Late());
    }

    [Fact]
    public async Task A_relay_that_cannot_be_reached_is_left_alone_for_a_while_and_costs_no_mail_an_attempt()
    {
        var (first, second) = (await Queue(), await Queue());
        var sender = new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.NoConnection, ScriptedSender.Sent);
        var send = Worker(sender);

        Assert.False(await RunOne(send));
        Assert.Equal("connect", await Trouble());
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAll(send));
        Assert.Equal(2, await site.Count("mail", "state = 'ready' and attempts = 0"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, await RunAll(send));
        Assert.Equal(("sent", "sent"), (await State(first), await State(second)));
        Assert.Null(await Trouble());
    }

    [Fact]
    public async Task An_alert_that_nobody_knows_about_is_sent_once_more_and_then_a_person_must_look()
    {
        var id = await Queue(kind: "alert", urgent: true, handOverBy: TimeSpan.FromMinutes(15));
        var sender = new ScriptedSender(ScriptedSender.Unsure, ScriptedSender.Greylisted, ScriptedSender.Unsure);
        var send = Worker(sender);

        for (var minute = 0; minute < 120; minute++)
        {
            await send.TidyUpAsync();
            await RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(("unsure", 2), (await State(id), sender.Gone.Count));
        Assert.Single(sender.Gone.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct());
        Assert.Equal(1, await Late());
    }

    [Theory]
    [InlineData(false, false, "unsure", 0)]
    [InlineData(true, false, "sent", 1)]
    [InlineData(false, true, "sent", 1)]
    [InlineData(true, true, "sent", 1)]
    public async Task What_a_crash_left_goes_again_where_a_second_copy_does_no_harm(
        bool urgent,
        bool inFolder,
        string state,
        int again
    )
    {
        var id = await Queue(urgent: urgent);
        await Abandon();
        var send = Worker(inFolder ? new FolderSender(site.MailFolder) : new ScriptedSender());

        await send.RecoverAtStartAsync();
        var atOnce = await RunAll(send);
        site.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((again, state), (atOnce + await RunAll(send), await State(id)));
        Assert.Equal(inFolder ? again : 0, atOnce);
    }

    [Fact]
    public async Task An_alert_that_two_crashes_left_is_for_a_person_to_look_at()
    {
        var id = await Queue(urgent: true);
        var send = Worker(new ScriptedSender());

        foreach (var left in new[] { "ready", "unsure" })
        {
            await Abandon();
            await send.RecoverAtStartAsync();
            Assert.Equal(left, await State(id));
            site.Clock.Advance(TimeSpan.FromMinutes(15));
        }
    }

    [Fact]
    public async Task What_another_program_hands_over_is_left_alone_until_it_must_be_gone()
    {
        var id = await Queue();
        var lost = await Abandon();
        var send = Worker(new ScriptedSender());

        site.Clock.Advance(TimeSpan.FromMinutes(15));
        await send.TidyUpAsync();
        Assert.Equal("sending", await State(id));
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await send.TidyUpAsync();
        Assert.Equal("unsure", await State(id));

        Assert.True(await Settle(lost, ScriptedSender.Sent));
        Assert.Equal("sent", await State(id));
    }

    [Fact]
    public async Task A_verdict_that_comes_late_does_not_disturb_who_has_the_mail_since()
    {
        var id = await Queue(urgent: true);
        var lost = await Abandon();
        await Worker(new ScriptedSender()).RecoverAtStartAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        await Abandon();

        Assert.False(await Settle(lost, ScriptedSender.Greylisted));
        Assert.Equal("sending", await State(id));
    }

    public static TheoryData<SendOutcome, string> MeanwhileCancelled() =>
        new()
        {
            { ScriptedSender.Sent, "sent" },
            { ScriptedSender.Unsure, "unsure" },
            { ScriptedSender.Greylisted, "cancelled" },
            { ScriptedSender.Refused, "cancelled" },
        };

    [Theory]
    [MemberData(nameof(MeanwhileCancelled))]
    public async Task Who_pauses_while_a_mail_is_handed_over_gets_no_second_try_and_what_went_is_known(
        SendOutcome outcome,
        string state
    )
    {
        var caregiver = await site.AddCaregiver();
        var id = await Queue(caregiver: caregiver);
        var sender = new ScriptedSender(outcome)
        {
            Meanwhile = _ =>
                site.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, site.Clock.GetUtcNow())),
        };
        var send = Worker(sender);

        await RunOne(send);
        site.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((0, state), (await RunAll(send), await State(id)));
    }

    [Fact]
    public async Task Caregivers_get_so_many_mails_a_day_and_staff_wait_for_none_of_them()
    {
        for (var n = 0; n < 5; n++)
            await Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { PerDay = 3 });
        await Queue(kind: "alert", urgent: true);

        Assert.Equal(4, await RunAll(send));
        var alert = await Queue(kind: "alert", urgent: true);
        Assert.Equal((1, "sent"), (await RunAll(send), await State(alert)));
        site.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await RunAll(send));
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await RunAll(send));
    }

    [Fact]
    public async Task A_relay_that_takes_nothing_is_left_alone_after_five_mails_whatever_it_says()
    {
        for (var n = 0; n < 8; n++)
            await Queue(domain: $"d{n}.example");
        var send = Worker(
            new ScriptedSender(
                ScriptedSender.Refused,
                ScriptedSender.Greylisted,
                ScriptedSender.Unsure,
                ScriptedSender.Refused,
                ScriptedSender.Greylisted,
                ScriptedSender.Sent
            )
        );

        Assert.Equal(5, await RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await RunAll(send));
        var alert = await Queue(kind: "alert", urgent: true);
        Assert.Equal(("rcpt", 1, "sent"), (await Trouble(), await RunAll(send) > 0 ? 1 : 0, await State(alert)));
        Assert.Null(await Trouble());
    }

    [Fact]
    public async Task A_full_mailbox_of_staff_holds_up_no_mail_to_caregivers()
    {
        await Queue(kind: "alert", urgent: true);
        var sender = new ScriptedSender([.. Enumerable.Repeat(ScriptedSender.Greylisted, 8), ScriptedSender.Sent]);
        var send = Worker(sender);
        while (sender.Given.Count < 8)
        {
            await RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var invitation = await Queue();
        await RunAll(send);

        Assert.Equal("sent", await State(invitation));
    }

    [Fact]
    public async Task A_password_that_is_refused_is_tried_no_sooner_for_staff_nor_by_the_next_run()
    {
        await Queue();
        var refused = new SendOutcome(SendResult.RelayRefuses, "auth", SendNote.SignInRefused, 535, "5.7.8");
        await RunAll(Worker(new ScriptedSender(refused)));
        await Queue(kind: "alert", urgent: true);

        site.Clock.Advance(TimeSpan.FromMinutes(29));
        var next = Worker(new ScriptedSender());
        Assert.Equal(0, await RunAll(next));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await RunAll(next));
    }

    [Fact]
    public async Task A_start_of_the_service_tries_the_relay_at_once_as_somebody_may_have_mended_it()
    {
        await Queue();
        await RunAll(Worker(new ScriptedSender(ScriptedSender.NoConnection)));
        var next = Worker(new ScriptedSender());

        Assert.Equal(0, await RunAll(next));
        await next.RecoverAtStartAsync(triesRelay: true);

        Assert.Equal(1, await RunAll(next));
    }

    [Fact]
    public async Task A_mail_that_is_always_put_off_is_tried_twelve_times_in_two_days_and_has_failed_then()
    {
        var id = await Queue(lives: TimeSpan.FromDays(7));
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        var began = site.Clock.GetUtcNow();
        var send = Worker(sender);
        while (await State(id) == "ready")
        {
            await RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(12, sender.Given.Count);
        Assert.InRange((site.Clock.GetUtcNow() - began).TotalHours, 40, 56);
    }

    [Fact]
    public async Task A_mail_to_staff_that_is_put_off_is_tried_each_quarter_until_its_end()
    {
        var id = await Queue(kind: "alert", urgent: true, lives: TimeSpan.FromHours(6));
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        var send = Worker(sender);
        for (var minute = 0; minute <= 6 * 60; minute++)
        {
            await send.TidyUpAsync();
            await RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("expired", await State(id));
        Assert.InRange(sender.Given.Count, 15, 26);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_relay_does_each_mail_ends_and_a_caregiver_never_has_it_twice(int seed)
    {
        var random = new Random(seed);
        SendOutcome[] all =
        [
            ScriptedSender.Sent,
            ScriptedSender.Unsure,
            ScriptedSender.Greylisted,
            ScriptedSender.Refused,
            ScriptedSender.NoConnection,
            new(SendResult.RelayFails, "mail", SendNote.ServerBusy, 421),
            new SendOutcome(SendResult.PutOff, "rcpt", SendNote.SenderRefused, 550, "5.7.1"),
        ];
        for (var times = 0; times < 10; times++)
        {
            await using var fresh = new SendMailTests();
            var urgent = random.Next(2) == 0;
            var id = await fresh.Queue(urgent: urgent, lives: TimeSpan.FromDays(4));
            var outcomes = random.GetItems(all, random.Next(40));
            var crashAt = random.Next(30);
            var sender = new ScriptedSender([.. outcomes, ScriptedSender.Sent]);
            var send = fresh.Worker(sender);
            for (var round = 0; round < 5 * 24 * 4 && await fresh.State(id) is "ready" or "sending"; round++)
            {
                await send.TidyUpAsync();
                if (round == crashAt)
                    await fresh.Abandon();
                else
                    await RunAll(send);
                fresh.site.Clock.Advance(TimeSpan.FromMinutes(15));
            }

            Assert.Contains(await fresh.State(id), new[] { "sent", "failed", "unsure", "expired" });
            Assert.InRange(sender.Gone.Count, 0, urgent ? 2 : 1);
        }
    }

    private static byte[] Bytes(int number) =>
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"Subject: {number}\r\n\r\nHallo {number}\r\n")
        );

    private static Task<bool> RunOne(SendMail send) => send.RunOneAsync(Some.Stop);

    private static async Task<int> RunAll(SendMail send)
    {
        var done = 0;
        while (await RunOne(send))
            done++;
        return done;
    }

    private SendMail Worker(IMailSender sender, SendRate? pace = null) =>
        new(site.Database, sender, () => pace ?? NoLimit, Some.Time(site.Clock), NullLogger<SendMail>.Instance);

    /// <summary>The stage at which the relay fails; null when all is well.</summary>
    private async Task<string?> Trouble() => (await site.Read(SendHoldTable.Relay)).Stage;

    private Task<int> Late() => site.Read(transaction => ReturnTable.CountLate(transaction, site.Clock.GetUtcNow()));

    /// <summary>Makes a write fail as a full disk does.</summary>
    private Task Refuse(string what) => site.RefuseWrites(what);

    private Task Permit() => site.PermitWrites();

    private async Task<string> Queue(
        string? key = null,
        long? caregiver = null,
        string domain = "voorbeeld.nl",
        bool urgent = false,
        TimeSpan? lives = null,
        string kind = "digest",
        TimeSpan? handOverBy = null,
        string? to = null,
        int? priority = null
    )
    {
        var number = queued++;
        var id = number.ToString("x32", CultureInfo.InvariantCulture);
        var envelope = new Envelope(
            Some.Kind(kind, urgent),
            key ?? $"key-{number}",
            site.Clock.GetUtcNow() + (lives ?? TimeSpan.FromDays(3)),
            caregiver,
            HandOverBy: site.Clock.GetUtcNow() + handOverBy,
            Priority: priority
        );
        await site.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    id,
                    "post@delinde.nl",
                    to ?? $"naar{number}@{domain}",
                    Bytes(number),
                    envelope,
                    site.Clock.GetUtcNow()
                )
            )
        );
        return id;
    }

    /// <summary>The first mail goes to this person's address of today.</summary>
    private Task IsOf(long caregiver) =>
        site.Sql("update caregiver set email = 'naar0@voorbeeld.nl' where id = @caregiver", new { caregiver });

    /// <summary>As a program takes a mail, of which nothing is heard any more.</summary>
    private Task<ClaimedMail?> Abandon() =>
        site.Write(async transaction =>
            await MailQueue.Claim(transaction, new MayGo(UrgentOnly: false, []), site.Clock.GetUtcNow())
        );

    private Task<bool> Settle(ClaimedMail? mail, SendOutcome outcome) =>
        site.Write(transaction =>
            MailQueue.Settle(transaction, AttemptResult.Of(mail!, outcome, site.Clock.GetUtcNow()))
        );

    private Task<string> State(string id) => site.Value<string>("select state from mail where id = @id", new { id });
}
