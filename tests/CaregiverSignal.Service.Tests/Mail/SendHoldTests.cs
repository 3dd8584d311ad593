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
    public async Task Start_after_start_mail_goes()
    {
        await store.AddCaregiver("1");
        for (var day = 0; day < 3; day++)
        {
            var parts = await Start(store.Database);
            await store.AddCaregiver("more" + day);
            await RunJobs(parts);
            store.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(4, await store.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public async Task Restore_sends_nothing_before_the_operators_word()
    {
        var old = await BackedUpThenSent();

        var parts = await Start(old);
        await RunJobs(parts);

        Assert.Equal(HoldReason.Restored, await Why(old));
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
        Assert.False(await parts.GetRequiredService<SendMail>().RunOneAsync(Some.Stop));
        Assert.Equal(HoldReason.Restored, await Why(await Started(old)));
    }

    [Fact]
    public async Task Erasing_whom_the_newest_mail_went_to_is_no_restore()
    {
        await store.AddCaregiver("1");
        var parts = await Start(store.Database);
        await RunJobs(parts);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunJobs(parts);
        await store.Sql("delete from mail");

        Assert.Null(await Why(await Started(store.Database)));
    }

    [Fact]
    public async Task After_the_operators_word_an_alert_goes_and_nothing_that_may_have_gone_since_the_copy()
    {
        var old = await BackedUpThenSent();
        var hold = (await Start(old)).GetRequiredService<SendHold>();
        await Queue(old, "alert", "alert:1");
        await Queue(old, "invitation", "invite:99", -TimeSpan.FromHours(49));
        await Queue(old, "digest", "digest:1", notAfter: TimeSpan.Zero);

        var plan = await hold.PlanAsync();
        await hold.ResumeAsync();

        Assert.Equal((2, 1), (plan.TooLate, plan.PerhapsSent));
        Assert.Equal([("alert", 1)], plan.WillGo.Select(kind => (kind.Kind, kind.Count)));
        await RunJobs(await Start(old));
        Assert.Null(await Why(old));
        Assert.Equal(
            ["expired", "expired", "sent", "sent", "unsure"],
            await old.ReadAsync(transaction => transaction.All<string>("select state from mail order by state"))
        );
        Assert.Null(await Why(await Started(old)));
    }

    [Theory]
    [InlineData("state = 'ready'", "expired")]
    [InlineData("state = 'ready', last_note = 'delivery-unknown'", "unsure")]
    [InlineData("state = 'unsure'", "unsure")]
    [InlineData("state = 'sending', sending_at = '2026-01-05T09:00:00.000Z'", "unsure")]
    public async Task What_waited_too_long_and_may_have_arrived_is_not_said_to_be_unsent(string sql, string state)
    {
        var old = await BackedUpThenSent();
        var hold = (await Start(old)).GetRequiredService<SendHold>();
        await Queue(old, "invitation", "invite:99", -TimeSpan.FromHours(49));
        await old.WriteAsync(transaction =>
            transaction.Execute($"update mail set {sql:sql} where dedupe_key = 'invite:99'")
        );

        await hold.ResumeAsync();

        Assert.Equal(
            state,
            await old.ReadAsync(async transaction =>
                await transaction.One<string>("select state from mail where dedupe_key = 'invite:99'")
            )
        );
    }

    [Fact]
    public async Task A_copied_store_on_a_second_machine_sends_nothing()
    {
        await BackedUpThenSent();
        var copy = await CopyOf(store.Database);

        var parts = await Start(copy, isAtHome: true);
        await RunJobs(parts);

        Assert.Equal(HoldReason.Copied, await Why(copy));
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
    }

    [Fact]
    public async Task A_store_that_began_anew_where_another_was_mails_nothing()
    {
        await BackedUpThenSent();
        using var fresh = await Database.OpenAsync(Path.Combine(elsewhere.Name, "fresh", "site.db"));

        await Start(fresh);

        Assert.Equal(HoldReason.Copied, await Why(fresh));
    }

    [Fact]
    public async Task A_file_of_something_else_is_left_as_it_is()
    {
        var file = store.Installation.Settings.Now.GuardFile;
        File.WriteAllText(file, "precious\n");

        var error = await Assert.ThrowsAsync<StorageException>(async () => await Start(store.Database));

        Assert.Has("is no file of ours", error.Message);
        Assert.Equal("precious\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_clock_that_jumps_mails_ends_and_erases_nothing_before_the_operators_word()
    {
        await store.AddCaregiver("1");
        var clock = new SetClock(store.Clock);
        var parts = await store.PartsOn(store.Database, clock);
        var hold = parts.GetRequiredService<SendHold>();
        hold.WatchClock();
        await RunJobs(parts);
        store.Clock.Advance(TimeSpan.FromDays(1));
        await RunJobs(parts);
        Assert.Null(await Why(store.Database));
        await store.AddCaregiver("2", enrolledOn: store.Time.Today.AddDays(30));

        clock.By = TimeSpan.FromDays(45);
        await hold.CheckAsync();
        var before = await store.Content();
        await parts.GetRequiredService<JobRunner>().RunAsync(Some.Stop);
        await parts.GetRequiredService<MailLoop>().RoundAsync(Some.Stop);

        Assert.Equal(HoldReason.Clock, await Why(store.Database));
        Assert.Equal(1, await store.Count("mail"));
        Assert.Equal(1, await store.Count("check_in", "closed_at is null"));
        Assert.Equal(before, await store.Content());
        Assert.False(Job.Judge.IsHeld(HoldReason.Clock, isMailSaid: true));
        Assert.Equal((0, 0), ((await hold.PlanAsync()).PerhapsSent, (await hold.PlanAsync()).TooLate));

        await hold.ResumeAsync();
        await RunJobs(parts);
        Assert.Null(await Why(store.Database));
        // The first is asked a second time, and the other for the first.
        Assert.Equal(3, await store.Count("mail", "kind = 'invitation'"));
    }

    [Fact]
    public async Task What_a_clock_ahead_put_in_the_queue_goes_at_the_operators_word_and_the_jobs_run_on()
    {
        var clock = new SetClock(store.Clock) { By = TimeSpan.FromDays(45) };
        var parts = await store.PartsOn(store.Database, clock);
        var (runner, hold) = (parts.GetRequiredService<JobRunner>(), parts.GetRequiredService<SendHold>());
        hold.WatchClock();
        await runner.RunAsync(Some.Stop);
        var steady = new SteadyClock(clock);
        var begun = steady.GetUtcNow();
        await PostMails.Add(store, "ready", SendNote.ServerBusy);
        await store.Sql(
            "update mail set next_try_at = '2027-01-11T09:00:00.000Z', not_after = '2027-01-12T09:00:00.000Z'"
        );

        clock.By = TimeSpan.Zero;
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await hold.CheckAsync();

        // What waits for its moment does not wait until that day comes again, and who looks sees that it did not run.
        Assert.Equal(begun + TimeSpan.FromMinutes(1), steady.GetUtcNow());
        var known = parts.GetRequiredService<Readiness>().Known;
        Assert.False(known.Single(check => check.Check == "heartbeat").Ok);

        await hold.ResumeAsync();
        await parts.GetRequiredService<MailLoop>().RoundAsync(Some.Stop);
        Assert.Equal(1, await store.Count("mail", "state = 'sent'"));
    }

    [Theory]
    [InlineData(HoldReason.Clock, "trouble")]
    [InlineData(HoldReason.Restored, "")]
    public async Task Only_where_the_clock_is_wrong_administrators_hear_of_it_and_nobody_else_of_anything(
        HoldReason why,
        string sent
    )
    {
        var parts = await Start(store.Database);
        await PostMails.Add(store, "ready", SendNote.ServerBusy);
        await store.Write(transaction => SendHoldTable.Hold(transaction, why, store.Clock.GetUtcNow()));

        await parts.GetRequiredService<TroubleMail>().QueueAsync(["mail-held"]);
        await parts.GetRequiredService<MailLoop>().RoundAsync(Some.Stop);

        Assert.Equal(sent, await store.Joined("select kind from mail where state = 'sent'"));
        Assert.Equal(1, await store.Count("mail", "kind = 'alert' and state = 'ready'"));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(61, HoldReason.Clock)]
    [InlineData(-61, HoldReason.Clock)]
    public async Task A_clock_that_is_set_by_more_than_an_hour_holds(int minutes, HoldReason? held)
    {
        var clock = new SetClock(store.Clock);
        var hold = (await store.PartsOn(store.Database, clock)).GetRequiredService<SendHold>();
        hold.WatchClock();

        clock.By = TimeSpan.FromMinutes(minutes);
        await hold.CheckAsync();

        Assert.Equal(held, await Why(store.Database));
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
    private async Task<Database> BackedUpThenSent()
    {
        await store.AddCaregiver("1");
        var parts = await Start(store.Database);
        await RunJobs(parts);
        await store.AddCaregiver("2");
        await store.Write(parts.GetRequiredService<InviteToCheckIn>().RunOne);
        var backup = await CopyOf(store.Database);
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunJobs(parts);
        Assert.Equal(Sent, Directory.GetFiles(store.MailFolder).Length);
        return backup;
    }

    private async Task<Database> CopyOf(Database database)
    {
        TestPostgres.SkipWhereWanted();
        var path = Path.Combine(elsewhere.Name, $"copy-{opened.Count}", "site.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await database.ReadAsync(transaction => transaction.One<long>("select count(*) from mail"));
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
        opened.Add(await Database.OpenAsync(path));
        return opened[^1];
    }

    private async Task<ServiceProvider> Start(Database database, bool isAtHome = false)
    {
        var parts = isAtHome
            ? await store.PartsOn(database, ("Storage:Connection", $"Data Source={database.Name}"))
            : await store.PartsOn(database);
        await parts.GetRequiredService<SendHold>().CheckAsync();
        await parts.GetRequiredService<SendMail>().RecoverAtStartAsync();
        return parts;
    }

    private async Task<Database> Started(Database database)
    {
        await Start(database);
        return database;
    }

    private static async Task RunJobs(ServiceProvider parts)
    {
        var (runner, mail) = (parts.GetRequiredService<JobRunner>(), parts.GetRequiredService<MailLoop>());
        while (await runner.RunAsync(Some.Stop) + await mail.RoundAsync(Some.Stop) > 0) { }
    }

    private static Task<HoldReason?> Why(Database database) => database.ReadAsync(SendHold.WhyHeld);

    private Task Queue(Database database, string kind, string key, TimeSpan age = default, TimeSpan? notAfter = null) =>
        database.WriteAsync(async transaction =>
        {
            var envelope = new Envelope(
                Some.Kind(kind),
                key,
                store.Clock.GetUtcNow() + (notAfter ?? TimeSpan.FromDays(1))
            );
            await new Outbox(new SiteTime(store.Clock, Some.Amsterdam)).Queue(
                transaction,
                SomeLetter.Invitation(),
                envelope
            );
            await transaction.Execute(
                "update mail set created_at = @at where dedupe_key = @key",
                new { at = store.Clock.GetUtcNow() + age, key }
            );
        });
}
