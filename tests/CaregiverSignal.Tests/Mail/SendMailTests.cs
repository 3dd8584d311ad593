using System.Globalization;
using System.Text;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Retention;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// The ledger of what goes out: at most once for sure, once more when nobody knows, and never what was taken back.
/// </summary>
public sealed class SendMailTests : IDisposable
{
    private static readonly Pace NoLimit = new(0, 0, 0, MailWindow.Always);

    /// <summary>A transaction that changes no row is not committed.</summary>
    private const string Durably = "update commit_mark set mark = mark + 1";

    private static readonly SendOutcome PutOffAtTheEnd = new(
        SendResult.NotSentRetry,
        SendScope.Message,
        "final",
        451,
        "4.7.1",
        SendNote.Refused
    );

    private readonly TestInstallation store = Some.Installation();
    private int queued;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_mail_goes_out_once_as_it_was_stored()
    {
        var id = Queue();
        var send = Worker(new FolderSender(store.MailFolder));

        Assert.True(RunOne(send));
        Assert.False(RunOne(send));

        var file = Assert.Single(Directory.GetFiles(store.MailFolder));
        Assert.Equal(Path.Combine(store.MailFolder, id + ".eml"), file);
        Assert.Equal(Bytes(0), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("sent", State(id));
        Assert.Equal(1, store.Count("mail", "dedupe_key = 'key-0' and state = 'sent'"));
        Assert.Null(send.LastProblem);
    }

    [Fact]
    public void What_the_relay_calls_a_mail_it_took_is_kept_with_the_mail_and_the_attempt()
    {
        Queue();

        RunOne(Worker(new ScriptedSender(ScriptedSender.Sent with { QueuedAs = "4XyZ1" })));

        Assert.Equal(1, store.Count("mail", "queued_as = '4XyZ1'"));
        Assert.Equal(1, store.Count("mail_attempt", "queued_as = '4XyZ1'"));
    }

    [Fact]
    public void The_same_key_twice_is_one_mail()
    {
        Queue(key: "invite:1");
        Queue(key: "invite:1");

        Assert.Equal(1, store.Count("mail"));
    }

    [Fact]
    public void A_mail_that_was_put_off_goes_out_later_byte_for_byte()
    {
        var id = Queue();
        var sender = new ScriptedSender(ScriptedSender.Greylisted, ScriptedSender.Sent);
        var send = Worker(sender);

        Assert.True(RunOne(send));
        store.Clock.AdvanceTo(NextTry(id) - TimeSpan.FromSeconds(1));
        Assert.False(RunOne(send));
        store.Clock.AdvanceTo(NextTry(id));
        Assert.True(RunOne(send));

        Assert.Equal("sent", State(id));
        Assert.Equal(2, sender.Given.Count);
        Assert.Each(
            sender.Given,
            mail => Assert.Equal((id, Convert.ToHexString(Bytes(0))), (mail.Id, Convert.ToHexString(mail.Bytes)))
        );
    }

    [Fact]
    public void A_relay_that_cannot_be_reached_is_left_alone_for_a_while_and_costs_no_mail_an_attempt()
    {
        Queue();
        Queue();
        var sender = new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.NoConnection, ScriptedSender.Sent);
        var send = Worker(sender);

        Assert.True(RunOne(send));
        Assert.False(RunOne(send));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, RunAll(send));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(RunOne(send));
        Assert.Equal("connect", send.LastProblem);
        Assert.Equal(2, store.Count("mail", "state = 'ready' and attempts = 0"));
        store.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, RunAll(send));
        Assert.Equal(2, store.Count("mail", "state = 'sent'"));
        Assert.Null(send.LastProblem);
    }

    [Fact]
    public void A_mail_that_is_refused_for_good_is_never_tried_again_and_holds_up_no_other()
    {
        var (caregiver, els) = (store.AddCaregiver(), store.Coordinator());
        var refused = Queue(caregiver: caregiver);
        IsOf(caregiver);
        var next = Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused, ScriptedSender.Sent));

        Assert.Equal(2, RunAll(send));
        store.Clock.Advance(TimeSpan.FromDays(1));
        send.TidyUp();

        Assert.Equal(0, RunAll(send));
        Assert.Equal(("failed", "sent"), (State(refused), State(next)));
        Assert.Single(
            store.Database.Read(transaction =>
                CaseloadTable.Unreached(transaction, [els], ManualTime.Start.AddDays(-1), 10)
            ),
            one => one.CaregiverId == caregiver
        );
    }

    [Theory]
    [InlineData("invitation", 2)]
    [InlineData("digest", 2)]
    [InlineData("sign-in", 2)]
    [InlineData("alert", 3)]
    [InlineData("escalation", 3)]
    public void A_mail_nobody_knows_about_is_sent_once_more_an_alert_twice_and_then_it_has_failed(
        string kind,
        int times
    )
    {
        var id = Queue(kind: kind, urgent: true, handOverBy: times == 3 ? TimeSpan.FromMinutes(15) : null);
        var sender = new ScriptedSender(ScriptedSender.Unsure);
        var send = Worker(sender);

        for (var quarter = 0; quarter < 12; quarter++)
        {
            send.TidyUp();
            RunAll(send);
            store.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
            send.TidyUp();
            Assert.Equal(0, RunAll(send));
            store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(times, sender.Gone.Count);
        Assert.Single(sender.Gone.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct());
        Assert.Equal("failed", State(id));
        Assert.Equal(1, store.Count("mail", "last_note = 'delivery unknown'"));
    }

    [Fact]
    public void A_mail_whose_worker_died_before_the_last_step_goes_out_once()
    {
        Queue();
        Lease();
        var sender = new ScriptedSender();
        var send = Worker(sender);

        store.Clock.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));
        send.TidyUp();
        Assert.False(RunOne(send));
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        send.TidyUp();

        Assert.Equal(1, RunAll(send));
        Assert.Single(sender.Gone);
        Assert.Equal(1, store.Count("mail", "state = 'sent' and unsure_count = 0 and attempts = 1"));
    }

    [Fact]
    public void A_mail_whose_worker_died_in_the_last_step_is_unsure_and_sent_once_more_after_a_while()
    {
        var id = Queue();
        var lost = Lease();
        Assert.True(
            store.Database.Write(transaction => MailClaimTable.MarkInData(transaction, lost, store.Clock.GetUtcNow()))
        );
        var send = Worker(new ScriptedSender());

        store.Clock.Advance(TimeSpan.FromMinutes(20));
        send.TidyUp();
        Assert.Equal(("unsure", 0), (State(id), RunAll(send)));
        store.Clock.Advance(TimeSpan.FromMinutes(15));
        send.TidyUp();

        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void A_late_worker_changes_nothing()
    {
        var id = Queue();
        var late = Lease();
        store.Clock.Advance(TimeSpan.FromMinutes(20));
        Worker(new ScriptedSender()).TidyUp();
        var current = Lease();
        var sent = new Settlement(MailState.Sent, null, 1, 0, store.Clock.GetUtcNow(), "final", 250, null, null);

        Assert.False(
            store.Database.Write(transaction => MailClaimTable.MarkInData(transaction, late, store.Clock.GetUtcNow()))
        );
        Assert.False(store.Database.Write(transaction => MailClaimTable.Settle(transaction, late, sent)));
        Assert.Equal("leased", State(id));
        Assert.True(
            store.Database.Write(transaction =>
                MailClaimTable.MarkInData(transaction, current, store.Clock.GetUtcNow())
            )
        );
        Assert.True(store.Database.Write(transaction => MailClaimTable.Settle(transaction, current, sent)));
        Assert.False(
            store.Database.Write(transaction =>
                MailClaimTable.Settle(transaction, current, sent with { State = MailState.Failed })
            )
        );
        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void A_lease_that_has_run_out_takes_no_last_step()
    {
        Queue();
        var sender = new ScriptedSender { Meanwhile = _ => store.Clock.Advance(TimeSpan.FromMinutes(20)) };

        Assert.True(RunOne(Worker(sender)));

        Assert.Empty(sender.Gone);
        Assert.Equal(1, store.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public void A_pause_between_claim_and_last_step_sends_nothing()
    {
        var (caregiver, els) = (store.AddCaregiver(), store.Coordinator());
        var id = Queue(caregiver: caregiver);
        var sender = new ScriptedSender
        {
            Meanwhile = _ =>
                store.Database.Write(transaction =>
                    MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow())
                ),
        };
        var send = Worker(sender);

        RunAll(send);
        store.Clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();
        RunAll(send);

        Assert.Single(sender.Given);
        Assert.Empty(sender.Gone);
        Assert.Equal("cancelled", State(id));
    }

    [Theory]
    [InlineData(SendResult.NotSentRetry)]
    [InlineData(SendResult.Unsure)]
    public void A_pause_in_the_last_step_that_comes_to_nothing_or_to_nobody_knows_sends_nothing_more(SendResult result)
    {
        var caregiver = store.AddCaregiver();
        var id = Queue(caregiver: caregiver);
        var sender = new LastStepSender(
            new SendOutcome(result, SendScope.Message, "final", 451, "4.7.1", SendNote.Refused),
            TakeBack
        );
        var send = Worker(sender);

        RunAll(send);
        store.Clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();

        Assert.Equal((0, 1, "cancelled"), (RunAll(send), sender.Given, State(id)));

        void TakeBack() =>
            store.Database.Write(transaction =>
                MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow())
            );
    }

    [Fact]
    public void A_pause_in_the_last_step_of_a_mail_that_goes_leaves_it_sent()
    {
        var caregiver = store.AddCaregiver();
        var id = Queue(caregiver: caregiver);

        RunAll(
            Worker(
                new LastStepSender(
                    ScriptedSender.Sent,
                    () =>
                        store.Database.Write(transaction =>
                            MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow())
                        )
                )
            )
        );

        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void An_address_that_is_stopped_in_the_last_step_of_a_mail_gets_no_second_try()
    {
        var id = Queue(caregiver: store.AddCaregiver(), to: "Zoë.Anna@voorbeeld.nl");
        var waits = Queue(caregiver: store.AddCaregiver("2"), to: "ZOë.anna@voorbeeld.nl");
        var send = Worker(
            new LastStepSender(
                PutOffAtTheEnd,
                () =>
                    store.Database.Write(transaction =>
                        ReturnTable.Stop(
                            transaction,
                            "zoë.anna@voorbeeld.nl",
                            StopReason.Complaint,
                            store.Clock.GetUtcNow()
                        )
                    )
            )
        );

        RunOne(send);
        store.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((0, "cancelled", "cancelled"), (RunAll(send), State(id), State(waits)));
    }

    [Fact]
    public void An_address_that_changes_in_the_last_step_of_a_mail_gets_no_second_try_at_the_old_one()
    {
        var caregiver = store.AddCaregiver();
        var id = Queue(caregiver: caregiver);
        var send = Worker(
            new LastStepSender(
                PutOffAtTheEnd,
                () =>
                    store.Database.Write(transaction =>
                        MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow())
                    )
            )
        );

        RunOne(send);
        store.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((0, "cancelled"), (RunAll(send), State(id)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_mail_that_was_taken_back_in_its_last_step_does_not_go_again_after_a_crash(bool atStart, bool inFolder)
    {
        var caregiver = store.AddCaregiver();
        var id = Queue(caregiver: caregiver);
        var lost = Lease();
        store.Database.Write(transaction => MailClaimTable.MarkInData(transaction, lost, store.Clock.GetUtcNow()));
        store.Database.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow()));
        var send = Worker(inFolder ? new FolderSender(store.MailFolder) : new ScriptedSender());

        store.Clock.Advance(TimeSpan.FromHours(1));
        if (atStart)
            send.RecoverAtStart();
        send.TidyUp();

        Assert.Equal((0, "cancelled", 1), (RunAll(send), State(id), store.Count("mail", "unsure_count = 1")));
    }

    [Fact]
    public void Taking_back_leaves_what_has_gone_and_what_belongs_to_others()
    {
        var (anna, bert) = (store.AddCaregiver("anna"), store.AddCaregiver("bert"));
        var gone = Queue(caregiver: anna);
        var send = Worker(new ScriptedSender());
        RunAll(send);
        var (waits, others, nobodys) = (Queue(caregiver: anna), Queue(caregiver: bert), Queue());

        Assert.Equal(
            1,
            store.Database.Write(transaction => MailCancelTable.Cancel(transaction, anna, store.Clock.GetUtcNow()))
        );

        Assert.Equal(["sent", "cancelled", "ready", "ready"], new[] { gone, waits, others, nobodys }.Select(State));
    }

    [Fact]
    public void A_mail_that_is_too_late_is_not_sent_and_the_caregiver_counts_as_not_reached()
    {
        var (caregiver, els) = (store.AddCaregiver(), store.Coordinator());
        var id = Queue(caregiver: caregiver, lives: TimeSpan.FromHours(1));
        IsOf(caregiver);
        var sender = new ScriptedSender();
        var send = Worker(sender);
        store.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(RunOne(send));
        send.TidyUp();

        Assert.Equal("expired", State(id));
        Assert.Empty(sender.Given);
        Assert.Single(
            store.Database.Read(transaction =>
                CaseloadTable.Unreached(transaction, [els], ManualTime.Start.AddDays(-1), 10)
            ),
            one => one.CaregiverId == caregiver
        );
    }

    [Fact]
    public void A_mail_that_waits_for_its_next_try_ends_when_its_time_is_over_and_not_at_that_try()
    {
        var id = Queue(caregiver: store.AddCaregiver(), lives: TimeSpan.FromHours(1));
        store.Database.Write(transaction =>
            transaction.Execute(
                "update mail set next_try_at = @later",
                new { later = store.Clock.GetUtcNow().AddHours(8) }
            )
        );
        store.Clock.Advance(TimeSpan.FromHours(1));

        Worker(new ScriptedSender()).TidyUp();

        Assert.Equal("expired", State(id));
    }

    [Fact]
    public void A_refused_address_says_nothing_about_the_relay()
    {
        Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused));

        RunAll(send);

        Assert.Null(send.LastProblem);
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
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, RunAll(send));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
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
        Assert.Equal(3, store.Count("mail", "recipient_domain = 'groot.example' and state = 'ready'"));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, RunAll(send));
    }

    [Fact]
    public void The_pace_counts_what_another_worker_and_an_earlier_run_sent()
    {
        for (var n = 0; n < 4; n++)
            Queue();
        var pace = NoLimit with { PerMinute = 2 };

        Assert.Equal(2, RunAll(Worker(new ScriptedSender(), pace)));
        Assert.Equal(0, RunAll(Worker(new ScriptedSender(), pace)));
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
        store.Clock.AdvanceTo(Some.Utc("2026-01-06T08:00:00Z"));
        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(waits));
    }

    [Fact]
    public void The_fuse_holds_what_goes_to_caregivers_for_a_day_and_says_so()
    {
        for (var n = 0; n < 5; n++)
            Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 3 });

        Assert.Equal(3, RunAll(send));
        Queue();
        Assert.Equal(0, RunAll(send));
        Assert.Equal(HoldReason.DayLimit, Held());
        store.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, RunAll(send));
        store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, RunAll(send));
    }

    [Fact]
    public void The_fuse_counts_what_another_program_sent_since()
    {
        const int limit = 105;
        for (var n = 0; n < limit + 2; n++)
            Queue();
        var (here, elsewhere) = (
            Worker(new ScriptedSender(), NoLimit with { DailySendLimit = limit }),
            Worker(new ScriptedSender(), NoLimit with { DailySendLimit = limit })
        );
        Assert.True(here.RunOne(TestContext.Current.CancellationToken));
        for (var n = 0; n < limit - 1; n++)
            Assert.True(elsewhere.RunOne(TestContext.Current.CancellationToken));

        store.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, RunAll(here));
        Assert.Equal(HoldReason.DayLimit, Held());
    }

    [Theory]
    [InlineData("sign-in")]
    [InlineData("alert")]
    [InlineData("escalation")]
    [InlineData("tip")]
    [InlineData("operator")]
    [InlineData("digest")]
    public void What_goes_to_staff_blows_no_fuse_and_goes_while_it_has_blown(string kind)
    {
        var send = Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 1 });
        for (var n = 0; n < 20; n++)
            Queue(kind: kind, urgent: true);
        Queue();
        Assert.Equal(21, RunAll(send));
        Assert.Null(Held());
        Queue();
        Assert.Equal((0, HoldReason.DayLimit), (RunAll(send), Held()));

        Queue(kind: kind, urgent: true);

        Assert.Equal(1, RunAll(send));
        Assert.Equal(1, store.Count("mail", "state = 'ready' and urgent = 0"));
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
        Assert.Equal(8, store.Count("mail", "state = 'sent' and kind = 'alert'"));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(7, RunAll(send));
    }

    [Fact]
    public void Links_that_anybody_asked_for_go_after_alerts()
    {
        for (var n = 0; n < 3; n++)
            Queue(kind: "sign-in", urgent: true, priority: SignInMails.AskedByAnybody);
        var (alert, own) = (Queue(kind: "alert", urgent: true), Queue(kind: "sign-in", urgent: true));
        var sender = new ScriptedSender();

        RunAll(Worker(sender));

        Assert.Equal([own, alert], sender.Gone.Select(mail => mail.Id).Take(2));
    }

    [Fact]
    public void A_runaway_sends_one_of_the_staff_so_many_of_a_kind_and_no_other_kind_or_person_waits_for_it()
    {
        for (var n = 0; n < 100; n++)
            Queue(kind: "tip", urgent: true, to: "els@desk.example");
        var send = Worker(new ScriptedSender());

        Assert.Equal(40, RunAll(send));
        Queue(kind: "alert", urgent: true, to: "els@desk.example");
        Queue(kind: "tip", urgent: true, to: "joost@desk.example");
        Assert.Equal(2, RunAll(send));
        store.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(40, RunAll(send));
    }

    [Fact]
    public void Links_to_sign_in_are_not_used_up_by_whoever_asks_for_them()
    {
        for (var n = 0; n < 100; n++)
            Queue(kind: "sign-in", urgent: true, to: "els@desk.example");

        Assert.Equal(100, RunAll(Worker(new ScriptedSender())));
    }

    [Theory]
    [InlineData("connect", null)]
    [InlineData("mail", "4.7.500")]
    public void When_the_relay_is_away_or_has_had_enough_staff_look_first_and_soon_and_the_others_wait_their_time(
        string stage,
        string? enhanced
    )
    {
        for (var n = 0; n < 3; n++)
            Queue(kind: "invitation");
        var trouble = new SendOutcome(
            SendResult.NotSentRetry,
            SendScope.Connection,
            stage,
            421,
            enhanced,
            SendNote.Refused
        );
        var send = Worker(new ScriptedSender([.. Enumerable.Repeat(trouble, 4), ScriptedSender.Sent]));
        while (store.Database.Read(RelayTable.Get).Failures < 3)
        {
            RunAll(send);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var paused = store.Database.Read(RelayTable.Get).PausedUntil;
        var alert = Queue(kind: "alert", urgent: true);
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(RunOne(send));
        Assert.Equal(paused, store.Database.Read(RelayTable.Get).PausedUntil);
        Assert.Equal("ready", State(alert));
        store.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.True(RunOne(send));
        Assert.Equal("sent", State(alert));
        Assert.Null(send.LastProblem);
    }

    [Fact]
    public void A_password_that_is_refused_is_tried_no_sooner_for_staff()
    {
        Queue(kind: "alert", urgent: true);
        var send = Worker(
            new ScriptedSender(
                new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "auth", 535, "5.7.8", SendNote.Refused)
            )
        );
        RunOne(send);

        store.Clock.Advance(TimeSpan.FromMinutes(29));

        Assert.Equal(0, RunAll(send));
    }

    [Fact]
    public void A_mail_to_staff_that_is_put_off_is_tried_each_quarter_until_its_end()
    {
        Queue(kind: "alert", urgent: true, lives: TimeSpan.FromDays(1));
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        var send = Worker(sender);

        for (var minute = 0; minute < 24 * 60; minute++)
        {
            RunAll(send);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(sender.Given.Count, 80, 120);
    }

    [Fact]
    public void The_pressing_lane_takes_only_what_presses_and_not_what_the_other_has()
    {
        foreach (var kind in new[] { "tip", "digest", "invitation" })
            Queue(kind: kind, urgent: kind != "invitation");
        Queue(kind: "alert", urgent: true);
        var mine = Lease();
        Queue(kind: "sign-in", urgent: true);
        var sender = new ScriptedSender();
        var lane = new SendMail(store.Database, sender, NoLimit, Some.Time(store.Clock), NullLogger<SendMail>.Instance)
        {
            PressingOnly = true,
        };

        Assert.Equal(1, RunAll(lane));

        Assert.Equal("alert", mine.Kind);
        Assert.Equal(1, store.Count("mail", "state = 'sent' and kind = 'sign-in'"));
    }

    [Fact]
    public void A_day_that_takes_just_its_limit_holds_nothing()
    {
        Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 1 });

        Assert.Equal(1, RunAll(send));

        Assert.Null(Held());
        Assert.Equal(0, store.Count("mail", "state <> 'sent'"));
    }

    [Fact]
    public void A_fuse_that_is_whole_again_is_no_problem_any_more()
    {
        for (var n = 0; n < 2; n++)
            Queue(lives: TimeSpan.FromHours(1));
        var send = Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 1 });
        RunAll(send);
        Assert.Equal(HoldReason.DayLimit, Held());

        store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, RunAll(send));

        Assert.Null(Held());
    }

    [Fact]
    public void A_limit_that_is_taken_away_holds_nothing()
    {
        for (var n = 0; n < 2; n++)
            Queue();
        RunAll(Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 1 }));
        Assert.Equal(HoldReason.DayLimit, Held());
        var send = Worker(new ScriptedSender());

        send.TidyUp();

        Assert.Equal((1, null), (RunAll(send), Held()));
    }

    [Fact]
    public void The_operators_word_lets_another_days_limit_go_at_once_also_out_of_another_process()
    {
        for (var n = 0; n < 9; n++)
            Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { DailySendLimit = 3 });
        RunAll(send);
        store.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True(
            store.Database.Write(transaction => RelayTable.LiftDailyLimit(transaction, store.Clock.GetUtcNow()))
        );
        Assert.False(
            store.Database.Write(transaction => RelayTable.LiftDailyLimit(transaction, store.Clock.GetUtcNow()))
        );
        store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(Held());
        Assert.Equal(3, RunAll(send));
        Assert.Equal(HoldReason.DayLimit, Held());
        Assert.Equal(3, store.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public void A_start_takes_up_what_the_last_run_left()
    {
        var (claimed, handed) = (Queue(), Queue());
        Lease();
        var last = Lease();
        store.Database.Write(transaction => MailClaimTable.MarkInData(transaction, last, store.Clock.GetUtcNow()));
        var send = Worker(new ScriptedSender());

        send.RecoverAtStart();

        Assert.Equal(("ready", "unsure"), (State(claimed), State(handed)));
        Assert.Equal(1, RunAll(send));
    }

    [Fact]
    public void A_start_with_a_folder_sends_at_once_what_was_in_its_last_step_and_makes_no_second_file()
    {
        var (before, after) = (Queue(), Queue());
        for (var n = 0; n < 2; n++)
        {
            var lost = Lease();
            store.Database.Write(transaction => MailClaimTable.MarkInData(transaction, lost, store.Clock.GetUtcNow()));
        }

        Directory.CreateDirectory(store.MailFolder);
        File.WriteAllBytes(Path.Combine(store.MailFolder, after + ".eml"), Bytes(1));
        var send = Worker(new FolderSender(store.MailFolder));

        send.RecoverAtStart();

        Assert.Equal(2, RunAll(send));
        Assert.Equal(2, Directory.GetFiles(store.MailFolder).Length);
        Assert.Equal(("sent", "sent"), (State(before), State(after)));
    }

    [Fact]
    public void Bytes_are_forgotten_a_week_after_the_end_and_not_before()
    {
        Queue();
        var waits = Queue(lives: TimeSpan.FromDays(60));
        var send = Worker(new ScriptedSender(ScriptedSender.Sent, ScriptedSender.Greylisted));
        RunAll(send);

        store.Clock.Advance(TimeSpan.FromDays(7));
        store.Part<DeleteOld>().RunOne();
        Assert.Equal(2, store.Count("mail_bytes"));
        store.Clock.Advance(TimeSpan.FromDays(1));
        store.Part<DeleteOld>().RunOne();

        Assert.Equal(1, store.Count("mail", "state = 'sent' and id not in (select mail_id from mail_bytes)"));
        Assert.Equal("ready", State(waits));
    }

    [Fact]
    public void Bytes_that_changed_in_the_store_are_not_sent()
    {
        var id = Queue();
        store.Database.Write(transaction =>
            transaction.Execute("update mail_bytes set bytes = @bytes", new { bytes = Bytes(7) })
        );
        var sender = new ScriptedSender();

        RunOne(Worker(sender));

        Assert.Empty(sender.Given);
        Assert.Equal("failed", State(id));
    }

    [Fact]
    public void Two_workers_send_different_mails()
    {
        for (var n = 0; n < 60; n++)
            Queue();
        using var elsewhere = Database.Open(store.StorePath);
        var sender = new ScriptedSender();
        SendMail[] both =
        [
            Worker(sender),
            new SendMail(elsewhere, sender, NoLimit, Some.Time(store.Clock), NullLogger<SendMail>.Instance),
        ];

        Parallel.ForEach(both, send => RunAll(send));

        Assert.Equal(60, sender.Gone.Count);
        Assert.Equal(60, sender.Gone.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(60, store.Count("mail", "state = 'sent' and fence = 1"));
    }

    [Fact]
    public void A_store_that_fails_before_the_last_step_puts_the_mail_off_and_nobody_has_it()
    {
        var id = Queue();
        var send = Worker(new ScriptedSender { Meanwhile = _ => throw new StorageException("gone") });

        Assert.True(RunOne(send));

        Assert.Equal(("ready", 1), (State(id), store.Count("mail", "attempts = 0 and last_note = 'store failed'")));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, RunAll(Worker(new FolderSender(store.MailFolder))));
        Assert.Single(Directory.GetFiles(store.MailFolder));
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
        Assert.Equal(("in-data", "ready", 1), (State(first), State(second), sender.Gone.Count));
        Permit();
        store.Clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();

        Assert.Equal(("sent", "ready"), (State(first), State(second)));
        Assert.Equal(1, RunAll(send));
        Assert.Equal(2, sender.Gone.Count);
    }

    [Fact]
    public void A_verdict_that_comes_after_recovery_has_made_the_mail_unsure_settles_it()
    {
        var id = Queue();
        var sender = new ScriptedSender();
        var send = Worker(sender);
        Refuse("update on mail when new.state = 'sent'");
        Assert.ThrowsAny<Exception>(() => RunOne(send));
        Permit();
        store.Clock.Advance(TimeSpan.FromMinutes(20));
        store.Database.Write(transaction =>
            MailUpkeepTable.Recover(transaction, store.Clock.GetUtcNow(), store.Clock.GetUtcNow())
        );
        Assert.Equal("unsure", State(id));
        store.Database.Write(transaction => MailUpkeepTable.RetryUnsure(transaction, store.Clock.GetUtcNow()));

        Assert.False(RunOne(send));

        Assert.Equal(("sent", 1), (State(id), sender.Gone.Count));
    }

    [Fact]
    public void A_mail_that_cannot_be_put_on_the_wire_has_failed_and_does_not_come_back()
    {
        var id = Queue();
        var next = Queue();
        var send = Worker(
            new ScriptedSender
            {
                Before = mail =>
                {
                    if (mail.Id == id)
                        throw new ArgumentException("A message has no bare CR.");
                },
            }
        );

        Assert.Equal(2, RunAll(send));

        Assert.Equal(("failed", "sent"), (State(id), State(next)));
        Assert.Equal(1, store.Count("mail", "last_note = 'composed wrongly'"));
    }

    [Fact]
    public void What_is_wrong_with_the_relay_is_known_to_the_next_run_of_the_program()
    {
        for (var n = 0; n < 3; n++)
            Queue();
        var sender = new ScriptedSender(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "auth", 535, "5.7.8", SendNote.SignInRefused)
        );

        for (var minute = 0; minute < 30; minute++)
        {
            var send = Worker(sender);
            send.RecoverAtStart();
            send.TidyUp();
            RunAll(send);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(sender.Given);
        Assert.Equal("auth", Worker(sender).LastProblem);
        Assert.Equal(1, RunAll(Worker(sender)));
        Assert.Equal(3, store.Count("mail", "state = 'ready' and attempts = 0"));
    }

    [Fact]
    public void One_recipient_whose_server_refuses_us_holds_up_nobody()
    {
        var refused = Queue(kind: "alert");
        var next = Queue(kind: "invitation");
        var sender = new ScriptedSender(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Account, "rcpt", 550, "5.7.1", SendNote.SenderRefused),
            ScriptedSender.Sent
        );

        Assert.Equal(2, RunAll(Worker(sender)));

        Assert.Equal(("ready", "sent"), (State(refused), State(next)));
    }

    [Fact]
    public void A_minute_takes_so_many_attempts_also_of_those_that_are_refused()
    {
        for (var n = 0; n < 7; n++)
            Queue();
        var sender = new ScriptedSender(ScriptedSender.Greylisted);

        RunAll(Worker(sender, NoLimit with { PerMinute = 3 }));

        Assert.Equal(3, sender.Given.Count);
    }

    [Fact]
    public void A_mail_that_goes_once_more_counts_in_the_pace_again()
    {
        var id = Queue(kind: "invitation");
        var send = Worker(
            new ScriptedSender(ScriptedSender.Unsure, ScriptedSender.Sent),
            NoLimit with
            {
                PerMinute = 1,
            }
        );
        RunAll(send);
        store.Clock.Advance(TimeSpan.FromMinutes(15));
        send.TidyUp();
        RunAll(send);
        var next = Queue();

        Assert.Equal(0, RunAll(send));
        Assert.Equal(("sent", "ready", 2), (State(id), State(next), store.Count("mail_attempt")));
    }

    [Fact]
    public void What_waits_after_an_outage_goes_in_order_of_importance()
    {
        string[] kinds = ["reminder", "invitation", "digest", "operator", "tip", "escalation", "alert", "sign-in"];
        foreach (var kind in kinds)
        {
            Queue(kind: kind, priority: kind == "operator" ? 40 : null);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var sender = new ScriptedSender();
        RunAll(Worker(sender));

        Assert.Equal(
            kinds.Reverse(),
            sender.Gone.Select(mail =>
                store.Database.Read(transaction =>
                    transaction.One<string>("select kind from mail where id = @Id", new { mail.Id })
                )
            )
        );
    }

    [Fact]
    public void An_attempt_is_on_record_for_a_week()
    {
        Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused));
        RunAll(send);

        Assert.Equal(
            1,
            store.Count(
                "mail_attempt",
                "result = 'refused' and scope = 'message' and stage = 'rcpt' and code = 550 and enhanced = '5.1.1' and ended_at is not null"
            )
        );
        store.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        while (store.Part<DeleteOld>().RunOne()) { }

        Assert.Equal(0, store.Count("mail_attempt"));
    }

    [Fact]
    public void An_alert_that_is_not_with_the_relay_in_time_is_late_until_it_goes_and_the_log_says_so_once()
    {
        var id = Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));
        var log = new LogLines();
        var send = new SendMail(
            store.Database,
            new ScriptedSender(ScriptedSender.NoConnection, ScriptedSender.Sent),
            NoLimit,
            Some.Time(store.Clock),
            log.For<SendMail>()
        );
        RunAll(send);
        store.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        send.TidyUp();
        Assert.Equal(0, Late());

        store.Clock.Advance(TimeSpan.FromSeconds(1));
        send.TidyUp();
        send.TidyUp();

        Assert.Equal(1, Late());
        Assert.Single(
            log.Lines,
            line =>
                line.Contains(id, StringComparison.Ordinal)
                && line.Contains("not with the relay in time", StringComparison.Ordinal)
        );
        RunAll(send);
        Assert.Equal(0, Late());
    }

    [Fact]
    public void An_alert_that_is_refused_is_late_at_once()
    {
        Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));

        RunAll(Worker(new ScriptedSender(ScriptedSender.Refused)));

        Assert.Equal(1, Late());
    }

    [Fact]
    public void A_mail_that_went_out_unsure_and_whose_time_is_over_has_not_expired_its_fate_is_unknown()
    {
        var id = Queue(kind: "invitation", lives: TimeSpan.FromMinutes(10));
        var send = Worker(new ScriptedSender(ScriptedSender.Unsure));
        RunAll(send);
        store.Clock.Advance(TimeSpan.FromMinutes(15));

        send.TidyUp();

        Assert.Equal(("failed", 1), (State(id), store.Count("mail", "last_note = 'delivery unknown'")));
    }

    [Fact]
    public void An_invitation_that_was_taken_back_while_its_fate_was_unknown_does_not_count_as_never_gone()
    {
        var caregiver = store.AddCaregiver();
        store.Database.Write(transaction =>
            transaction.Execute(
                """
                insert into check_in (id, caregiver_id, number, asked_on, closes_on, instruments, opened_at) values
                    (7, @caregiver, 0, '2026-01-05', '2026-01-19', 'csi', '2026-01-05T08:00:00.000Z'),
                    (8, @caregiver, 1, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z')
                """,
                new { caregiver }
            )
        );
        Queue(kind: "invitation", key: "invite:7", caregiver: caregiver);
        Queue(kind: "invitation", key: "invite:8", caregiver: caregiver);
        RunOne(Worker(new ScriptedSender(ScriptedSender.Unsure)));

        store.Database.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow()));

        Assert.Equal(
            [8],
            store.Database.Read(transaction => NotReachedTable.Of(transaction, caregiver)).Select(one => one.CheckInId)
        );
    }

    [Fact]
    public void What_is_taken_back_leaves_a_workers_hands_too()
    {
        var caregiver = store.AddCaregiver();
        var id = Queue(caregiver: caregiver);
        var sender = new ScriptedSender
        {
            Meanwhile = _ =>
                store.Database.Write(transaction =>
                    MailCancelTable.Cancel(transaction, caregiver, store.Clock.GetUtcNow())
                ),
        };
        var send = Worker(sender);

        RunAll(send);

        Assert.Equal("cancelled", State(id));
        Assert.Empty(sender.Gone);
    }

    [Fact]
    public void A_stop_waits_a_while_for_the_verdict_and_then_nobody_knows()
    {
        var id = Queue();
        using var stop = new CancellationTokenSource();
        var send = new SendMail(
            store.Database,
            new HangingSender(stop, beforeLastStep: false),
            NoLimit,
            Some.Time(store.Clock),
            NullLogger<SendMail>.Instance
        )
        {
            StopGrace = TimeSpan.Zero,
        };

        Assert.True(send.RunOne(stop.Token));

        Assert.Equal("unsure", State(id));
    }

    [Fact]
    public void A_sender_that_does_not_heed_the_stop_may_not_take_the_last_step_after_it()
    {
        var id = Queue();
        using var stop = new CancellationTokenSource();
        var sender = new HangingSender(stop, beforeLastStep: true);
        var send = new SendMail(store.Database, sender, NoLimit, Some.Time(store.Clock), NullLogger<SendMail>.Instance)
        {
            StopGrace = TimeSpan.Zero,
        };

        Assert.True(send.RunOne(stop.Token));

        Assert.Equal("ready", State(id));
        Assert.False(sender.AskLate!());
        Assert.Equal("ready", State(id));
    }

    [Fact]
    public void One_mail_after_another_shares_its_commit_with_the_claim_of_the_next()
    {
        for (var n = 0; n < 5; n++)
            Queue();
        var sender = new ScriptedSender { Before = _ => Assert.Equal(1, store.Count("mail", "state = 'leased'")) };

        Assert.Equal(5, Worker(sender).RunWhile(() => true, TestContext.Current.CancellationToken));

        Assert.Equal(5, store.Count("mail", "state = 'sent' and fence = 1"));
    }

    [Fact]
    public void What_ends_between_two_mails_leaves_no_mail_claimed()
    {
        for (var n = 0; n < 5; n++)
            Queue();
        var sender = new ScriptedSender();

        Assert.Equal(2, Worker(sender).RunWhile(() => sender.Gone.Count < 2, TestContext.Current.CancellationToken));

        Assert.Equal(
            (2, 3),
            (store.Count("mail", "state = 'sent'"), store.Count("mail", "state = 'ready' and fence = 0"))
        );
    }

    [Fact]
    public void A_verdict_that_the_store_does_not_take_claims_no_other_mail_and_is_written_first()
    {
        var (first, second) = (Queue(), Queue());
        var send = Worker(new ScriptedSender());
        Refuse("update on mail when new.state = 'sent'");

        Assert.ThrowsAny<Exception>(() => send.RunWhile(() => true, TestContext.Current.CancellationToken));
        Assert.Equal(("in-data", "ready"), (State(first), State(second)));
        Permit();

        Assert.Equal(1, send.RunWhile(() => true, TestContext.Current.CancellationToken));
        Assert.Equal(2, store.Count("mail", "state = 'sent' and fence = 1"));
    }

    [Fact]
    public void Greylisting_of_one_domain_holds_up_no_other_and_a_relay_that_puts_everybody_off_is_left_alone()
    {
        for (var n = 0; n < 4; n++)
            Queue(domain: "een.example");
        var sender = new ScriptedSender(ScriptedSender.Greylisted);
        Assert.Equal(4, RunAll(Worker(sender)));

        foreach (var domain in new[] { "twee.example", "drie.example", "vier.example" })
            Queue(domain: domain);

        Assert.Equal(2, RunAll(Worker(sender)));
        store.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, RunAll(Worker(new ScriptedSender(), NoLimit with { PerMinute = 1 })));
    }

    [Fact]
    public void A_mail_that_is_taken_in_between_shows_that_the_relay_has_no_limit()
    {
        foreach (var number in Enumerable.Range(0, 6))
            Queue(domain: $"d{number}.example");
        var sender = new ScriptedSender(
            ScriptedSender.Greylisted,
            ScriptedSender.Greylisted,
            ScriptedSender.Sent,
            ScriptedSender.Greylisted,
            ScriptedSender.Greylisted,
            ScriptedSender.Sent
        );

        Assert.Equal(6, RunAll(Worker(sender)));
    }

    [Fact]
    public void An_alert_that_an_operator_gave_up_is_not_told_as_late()
    {
        var id = Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));
        var other = Queue(kind: "alert", handOverBy: TimeSpan.FromMinutes(15));
        store.Database.Write(transaction => MailLedgerTable.GiveUp(transaction, id, null, store.Clock.GetUtcNow()));
        store.Clock.Advance(TimeSpan.FromMinutes(16));
        var log = new LogLines();

        new SendMail(
            store.Database,
            new ScriptedSender(),
            NoLimit,
            Some.Time(store.Clock),
            log.For<SendMail>()
        ).TidyUp();

        Assert.Contains(other, Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_claims_nothing()
    {
        var id = Queue();
        var sender = new ScriptedSender();

        Assert.False(Worker(sender).RunOne(new CancellationToken(canceled: true)));

        Assert.Equal(("ready", 0), (State(id), sender.Given.Count));
    }

    /// <summary>Something happens while the last step is taken.</summary>
    private sealed class LastStepSender(SendOutcome outcome, Action meanwhile) : IMailSender
    {
        public bool RepeatIsHarmless => false;

        public int Given { get; private set; }

        public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
        {
            Given++;
            Assert.True(beforeFinal());
            meanwhile();
            return Task.FromResult(outcome);
        }
    }

    private static byte[] Bytes(int number) =>
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"Subject: {number}\r\n\r\nHallo {number}\r\n")
        );

    private static bool RunOne(SendMail send) => send.RunOne(TestContext.Current.CancellationToken);

    private static int RunAll(SendMail send)
    {
        var done = 0;
        while (RunOne(send))
            done++;
        return done;
    }

    private SendMail Worker(IMailSender sender, Pace? pace = null) =>
        new(store.Database, sender, pace ?? NoLimit, Some.Time(store.Clock), NullLogger<SendMail>.Instance);

    private HoldReason? Held() =>
        store.Database.Read(transaction => SendHold.WhyHeld(transaction, store.Clock.GetUtcNow()));

    private int Late() =>
        store.Database.Read(transaction => ReturnTable.CountLate(transaction, store.Clock.GetUtcNow()));

    /// <summary>Makes a write fail as a full disk does.</summary>
    private void Refuse(string what) => store.RefuseWrites(what);

    private void Permit() => store.PermitWrites();

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
            store.Clock.GetUtcNow() + (lives ?? TimeSpan.FromDays(3)),
            caregiver,
            HandOverBy: store.Clock.GetUtcNow() + handOverBy,
            Priority: priority
        );
        store.Database.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    id,
                    "post@delinde.nl",
                    to ?? $"naar{number}@{domain}",
                    Bytes(number),
                    envelope,
                    store.Clock.GetUtcNow()
                )
            )
        );
        return id;
    }

    /// <summary>The first mail goes to this person's address of today.</summary>
    private void IsOf(long caregiver) =>
        store.Database.Write(transaction =>
            transaction.Execute(
                "update caregiver set email = 'naar0@voorbeeld.nl' where id = @caregiver",
                new { caregiver }
            )
        );

    /// <summary>As a worker claims, of which nothing is heard any more.</summary>
    private LeasedMail Lease() =>
        store.Database.Write(transaction =>
            MailClaimTable.Lease(
                transaction,
                store.Clock.GetUtcNow(),
                store.Clock.GetUtcNow().AddMinutes(20),
                urgentOnly: false,
                []
            )
        )!;

    private DateTimeOffset NextTry(string id) =>
        store.Database.Read(transaction =>
            transaction.One<DateTimeOffset>("select next_try_at from mail where id = @id", new { id })
        );

    private string State(string id) =>
        store.Database.Read(transaction =>
            transaction.One<string>("select state from mail where id = @id", new { id })
        );
}
