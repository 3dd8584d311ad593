using System.Globalization;
using System.Text;
using CaregiverSignal.FollowUp;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Mail;

/// <summary>The ledger of what goes out: at most once for sure, once more when nobody knows, and never what was taken back.</summary>
public sealed class SendMailTests : IDisposable
{
    private static readonly Pace NoLimit = new(0, 0, 0, MailWindow.Always);

    private readonly Store store = Some.Store();
    private readonly ManualTime clock = new();
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
        Assert.True(store.Database.Read(work => MailTable.WasSent(work, "key-0")));
        Assert.Null(send.LastProblem);
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
        clock.Advance(TimeSpan.FromMinutes(6) - TimeSpan.FromSeconds(1));
        Assert.False(RunOne(send));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(RunOne(send));

        Assert.Equal("sent", State(id));
        Assert.Equal(2, sender.Given.Count);
        Assert.All(sender.Given, mail => Assert.Equal((id, Convert.ToHexString(Bytes(0))), (mail.Id, Convert.ToHexString(mail.Bytes))));
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
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, RunAll(send));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(RunOne(send));
        Assert.Equal("connect", send.LastProblem);
        Assert.Equal(2, store.Count("mail", "state = 'ready' and attempts = 0"));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, RunAll(send));
        Assert.Equal(2, store.Count("mail", "state = 'sent'"));
        Assert.Null(send.LastProblem);
    }

    [Fact]
    public void A_mail_that_is_refused_for_good_is_never_tried_again_and_holds_up_no_other()
    {
        var (caregiver, els) = (store.Caregiver(), store.Coordinator());
        var refused = Queue(caregiver: caregiver);
        var next = Queue();
        var send = Worker(new ScriptedSender(ScriptedSender.Refused, ScriptedSender.Sent));

        Assert.Equal(2, RunAll(send));
        clock.Advance(TimeSpan.FromDays(1));
        send.TidyUp();

        Assert.Equal(0, RunAll(send));
        Assert.Equal(("failed", "sent"), (State(refused), State(next)));
        Assert.Single(store.Database.Read(work => DeskTable.Unreached(work, [els], ManualTime.Start.AddDays(-1), 10)), one => one.CaregiverId == caregiver);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public void A_mail_nobody_knows_about_is_sent_once_more_an_urgent_one_twice_and_then_it_has_failed(bool urgent, int times)
    {
        var id = Queue(urgent: urgent);
        var sender = new ScriptedSender(ScriptedSender.Unsure);
        var send = Worker(sender);

        for (var quarter = 0; quarter < 8; quarter++)
        {
            send.TidyUp();
            RunAll(send);
            clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
            send.TidyUp();
            Assert.Equal(0, RunAll(send));
            clock.Advance(TimeSpan.FromSeconds(1));
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

        clock.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));
        send.TidyUp();
        Assert.False(RunOne(send));
        clock.Advance(TimeSpan.FromSeconds(1));
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
        Assert.True(store.Database.Write(work => MailTable.MarkInData(work, lost, clock.GetUtcNow())));
        var send = Worker(new ScriptedSender());

        clock.Advance(TimeSpan.FromMinutes(20));
        send.TidyUp();
        Assert.Equal(("unsure", 0), (State(id), RunAll(send)));
        clock.Advance(TimeSpan.FromMinutes(15));
        send.TidyUp();

        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void A_late_worker_changes_nothing()
    {
        var id = Queue();
        var late = Lease();
        clock.Advance(TimeSpan.FromMinutes(20));
        Worker(new ScriptedSender()).TidyUp();
        var current = Lease();
        var sent = new Settlement("sent", null, 1, 0, clock.GetUtcNow(), "final", 250, null, null);

        Assert.False(store.Database.Write(work => MailTable.MarkInData(work, late, clock.GetUtcNow())));
        Assert.False(store.Database.Write(work => MailTable.Settle(work, late, sent)));
        Assert.Equal("leased", State(id));
        Assert.True(store.Database.Write(work => MailTable.MarkInData(work, current, clock.GetUtcNow())));
        Assert.True(store.Database.Write(work => MailTable.Settle(work, current, sent)));
        Assert.False(store.Database.Write(work => MailTable.Settle(work, current, sent with { State = "failed" })));
        Assert.Equal("sent", State(id));
    }

    [Fact]
    public void A_lease_that_has_run_out_takes_no_last_step()
    {
        Queue();
        var sender = new ScriptedSender { Meanwhile = _ => clock.Advance(TimeSpan.FromMinutes(20)) };

        Assert.True(RunOne(Worker(sender)));

        Assert.Empty(sender.Gone);
        Assert.Equal(1, store.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public void A_pause_between_claim_and_last_step_sends_nothing()
    {
        var (caregiver, els) = (store.Caregiver(), store.Coordinator());
        var id = Queue(caregiver: caregiver);
        var sender = new ScriptedSender { Meanwhile = _ => store.Database.Write(work => MailTable.Cancel(work, caregiver, clock.GetUtcNow())) };
        var send = Worker(sender);

        RunAll(send);
        clock.Advance(TimeSpan.FromHours(1));
        send.TidyUp();
        RunAll(send);

        Assert.Single(sender.Given);
        Assert.Empty(sender.Gone);
        Assert.Equal("cancelled", State(id));
    }

    [Fact]
    public void Taking_back_leaves_what_has_gone_and_what_belongs_to_others()
    {
        var (anna, bert) = (store.Caregiver("anna"), store.Caregiver("bert"));
        var gone = Queue(caregiver: anna);
        var send = Worker(new ScriptedSender());
        RunAll(send);
        var (waits, others, nobodys) = (Queue(caregiver: anna), Queue(caregiver: bert), Queue());

        Assert.Equal(1, store.Database.Write(work => MailTable.Cancel(work, anna, clock.GetUtcNow())));

        Assert.Equal(["sent", "cancelled", "ready", "ready"], new[] { gone, waits, others, nobodys }.Select(State));
    }

    [Fact]
    public void A_mail_that_is_too_late_is_not_sent_and_the_caregiver_counts_as_not_reached()
    {
        var (caregiver, els) = (store.Caregiver(), store.Coordinator());
        var id = Queue(caregiver: caregiver, lives: TimeSpan.FromHours(1));
        var sender = new ScriptedSender();
        var send = Worker(sender);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(RunOne(send));
        send.TidyUp();

        Assert.Equal("expired", State(id));
        Assert.Empty(sender.Given);
        Assert.Single(store.Database.Read(work => DeskTable.Unreached(work, [els], ManualTime.Start.AddDays(-1), 10)), one => one.CaregiverId == caregiver);
    }

    [Fact]
    public void A_mail_that_waits_for_its_next_try_ends_when_its_time_is_over_and_not_at_that_try()
    {
        var id = Queue(caregiver: store.Caregiver(), lives: TimeSpan.FromHours(1));
        store.Database.Write(work => work.Change("update mail set next_try_at = @later", new { later = clock.GetUtcNow().AddHours(8) }));
        clock.Advance(TimeSpan.FromHours(1));

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
    public void A_minute_takes_so_many_mails_and_urgent_ones_beside_them()
    {
        for (var n = 0; n < 7; n++) Queue(domain: $"d{n}.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerMinute = 3 });

        Assert.Equal(3, RunAll(send));
        var urgent = Queue(urgent: true);
        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(urgent));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, RunAll(send));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, RunAll(send));
    }

    [Fact]
    public void A_domain_that_had_its_share_lets_the_others_go_first()
    {
        for (var n = 0; n < 5; n++) Queue(domain: "groot.example");
        var other = Queue(domain: "klein.example");
        var send = Worker(new ScriptedSender(), NoLimit with { PerDomainPerMinute = 2 });

        Assert.Equal(3, RunAll(send));
        Assert.Equal("sent", State(other));
        Assert.Equal(3, store.Count("mail", "recipient_domain = 'groot.example' and state = 'ready'"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, RunAll(send));
    }

    [Fact]
    public void The_pace_counts_what_another_worker_and_an_earlier_run_sent()
    {
        for (var n = 0; n < 4; n++) Queue();
        var pace = NoLimit with { PerMinute = 2 };

        Assert.Equal(2, RunAll(Worker(new ScriptedSender(), pace)));
        Assert.Equal(0, RunAll(Worker(new ScriptedSender(), pace)));
    }

    [Fact]
    public void Outside_the_window_only_urgent_mail_goes()
    {
        var window = new MailWindow(new TimeOnly(9, 0), new TimeOnly(20, 0), new HashSet<DayOfWeek> { DayOfWeek.Tuesday });
        var waits = Queue();
        var urgent = Queue(urgent: true);
        var send = Worker(new ScriptedSender(), NoLimit with { Window = window });

        Assert.Equal(1, RunAll(send));
        Assert.Equal(("ready", "sent"), (State(waits), State(urgent)));
        clock.AdvanceTo(Some.Utc("2026-01-06T08:00:00Z"));
        Assert.Equal(1, RunAll(send));
        Assert.Equal("sent", State(waits));
    }

    [Fact]
    public void The_fuse_holds_everything_for_a_day_and_says_so()
    {
        for (var n = 0; n < 5; n++) Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { Fuse = 3 });

        Assert.Equal(3, RunAll(send));
        Queue(urgent: true);
        Assert.Equal(0, RunAll(send));
        Assert.Equal("fuse", send.LastProblem);
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(3, RunAll(send));
    }

    [Fact]
    public void A_fuse_that_is_whole_again_is_no_problem_any_more()
    {
        Queue();
        var send = Worker(new ScriptedSender(), NoLimit with { Fuse = 1 });
        RunAll(send);
        RunAll(send);
        Assert.Equal("fuse", send.LastProblem);

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, RunAll(send));

        Assert.Null(send.LastProblem);
    }

    [Fact]
    public void A_start_takes_up_what_the_last_run_left()
    {
        var (claimed, handed) = (Queue(), Queue());
        Lease();
        var last = Lease();
        store.Database.Write(work => MailTable.MarkInData(work, last, clock.GetUtcNow()));
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
            store.Database.Write(work => MailTable.MarkInData(work, lost, clock.GetUtcNow()));
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

        clock.Advance(TimeSpan.FromDays(7));
        send.TidyUp();
        Assert.Equal(2, store.Count("mail", "bytes is not null"));
        clock.Advance(TimeSpan.FromSeconds(1));
        send.TidyUp();

        Assert.Equal(1, store.Count("mail", "bytes is null and state = 'sent'"));
        Assert.Equal("ready", State(waits));
    }

    [Fact]
    public void Bytes_that_changed_in_the_store_are_not_sent()
    {
        var id = Queue();
        store.Database.Write(work => work.Change("update mail set bytes = @bytes", new { bytes = Bytes(7) }));
        var sender = new ScriptedSender();

        RunOne(Worker(sender));

        Assert.Empty(sender.Given);
        Assert.Equal("failed", State(id));
    }

    [Fact]
    public void Two_workers_send_different_mails()
    {
        for (var n = 0; n < 60; n++) Queue();
        using var elsewhere = Database.Open(store.Path);
        var sender = new ScriptedSender();
        SendMail[] both = [Worker(sender), new SendMail(elsewhere, sender, NoLimit, Some.Time(clock), NullLogger<SendMail>.Instance)];

        Parallel.ForEach(both, send => RunAll(send));

        Assert.Equal(60, sender.Gone.Count);
        Assert.Equal(60, sender.Gone.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(60, store.Count("mail", "state = 'sent' and fence = 1"));
    }

    [Fact]
    public void A_store_that_fails_before_the_last_step_leaves_the_mail_to_its_lease()
    {
        var id = Queue();
        var folder = new FolderSender(store.MailFolder);
        var send = Worker(new ScriptedSender { Meanwhile = _ => throw new StorageException("gone") });

        Assert.Throws<StorageException>(() => RunOne(send));

        Assert.Equal("leased", State(id));
        clock.Advance(TimeSpan.FromMinutes(20));
        var again = Worker(folder);
        again.TidyUp();
        Assert.Equal(1, RunAll(again));
        Assert.Single(Directory.GetFiles(store.MailFolder));
    }

    [Fact]
    public void A_stop_claims_nothing()
    {
        var id = Queue();
        var sender = new ScriptedSender();

        Assert.False(Worker(sender).RunOne(new CancellationToken(canceled: true)));

        Assert.Equal(("ready", 0), (State(id), sender.Given.Count));
    }

    private static byte[] Bytes(int number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Subject: {number}\r\n\r\nHallo {number}\r\n"));

    private static bool RunOne(SendMail send) => send.RunOne(TestContext.Current.CancellationToken);

    private static int RunAll(SendMail send)
    {
        var done = 0;
        while (RunOne(send)) done++;
        return done;
    }

    private SendMail Worker(IMailSender sender, Pace? pace = null) =>
        new(store.Database, sender, pace ?? NoLimit, Some.Time(clock), NullLogger<SendMail>.Instance);

    private string Queue(string? key = null, long? caregiver = null, string domain = "voorbeeld.nl", bool urgent = false, TimeSpan? lives = null)
    {
        var number = queued++;
        var id = number.ToString("x32", CultureInfo.InvariantCulture);
        var envelope = new Envelope("alert", key ?? $"key-{number}", clock.GetUtcNow() + (lives ?? TimeSpan.FromDays(3)), caregiver, urgent);
        store.Database.Write(work => MailTable.Add(work, new QueuedMail(id, "post@delinde.nl", $"naar{number}@{domain}", Bytes(number), envelope, clock.GetUtcNow())));
        return id;
    }

    /// <summary>As a worker claims, of which nothing is heard any more.</summary>
    private LeasedMail Lease() =>
        store.Database.Write(work => MailTable.Lease(work, clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(20), urgentOnly: false, []))!;

    private string State(string id) => store.Database.Read(work => work.One<string>("select state from mail where id = @id", new { id }));
}
