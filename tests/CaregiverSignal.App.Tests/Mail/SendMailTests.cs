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
        var id = Queue();
        var send = Worker(new FolderSender(site.MailFolder));

        Assert.True(RunOne(send));
        Assert.False(RunOne(send));

        var file = Assert.Single(Directory.GetFiles(site.MailFolder));
        Assert.Equal(Path.Combine(site.MailFolder, id + ".eml"), file);
        Assert.Equal(Composer.Dated(Bytes(0), site.Time.Now), await File.ReadAllBytesAsync(file, Some.Stop));
        Assert.Equal("sent", State(id));
        Assert.Equal(1, site.Count("mail", "dedupe_key = 'key-0' and state = 'sent'"));
        Assert.Null(Trouble());
    }

    [Fact]
    public void A_mail_has_the_date_of_its_first_hand_over_and_each_try_sends_the_same()
    {
        site.Write(transaction =>
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
            RunAll(Worker(sender));
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
            Encoding.ASCII.GetString(site.Read(transaction => transaction.OneMail("select mail.id from mail")))
        );
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 20)]
    public void Several_are_marked_at_once_only_where_a_repeated_mail_is_recognised(bool isRecognised, int most)
    {
        for (var number = 0; number < 25; number++)
            Queue();
        var marked = new List<long>();
        var sender = new ScriptedSender
        {
            RepeatIsHarmless = isRecognised,
            Before = _ => marked.Add(site.Count("mail", "state = 'sending'")),
        };

        Assert.Equal(25, Worker(sender).RunWhile(() => true, Some.Stop));

        Assert.Equal(most, marked.Max());
        Assert.Equal(25, sender.Given.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(25, site.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public void What_prevents_one_of_several_costs_the_others_no_attempt()
    {
        for (var number = 0; number < 5; number++)
            Queue();
        var sender = new ScriptedSender(ScriptedSender.Sent, ScriptedSender.NoConnection) { RepeatIsHarmless = true };

        Worker(sender).RunWhile(() => true, Some.Stop);

        Assert.Equal(2, sender.Given.Count);
        Assert.Equal(4, site.Count("mail", "state = 'ready' and attempts = 0"));
        Assert.Equal(1, site.Read(SendHoldTable.Relay).Failures);
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, RunAll(Worker(new ScriptedSender())));
    }

    [Fact]
    public void What_a_crash_leaves_of_several_goes_again_and_each_is_one_file()
    {
        string[] ids = [Queue(), Queue(), Queue(), Queue(), Queue()];
        var handedOver = 0;
        var killed = Worker(
            new FolderSender(
                site.MailFolder,
                nameOf: mail => ++handedOver < 3 ? mail.Id : throw new InvalidOperationException()
            )
        );
        Assert.Throws<InvalidOperationException>(() => killed.RunWhile(() => true, Some.Stop));
        Assert.Equal(5, site.Count("mail", "state = 'sending'"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        var send = Worker(new FolderSender(site.MailFolder));

        send.TidyUp();

        Assert.Equal(5, send.RunWhile(() => true, Some.Stop));
        Assert.Equal(5, site.Count("mail", "state = 'sent'"));
        Assert.Equal(ids.Order(), Directory.GetFiles(site.MailFolder).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Fact]
    public void A_mail_that_is_refused_for_good_is_never_tried_again_and_holds_up_no_other()
    {
        var (caregiver, els) = (site.AddCaregiver(), site.Coordinator());
        var refused = Queue(caregiver: caregiver);
        IsOf(caregiver);
        var next = Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused, ScriptedSender.Sent));

        Assert.Equal(2, RunAll(send));
        site.Clock.Advance(TimeSpan.FromDays(1));
        send.TidyUp();

        Assert.Equal(0, RunAll(send));
        Assert.Equal(("failed", "sent"), (State(refused), State(next)));
        Assert.Single(
            site.Read(transaction => CaseloadTable.Unreached(transaction, [els], Some.Start.AddDays(-1), 10)),
            unreached => unreached.CaregiverId == caregiver
        );
    }

    [Fact]
    public void Taking_back_leaves_what_has_gone_and_what_belongs_to_others()
    {
        var (anna, bert) = (site.AddCaregiver("anna"), site.AddCaregiver("bert"));
        var gone = Queue(caregiver: anna);
        var send = Worker(new ScriptedSender());
        RunAll(send);
        var (waits, others, nobodys) = (Queue(caregiver: anna), Queue(caregiver: bert), Queue());

        Assert.Equal(1, site.Write(transaction => MailCancelTable.Cancel(transaction, anna, site.Clock.GetUtcNow())));

        Assert.Equal(["sent", "cancelled", "ready", "ready"], new[] { gone, waits, others, nobodys }.Select(State));
    }

    [Fact]
    public void A_mail_that_is_too_late_is_not_sent_and_the_caregiver_counts_as_not_reached()
    {
        var (caregiver, els) = (site.AddCaregiver(), site.Coordinator());
        var id = Queue(caregiver: caregiver, lives: TimeSpan.FromHours(1));
        IsOf(caregiver);
        var sender = new ScriptedSender();
        var send = Worker(sender);
        site.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(RunOne(send));
        send.TidyUp();

        Assert.Equal("expired", State(id));
        Assert.Empty(sender.Given);
        Assert.Single(
            site.Read(transaction => CaseloadTable.Unreached(transaction, [els], Some.Start.AddDays(-1), 10)),
            unreached => unreached.CaregiverId == caregiver
        );
    }

    [Fact]
    public void A_minute_takes_so_many_mails_and_an_urgent_one_waits_for_none_of_them()
    {
        for (var n = 0; n < 7; n++)
            Queue(domain: $"d{n}.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerMinute = 3 });

        Assert.Equal(3, RunAll(send));
        var alert = Queue(kind: "alert", urgent: true);
        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(alert));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, RunAll(send));
    }

    [Fact]
    public void A_domain_that_had_its_share_lets_the_others_go_first()
    {
        for (var n = 0; n < 5; n++)
            Queue(domain: "groot.example");
        var other = Queue(domain: "klein.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerDomainPerMinute = 2 });

        Assert.Equal(3, RunAll(send));
        Assert.Equal("sent", State(other));
        Assert.Equal(3, site.Count("mail", "recipient_domain = 'groot.example' and state = 'ready'"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, RunAll(send));
    }

    [Fact]
    public void Outside_the_window_only_urgent_mail_goes()
    {
        var window = new MailWindow(
            new TimeOnly(9, 0),
            new TimeOnly(20, 0),
            new HashSet<DayOfWeek> { DayOfWeek.Tuesday }
        );
        var waits = Queue();
        var urgent = Queue(urgent: true);
        var send = Worker(new ScriptedSender(), NoLimit with { Window = window });

        Assert.Equal(1, RunAll(send));
        Assert.Equal(("ready", "sent"), (State(waits), State(urgent)));
        site.Clock.SetUtcNow(Some.Utc("2026-01-06T08:00:00Z"));
        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(waits));
    }

    [Fact]
    public void What_goes_to_staff_waits_for_no_pace_and_makes_room_for_itself()
    {
        for (var n = 0; n < 8; n++)
            Queue(kind: "alert", urgent: true, domain: "desk.example");
        for (var n = 0; n < 8; n++)
            Queue(kind: "invitation", domain: "desk.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerMinute = 10, PerDomainPerMinute = 9 });

        Assert.Equal(9, RunAll(send));
        Assert.Equal(8, site.Count("mail", "state = 'sent' and kind = 'alert'"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(7, RunAll(send));
    }

    [Fact]
    public void Bytes_that_changed_in_the_store_are_not_sent()
    {
        var id = Queue();
        site.Sql("update mail set bytes = @bytes", new { bytes = Bytes(7) });
        var sender = new ScriptedSender();

        RunOne(Worker(sender));

        Assert.Empty(sender.Given);
        Assert.Equal("failed", State(id));
    }

    [Fact]
    public void A_verdict_that_the_store_does_not_take_is_kept_and_written_before_anything_else()
    {
        var (first, second) = (Queue(), Queue());
        var sender = new ScriptedSender();
        var send = Worker(sender);
        Refuse("update on mail when new.state = 'sent'");

        Assert.ThrowsAny<Exception>(() => RunOne(send));
        Assert.ThrowsAny<Exception>(() => RunOne(send));
        Assert.ThrowsAny<Exception>(send.TidyUp);
        Assert.Equal(("sending", "ready", 1), (State(first), State(second), sender.Gone.Count));
        Permit();
        site.Clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();

        Assert.Equal(("sent", "ready"), (State(first), State(second)));
        Assert.Equal(1, RunAll(send));
        Assert.Equal(2, sender.Gone.Count);
    }

    [Fact]
    public void What_waits_after_an_outage_goes_in_order_of_importance()
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
            Queue(kind: kind, priority: kind == "operator" ? 40 : null);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var sender = new ScriptedSender();
        RunAll(Worker(sender));

        Assert.Equal(
            kinds.Reverse(),
            sender.Gone.Select(mail => site.Value<string>("select kind from mail where id = @Id", new { mail.Id }))
        );
    }

    [Fact]
    public void An_alert_that_is_not_with_the_relay_in_time_is_late_until_it_goes()
    {
        Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));
        var send = Worker(new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.Sent));
        RunAll(send);
        site.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, Late());

        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Late());

        RunAll(send);
        Assert.Equal(0, Late());
    }

    [Fact]
    public void A_relay_that_cannot_be_reached_is_left_alone_for_a_while_and_costs_no_mail_an_attempt()
    {
        var (first, second) = (Queue(), Queue());
        var sender = new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.NoConnection, ScriptedSender.Sent);
        var send = Worker(sender);

        Assert.False(RunOne(send));
        Assert.Equal("connect", Trouble());
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, RunAll(send));
        Assert.Equal(2, site.Count("mail", "state = 'ready' and attempts = 0"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, RunAll(send));
        Assert.Equal(("sent", "sent"), (State(first), State(second)));
        Assert.Null(Trouble());
    }

    [Fact]
    public void An_alert_that_nobody_knows_about_is_sent_once_more_and_then_a_person_must_look()
    {
        var id = Queue(kind: "alert", urgent: true, handOverBy: TimeSpan.FromMinutes(15));
        var sender = new ScriptedSender(ScriptedSender.Unsure, ScriptedSender.Greylisted, ScriptedSender.Unsure);
        var send = Worker(sender);

        for (var minute = 0; minute < 120; minute++)
        {
            send.TidyUp();
            RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(("unsure", 2), (State(id), sender.Gone.Count));
        Assert.Single(sender.Gone.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct());
        Assert.Equal(1, Late());
    }

    [Theory]
    [InlineData(false, false, "unsure", 0)]
    [InlineData(true, false, "sent", 1)]
    [InlineData(false, true, "sent", 1)]
    [InlineData(true, true, "sent", 1)]
    public void What_a_crash_left_goes_again_where_a_second_copy_does_no_harm(
        bool urgent,
        bool inFolder,
        string state,
        int again
    )
    {
        var id = Queue(urgent: urgent);
        Abandon();
        var send = Worker(inFolder ? new FolderSender(site.MailFolder) : new ScriptedSender());

        send.RecoverAtStart();
        var atOnce = RunAll(send);
        site.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((again, state), (atOnce + RunAll(send), State(id)));
        Assert.Equal(inFolder ? again : 0, atOnce);
    }

    [Fact]
    public void An_alert_that_two_crashes_left_is_for_a_person_to_look_at()
    {
        var id = Queue(urgent: true);
        var send = Worker(new ScriptedSender());

        foreach (var left in new[] { "ready", "unsure" })
        {
            Abandon();
            send.RecoverAtStart();
            Assert.Equal(left, State(id));
            site.Clock.Advance(TimeSpan.FromMinutes(15));
        }
    }

    [Fact]
    public void What_another_program_hands_over_is_left_alone_until_it_must_be_gone()
    {
        var id = Queue();
        var lost = Abandon();
        var send = Worker(new ScriptedSender());

        site.Clock.Advance(TimeSpan.FromMinutes(15));
        send.TidyUp();
        Assert.Equal("sending", State(id));
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        send.TidyUp();
        Assert.Equal("unsure", State(id));

        Assert.True(Settle(lost, ScriptedSender.Sent));
        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void A_verdict_that_comes_late_does_not_disturb_who_has_the_mail_since()
    {
        var id = Queue(urgent: true);
        var lost = Abandon();
        Worker(new ScriptedSender()).RecoverAtStart();
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        Abandon();

        Assert.False(Settle(lost, ScriptedSender.Greylisted));
        Assert.Equal("sending", State(id));
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
    public void Who_pauses_while_a_mail_is_handed_over_gets_no_second_try_and_what_went_is_known(
        SendOutcome outcome,
        string state
    )
    {
        var caregiver = site.AddCaregiver();
        var id = Queue(caregiver: caregiver);
        var sender = new ScriptedSender(outcome)
        {
            Meanwhile = _ =>
                site.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, site.Clock.GetUtcNow())),
        };
        var send = Worker(sender);

        RunOne(send);
        site.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((0, state), (RunAll(send), State(id)));
    }

    [Fact]
    public void Caregivers_get_so_many_mails_a_day_and_staff_wait_for_none_of_them()
    {
        for (var n = 0; n < 5; n++)
            Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { PerDay = 3 });
        Queue(kind: "alert", urgent: true);

        Assert.Equal(4, RunAll(send));
        var alert = Queue(kind: "alert", urgent: true);
        Assert.Equal((1, "sent"), (RunAll(send), State(alert)));
        site.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, RunAll(send));
        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, RunAll(send));
    }

    [Fact]
    public void A_relay_that_takes_nothing_is_left_alone_after_five_mails_whatever_it_says()
    {
        for (var n = 0; n < 8; n++)
            Queue(domain: $"d{n}.example");
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

        Assert.Equal(5, RunAll(send));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, RunAll(send));
        var alert = Queue(kind: "alert", urgent: true);
        Assert.Equal(("rcpt", 1, "sent"), (Trouble(), RunAll(send) > 0 ? 1 : 0, State(alert)));
        Assert.Null(Trouble());
    }

    [Fact]
    public void A_full_mailbox_of_staff_holds_up_no_mail_to_caregivers()
    {
        Queue(kind: "alert", urgent: true);
        var sender = new ScriptedSender([.. Enumerable.Repeat(ScriptedSender.Greylisted, 8), ScriptedSender.Sent]);
        var send = Worker(sender);
        while (sender.Given.Count < 8)
        {
            RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var invitation = Queue();
        RunAll(send);

        Assert.Equal("sent", State(invitation));
    }

    [Fact]
    public void A_password_that_is_refused_is_tried_no_sooner_for_staff_nor_by_the_next_run()
    {
        Queue();
        var refused = new SendOutcome(SendResult.RelayRefuses, "auth", SendNote.SignInRefused, 535, "5.7.8");
        RunAll(Worker(new ScriptedSender(refused)));
        Queue(kind: "alert", urgent: true);

        site.Clock.Advance(TimeSpan.FromMinutes(29));
        var next = Worker(new ScriptedSender());
        Assert.Equal(0, RunAll(next));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, RunAll(next));
    }

    [Fact]
    public void A_start_of_the_service_tries_the_relay_at_once_as_somebody_may_have_mended_it()
    {
        Queue();
        RunAll(Worker(new ScriptedSender(ScriptedSender.NoConnection)));
        var next = Worker(new ScriptedSender());

        Assert.Equal(0, RunAll(next));
        next.RecoverAtStart(triesRelay: true);

        Assert.Equal(1, RunAll(next));
    }

    [Fact]
    public void A_mail_that_is_always_put_off_is_tried_twelve_times_in_two_days_and_has_failed_then()
    {
        var id = Queue(lives: TimeSpan.FromDays(7));
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        var began = site.Clock.GetUtcNow();
        var send = Worker(sender);
        while (State(id) == "ready")
        {
            RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(12, sender.Given.Count);
        Assert.InRange((site.Clock.GetUtcNow() - began).TotalHours, 40, 56);
    }

    [Fact]
    public void A_mail_to_staff_that_is_put_off_is_tried_each_quarter_until_its_end()
    {
        var id = Queue(kind: "alert", urgent: true, lives: TimeSpan.FromHours(6));
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        var send = Worker(sender);
        for (var minute = 0; minute <= 6 * 60; minute++)
        {
            send.TidyUp();
            RunAll(send);
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("expired", State(id));
        Assert.InRange(sender.Given.Count, 15, 26);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_a_relay_does_each_mail_ends_and_a_caregiver_never_has_it_twice(int seed)
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
            using var fresh = new SendMailTests();
            var urgent = random.Next(2) == 0;
            var id = fresh.Queue(urgent: urgent, lives: TimeSpan.FromDays(4));
            var outcomes = random.GetItems(all, random.Next(40));
            var crashAt = random.Next(30);
            var sender = new ScriptedSender([.. outcomes, ScriptedSender.Sent]);
            var send = fresh.Worker(sender);
            for (var round = 0; round < 5 * 24 * 4 && fresh.State(id) is "ready" or "sending"; round++)
            {
                send.TidyUp();
                if (round == crashAt)
                    fresh.Abandon();
                else
                    RunAll(send);
                fresh.site.Clock.Advance(TimeSpan.FromMinutes(15));
            }

            Assert.Contains(fresh.State(id), new[] { "sent", "failed", "unsure", "expired" });
            Assert.InRange(sender.Gone.Count, 0, urgent ? 2 : 1);
        }
    }

    private static byte[] Bytes(int number) =>
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"Subject: {number}\r\n\r\nHallo {number}\r\n")
        );

    private static bool RunOne(SendMail send) => send.RunOne(Some.Stop);

    private static int RunAll(SendMail send)
    {
        var done = 0;
        while (RunOne(send))
            done++;
        return done;
    }

    private SendMail Worker(IMailSender sender, SendRate? pace = null) =>
        new(site.Database, sender, () => pace ?? NoLimit, Some.Time(site.Clock), NullLogger<SendMail>.Instance);

    /// <summary>The stage at which the relay fails; null when all is well.</summary>
    private string? Trouble() => site.Read(SendHoldTable.Relay).Stage;

    private int Late() => site.Read(transaction => ReturnTable.CountLate(transaction, site.Clock.GetUtcNow()));

    /// <summary>Makes a write fail as a full disk does.</summary>
    private void Refuse(string what) => site.RefuseWrites(what);

    private void Permit() => site.PermitWrites();

    private string Queue(
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
        site.Write(transaction =>
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
    private void IsOf(long caregiver) =>
        site.Sql("update caregiver set email = 'naar0@voorbeeld.nl' where id = @caregiver", new { caregiver });

    /// <summary>As a program takes a mail, of which nothing is heard any more.</summary>
    private ClaimedMail? Abandon() =>
        site.Write(transaction =>
            MailQueue.Claim(transaction, new MayGo(UrgentOnly: false, []), site.Clock.GetUtcNow())
        );

    private bool Settle(ClaimedMail? mail, SendOutcome outcome) =>
        site.Write(transaction =>
            MailQueue.Settle(transaction, AttemptResult.Of(mail!, outcome, site.Clock.GetUtcNow()))
        );

    private string State(string id) => site.Value<string>("select state from mail where id = @id", new { id });
}
