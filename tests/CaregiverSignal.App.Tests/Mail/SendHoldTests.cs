using CaregiverSignal.Health;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Mail;

/// <summary>After a restore or a copy nothing is mailed until the operator's word.</summary>
public sealed class SendHoldTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();
    private readonly TemporaryFolder elsewhere = new();
    private readonly List<Database> opened = [];

    public void Dispose()
    {
        foreach (var database in opened)
            database.Dispose();
        store.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void Start_after_start_mail_goes()
    {
        store.AddCaregiver("1");
        for (var day = 0; day < 3; day++)
        {
            var parts = Start(store.Database);
            store.AddCaregiver("more" + day);
            RunJobs(parts);
            store.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(4, store.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public void Restore_sends_nothing_before_the_operators_word()
    {
        var old = BackedUpThenSent();

        var parts = Start(old);
        RunJobs(parts);

        Assert.Equal(HoldReason.Restored, Why(old));
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
        Assert.False(parts.GetRequiredService<SendMail>().RunOne(Some.Stop));
        Assert.Equal(HoldReason.Restored, Why(Started(old)));
    }

    [Fact]
    public void Erasing_whom_the_newest_mail_went_to_is_no_restore()
    {
        store.AddCaregiver("1");
        var parts = Start(store.Database);
        RunJobs(parts);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        RunJobs(parts);
        store.Sql("delete from mail");

        Assert.Null(Why(Started(store.Database)));
    }

    [Fact]
    public void After_the_operators_word_an_alert_goes_and_nothing_that_may_have_gone_since_the_copy()
    {
        var old = BackedUpThenSent();
        var hold = Start(old).GetRequiredService<SendHold>();
        Queue(old, "alert", "alert:1");
        Queue(old, "invitation", "invite:99", -TimeSpan.FromHours(49));
        Queue(old, "digest", "digest:1", notAfter: TimeSpan.Zero);

        var plan = hold.Plan();
        hold.Resume();

        Assert.Equal((2, 1), (plan.TooLate, plan.PerhapsSent));
        Assert.Equal([("alert", 1)], plan.WillGo.Select(kind => (kind.Kind, kind.Count)));
        RunJobs(Start(old));
        Assert.Null(Why(old));
        Assert.Equal(
            ["expired", "expired", "sent", "sent", "unsure"],
            old.Read(transaction => transaction.All<string>("select state from mail order by state"))
        );
        Assert.Null(Why(Started(old)));
    }

    [Theory]
    [InlineData("state = 'ready'", "expired")]
    [InlineData("state = 'ready', last_note = 'delivery-unknown'", "unsure")]
    [InlineData("state = 'unsure'", "unsure")]
    [InlineData("state = 'sending', sending_at = '2026-01-05T09:00:00.000Z'", "unsure")]
    public void What_waited_too_long_and_may_have_arrived_is_not_said_to_be_unsent(string sql, string state)
    {
        var old = BackedUpThenSent();
        var hold = Start(old).GetRequiredService<SendHold>();
        Queue(old, "invitation", "invite:99", -TimeSpan.FromHours(49));
        old.Write(transaction => transaction.Execute($"update mail set {sql:sql} where dedupe_key = 'invite:99'"));

        hold.Resume();

        Assert.Equal(
            state,
            old.Read(transaction => transaction.One<string>("select state from mail where dedupe_key = 'invite:99'"))
        );
    }

    [Fact]
    public void A_copied_store_on_a_second_machine_sends_nothing()
    {
        BackedUpThenSent();
        var copy = CopyOf(store.Database);

        var parts = Start(copy, isAtHome: true);
        RunJobs(parts);

        Assert.Equal(HoldReason.Copied, Why(copy));
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
    }

    [Fact]
    public void A_store_that_began_anew_where_another_was_mails_nothing()
    {
        BackedUpThenSent();
        using var fresh = Database.Open(Path.Combine(elsewhere.Name, "fresh", "site.db"));

        Start(fresh);

        Assert.Equal(HoldReason.Copied, Why(fresh));
    }

    [Fact]
    public void A_file_of_something_else_is_left_as_it_is()
    {
        var file = store.Installation.Settings.Now.GuardFile;
        File.WriteAllText(file, "precious\n");

        var error = Assert.Throws<StorageException>(() => Start(store.Database));

        Assert.Has("is no file of ours", error.Message);
        Assert.Equal("precious\n", File.ReadAllText(file));
    }

    [Fact]
    public void A_clock_that_jumps_mails_ends_and_erases_nothing_before_the_operators_word()
    {
        store.AddCaregiver("1");
        var clock = new SetClock(store.Clock);
        var parts = store.PartsOn(store.Database, clock);
        var hold = parts.GetRequiredService<SendHold>();
        hold.WatchClock();
        RunJobs(parts);
        store.Clock.Advance(TimeSpan.FromDays(1));
        RunJobs(parts);
        Assert.Null(Why(store.Database));
        store.AddCaregiver("2", enrolledOn: store.Time.Today.AddDays(30));

        clock.By = TimeSpan.FromDays(45);
        hold.Check();
        var before = store.Content();
        parts.GetRequiredService<JobRunner>().Run(Some.Stop);
        parts.GetRequiredService<MailLoop>().Round(Some.Stop);

        Assert.Equal(HoldReason.Clock, Why(store.Database));
        Assert.Equal(1, store.Count("mail"));
        Assert.Equal(1, store.Count("check_in", "closed_at is null"));
        Assert.Equal(before, store.Content());
        Assert.False(Job.Judge.IsHeld(HoldReason.Clock, isMailSaid: true));
        Assert.Equal((0, 0), (hold.Plan().PerhapsSent, hold.Plan().TooLate));

        hold.Resume();
        RunJobs(parts);
        Assert.Null(Why(store.Database));
        // The first is asked a second time, and the other for the first.
        Assert.Equal(3, store.Count("mail", "kind = 'invitation'"));
    }

    [Fact]
    public void What_a_clock_ahead_put_in_the_queue_goes_at_the_operators_word_and_the_jobs_run_on()
    {
        var clock = new SetClock(store.Clock) { By = TimeSpan.FromDays(45) };
        var parts = store.PartsOn(store.Database, clock);
        var (runner, hold) = (parts.GetRequiredService<JobRunner>(), parts.GetRequiredService<SendHold>());
        hold.WatchClock();
        runner.Run(Some.Stop);
        var steady = new SteadyClock(clock);
        var begun = steady.GetUtcNow();
        PostMails.Add(store, "ready", SendNote.ServerBusy);
        store.Sql("update mail set next_try_at = '2027-01-11T09:00:00.000Z', not_after = '2027-01-12T09:00:00.000Z'");

        clock.By = TimeSpan.Zero;
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        hold.Check();

        // What waits for its moment does not wait until that day comes again, and who looks sees that it did not run.
        Assert.Equal(begun + TimeSpan.FromMinutes(1), steady.GetUtcNow());
        var known = parts.GetRequiredService<Readiness>().Known;
        Assert.False(known.Single(check => check.Check == "heartbeat").Ok);

        hold.Resume();
        parts.GetRequiredService<MailLoop>().Round(Some.Stop);
        Assert.Equal(1, store.Count("mail", "state = 'sent'"));
    }

    [Theory]
    [InlineData(HoldReason.Clock, "trouble")]
    [InlineData(HoldReason.Restored, "")]
    public void Only_where_the_clock_is_wrong_administrators_hear_of_it_and_nobody_else_of_anything(
        HoldReason why,
        string sent
    )
    {
        var parts = Start(store.Database);
        PostMails.Add(store, "ready", SendNote.ServerBusy);
        store.Write(transaction => SendHoldTable.Hold(transaction, why, store.Clock.GetUtcNow()));

        parts.GetRequiredService<TroubleMail>().Queue(["mail-held"]);
        parts.GetRequiredService<MailLoop>().Round(Some.Stop);

        Assert.Equal(sent, store.Joined("select kind from mail where state = 'sent'"));
        Assert.Equal(1, store.Count("mail", "kind = 'alert' and state = 'ready'"));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(61, HoldReason.Clock)]
    [InlineData(-61, HoldReason.Clock)]
    public void A_clock_that_is_set_by_more_than_an_hour_holds(int minutes, HoldReason? held)
    {
        var clock = new SetClock(store.Clock);
        var hold = store.PartsOn(store.Database, clock).GetRequiredService<SendHold>();
        hold.WatchClock();

        clock.By = TimeSpan.FromMinutes(minutes);
        hold.Check();

        Assert.Equal(held, Why(store.Database));
    }

    /// <summary>A clock that somebody sets; what time has passed it says all the same.</summary>
    private sealed class SetClock(TimeProvider real) : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override long TimestampFrequency => real.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + By;

        public override long GetTimestamp() => real.GetTimestamp();
    }

    private const int Sent = 2;

    /// <summary>A mail goes, the store is copied while the next one waits, and that one goes too.</summary>
    private Database BackedUpThenSent()
    {
        store.AddCaregiver("1");
        var parts = Start(store.Database);
        RunJobs(parts);
        store.AddCaregiver("2");
        store.Write(parts.GetRequiredService<InviteToCheckIn>().RunOne);
        var backup = CopyOf(store.Database);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        RunJobs(parts);
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
        return backup;
    }

    private Database CopyOf(Database database)
    {
        TestPostgres.SkipWhereWanted();
        var path = Path.Combine(elsewhere.Name, $"copy-{opened.Count}", "site.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        database.Read(transaction => transaction.One<long>("select count(*) from mail"));
        using (
            var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database.Name};Pooling=False")
        )
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"vacuum into '{path}'";
            command.ExecuteNonQuery();
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var keys = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, "keys"));
        foreach (var key in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(database.Name)!, "keys")))
            File.Copy(key, Path.Combine(keys.FullName, Path.GetFileName(key)));
        opened.Add(Database.Open(path));
        return opened[^1];
    }

    private ServiceProvider Start(Database database, bool isAtHome = false)
    {
        var parts = isAtHome
            ? store.PartsOn(database, ("Storage:Connection", $"Data Source={database.Name}"))
            : store.PartsOn(database);
        parts.GetRequiredService<SendHold>().Check();
        parts.GetRequiredService<SendMail>().RecoverAtStart();
        return parts;
    }

    private Database Started(Database database)
    {
        Start(database);
        return database;
    }

    private static void RunJobs(ServiceProvider parts)
    {
        var (runner, mail) = (parts.GetRequiredService<JobRunner>(), parts.GetRequiredService<MailLoop>());
        while (runner.Run(Some.Stop) + mail.Round(Some.Stop) > 0) { }
    }

    private static HoldReason? Why(Database database) => database.Read(SendHold.WhyHeld);

    private void Queue(Database database, string kind, string key, TimeSpan age = default, TimeSpan? notAfter = null) =>
        database.Write(transaction =>
        {
            var envelope = new Envelope(
                Some.Kind(kind),
                key,
                store.Clock.GetUtcNow() + (notAfter ?? TimeSpan.FromDays(1))
            );
            new Outbox(new SiteTime(store.Clock, Some.Amsterdam)).Queue(transaction, SomeLetter.Invitation(), envelope);
            transaction.Execute(
                "update mail set created_at = @at where dedupe_key = @key",
                new { at = store.Clock.GetUtcNow() + age, key }
            );
        });
}
