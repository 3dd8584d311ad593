using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Retention;

namespace CaregiverSignal.Tests.Retention;

/// <summary>What is deleted once it is old, and what is kept because something still needs it.</summary>
public sealed class DeleteOldTests : AtASite
{
    private Task<long> OfAnna() => site.Count("mail", "caregiver_id is not null");

    public DeleteOldTests()
        : base() => site.On("2026-01-05");

    [Fact]
    public async Task Mail_goes_with_its_bytes_and_attempts_four_months_after_its_check_in_would_have_closed()
    {
        await Asked();
        await Asked();

        await Sweep("2026-05-19");
        Assert.Equal(2, await OfAnna());
        await Sweep("2026-05-20");

        // The newest to an address is what the case page shows.
        Assert.Equal(1, await OfAnna());
        Assert.Equal(0, await site.Count("mail", "bytes is not null and caregiver_id is not null"));
    }

    [Theory]
    [InlineData(
        "update mail set state = 'ready', ended_at = null, next_try_at = '2027-01-01T00:00:00.000Z', not_after = '2027-01-01T00:00:00.000Z'"
    )]
    [InlineData("update mail set state = 'failed'")]
    [InlineData("update mail set state = 'expired'")]
    [InlineData("update mail set state = 'cancelled'")]
    [InlineData("update mail set state = 'failed', hand_over_by = created_at, asks = 0")]
    [InlineData("update check_in set closed_at = null, closes_on = '2027-01-01', remind_on = null")]
    [InlineData(
        "update check_in set closes_on = '2026-06-01', closed_at = created_on from (select '2026-05-20T09:00:00.000Z' as created_on) given"
    )]
    [InlineData(
        "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id) select id, created_at, 'hard', 'x', 'message-id', id from mail"
    )]
    [InlineData(
        "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, reply) select id, '2026-05-30T09:00:00.000Z', 'reply', 'x', 'message-id', id, 'Dank u' from mail"
    )]
    [InlineData(
        "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id) select id, '2026-05-30T09:00:00.000Z', 'auto-reply', 'x', 'message-id', id from mail"
    )]
    public async Task A_mail_that_something_still_needs_is_kept(string how)
    {
        await Asked();
        await Asked();
        await site.Sql(how);

        await Sweep("2026-06-01");

        Assert.Equal(2, await OfAnna());
    }

    [Fact]
    public async Task What_came_back_of_a_mail_and_changed_nothing_goes_with_the_mail()
    {
        await Asked();
        await Asked();
        await site.Sql(
            "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id) select id, created_at, 'delay', 'x', 'message-id', id from mail"
        );

        await Sweep("2026-06-01");

        Assert.Equal((1, 1), (await OfAnna(), await site.Count("mail_return")));
    }

    [Fact]
    public async Task The_last_mail_that_was_handed_over_is_kept_as_the_restore_guard_asks_for_it()
    {
        var first = await Asked();
        await site.Sql(
            "update mail set caregiver_id = null, check_in_id = null, urgent = 1 where id = @first",
            new { first }
        );

        await Sweep("2026-10-01", mailGoes: false);

        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task A_check_in_of_which_a_mail_was_lost_keeps_all_its_mail()
    {
        var lost = await Asked();
        await Asked();
        await Asked();
        await site.Sql("update mail set state = 'failed' where id = @lost", new { lost });
        await site.Sql("update mail set check_in_id = (select check_in_id from mail where id = @lost)", new { lost });

        await Sweep("2026-06-01");

        Assert.Equal(3, await OfAnna());
    }

    [Fact]
    public async Task A_link_is_kept_as_long_as_it_opens_something()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        Assert.Equal(2, await site.Count("link"));
        await site.Sql("update caregiver set status = 'paused', next_due_on = '2030-01-01'");
        // The form still offers to pause and to stop, a year after its questions.
        await site.Sql("update link set expires_at = '2026-02-15T00:00:00.000Z' where purpose = 'form'");
        await site.Sql("update link set expires_at = '2027-01-20T00:00:00.000Z' where purpose = 'pause'");

        await Sweep("2027-02-10");
        Assert.Equal(1, await site.Count("link"));
        Assert.Equal(1, await site.Count("link", "purpose = 'form'"));
        await Sweep("2027-02-16");

        Assert.Equal(0, await site.Count("link"));
    }

    [Fact]
    public async Task Sessions_and_messages_about_no_mail_go_on_their_terms()
    {
        await site.AskByLink(await site.AddCaregiver());
        await site.Sql(
            """
            insert into session (key_hash, check_in_id, started_at, seen_at, expires_at) values
                ('a', 1, '2026-01-05T09:00:00.000Z', '2026-01-05T09:00:00.000Z', '2026-01-05T21:00:00.000Z'),
                ('b', 1, '2026-01-05T09:00:00.000Z', '2026-01-05T09:00:00.000Z', '2026-01-20T21:00:00.000Z');
            insert into mail_return (sha256, received_at, class, note) values
                ('a', '2026-01-05T09:00:00.000Z', 'unclear', 'unmatched'), ('b', '2026-01-15T09:00:00.000Z', 'unclear', 'unmatched');
            """
        );

        await Sweep("2026-01-14");
        Assert.Equal((1, 2), (await site.Count("session"), await site.Count("mail_return")));
        await Sweep("2026-02-05");

        Assert.Equal((0, 1), (await site.Count("session"), await site.Count("mail_return")));
    }

    [Fact]
    public async Task Files_of_mail_go_a_month_after_the_mail_and_other_files_stay()
    {
        var id = await Asked();
        var (ours, theirs, open) = (In(id + ".eml"), In("brief.eml"), In(await Asked() + ".eml"));
        await site.Sql(
            "update mail set state = 'unsure', ended_at = null, next_try_at = '2027-01-01T00:00:00.000Z' where id <> @id",
            new { id }
        );
        Directory.CreateDirectory(site.MailFolder);
        foreach (var file in new[] { ours, theirs, open })
        {
            File.WriteAllText(file, "x");
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc));
        }

        await Sweep("2026-02-04");
        Assert.True(File.Exists(ours));
        await Sweep("2026-02-05");

        Assert.False(File.Exists(ours));
        Assert.True(File.Exists(theirs));
        Assert.True(File.Exists(open));
    }

    [Fact]
    public async Task Returned_messages_that_were_read_go_after_a_month()
    {
        using var folder = new TemporaryFolder();
        using var reading = new TestInstallation(("Mail:ReturnsFolder", folder.Name));
        foreach (var name in new[] { "new", "cur" })
            Directory.CreateDirectory(Path.Combine(folder.Name, name));
        string[] names = ["new/waits", "cur/seen:2,S", "cur/answered:2,RS", "cur/unseen:2,"];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(folder.Name, name), "x");
            File.SetLastWriteTimeUtc(
                Path.Combine(folder.Name, name),
                new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc)
            );
        }

        await reading.On("2026-02-05").Part<DeleteOld>().RunOneAsync();

        Assert.Equal(
            ["unseen:2,", "waits"],
            Directory
                .GetFiles(folder.Name, "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_long_pile_goes_a_portion_at_a_time_and_a_start_goes_on_where_the_last_one_ended()
    {
        for (var number = 0; number < 700; number++)
            await Queue(number);
        await site.Sql(
            "update mail set state = 'sent', ended_at = created_at, sending_at = created_at, sent_at = created_at, next_try_at = null"
        );
        await site.Sql(
            "update mail set created_at = '2026-06-01T09:00:00.000Z', sending_at = '2026-06-01T09:00:00.000Z' where dedupe_key = '0'"
        );
        site.On("2026-06-02");

        Assert.True(await site.Part<DeleteOld>().RunOneAsync());
        Assert.Equal(400, await site.Count("mail"));
        Assert.True(await (await Another()).RunOneAsync());
        Assert.Equal(100, await site.Count("mail"));
        while (await (await Another()).RunOneAsync()) { }

        Assert.Equal(1, await site.Count("mail"));
        Assert.Equal(
            0,
            await site.Count(
                "retention",
                "what not in ('followed', 'rules') and (done_on <> '2026-06-02' or reached is not null)"
            )
        );
        Assert.False(await (await Another()).RunOneAsync());

        async Task<DeleteOld> Another() =>
            (DeleteOld)(await site.PartsOn(site.Database)).GetService(typeof(DeleteOld))!;
    }

    [Fact]
    public async Task Which_mail_is_old_is_looked_for_before_the_write_and_no_more_of_it_is_read_than_goes()
    {
        TestPostgres.SkipWhereWanted();
        var sent = new List<string>();
        await Queue(1);
        site.Database.Engine.Sent += (sql, _) => sent.Add(sql);

        await Sweep("2026-06-01");

        var found = sent.FindIndex(sql => sql.Contains("lower(mail.state) =", StringComparison.Ordinal));
        var before = sent.FindLastIndex(found, sql => sql.StartsWith("begin", StringComparison.Ordinal));
        Assert.DoesNotContain("immediate", sent[before], StringComparison.Ordinal);
        // Sorted is what was read to its end.
        Assert.DoesNotContain(
            await site.Read(transaction =>
                transaction.All<Step>("explain query plan " + Regex.Replace(sent[found], "@p[0-9]+", "'1'"))
            ),
            step => step.Detail.Contains("ORDER BY", StringComparison.Ordinal)
        );
    }

    /// <param name="mailGoes">Mail went out on that day, so that what went before is not the last.</param>
    private async Task Sweep(string day, bool mailGoes = true)
    {
        site.On(day);
        if (mailGoes)
        {
            var today = await Queue(1000 + (int)await site.Count("mail"));
            await site.Sql(
                "update mail set state = 'sent', ended_at = @now, sending_at = @now, sent_at = @now, next_try_at = null where id = @today",
                new { today, now = site.Time.Now }
            );
        }

        while (await site.Part<DeleteOld>().RunOneAsync()) { }
    }

    /// <summary>A mail to Anna that went out, for a check-in that was closed in time.</summary>
    private async Task<string> Asked()
    {
        const long caregiver = 1;
        if (await site.Count("caregiver") == 0)
        {
            await site.AddCaregiver();
            await site.Sql("update caregiver set status = 'paused', next_due_on = '2030-01-01'");
        }

        site.Advance(TimeSpan.FromSeconds(1));
        var number = (int)await site.Count("mail");
        await site.Sql(
            """
            insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
            values (@caregiver, @number, @day, '2026-01-19', 'csi', '2026-01-05T09:00:00.000Z', '2026-01-06T09:00:00.000Z', '2026-01-06T09:00:00.000Z')
            """,
            new
            {
                caregiver,
                number,
                day = Some.Date("2025-12-01").AddDays(number),
            }
        );
        var id = await Queue(number, caregiver, await site.Value<long>("select max(id) from check_in"));
        await site.Sql(
            "update mail set state = 'sent', ended_at = @now, sending_at = @now, sent_at = @now, next_try_at = null where id = @id",
            new { id, now = site.Time.Now }
        );
        return id;
    }

    private async Task<string> Queue(int number, long? caregiver = null, long? checkIn = null)
    {
        var id = number.ToString("x32", CultureInfo.InvariantCulture);
        await site.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    id,
                    "post@delinde.nl",
                    "persoon1@example.org",
                    [1],
                    new Envelope(
                        Some.Kind("invitation") with
                        {
                            Asks = true,
                        },
                        $"{number}",
                        site.Time.Now.AddDays(14),
                        caregiver,
                        CheckInId: checkIn
                    ),
                    site.Time.Now
                )
            )
        );
        return id;
    }

    private string In(string name) => Path.Combine(site.MailFolder, name);

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }
}
