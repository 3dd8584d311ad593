using System.Data.Common;
using System.Diagnostics;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Retention;

namespace CaregiverSignal.Tests.AuditLogs;

/// <summary>
/// The database itself keeps each line of the record as it was written, for five years; and what another tool did to
/// it, check tells.
/// </summary>
public sealed class AuditLogStaysTests
{
    private const string Columns = "id, at, action, by_role, version, signature";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_line_can_be_changed_replaced_or_removed_before_its_term_is_over(bool isPostgres)
    {
        using var site = New(isPostgres, "2026-03-02");
        await Write(site, 3);
        site.Clock.Advance(TimeSpan.FromDays(4 * 365));
        await Write(site, 1);
        const string Again = $"insert into audit_log ({Columns}) select {Columns} from audit_log where id = 1";

        foreach (
            var (sql, why) in new[]
            {
                ("update audit_log set by_role = 'program' where id = 1", "is never changed"),
                ("update audit_log set id = 9 where id = 2", "is never changed"),
                ("delete from audit_log where id = 1", "is kept for five years"),
                ("delete from audit_log", "is kept for five years"),
                (Again, "takes no place of another"),
                (
                    IsPostgres(site)
                        ? $"{Again} on conflict (id) do update set by_role = 'program'"
                        : Again.Replace("insert", "insert or replace"),
                    "takes no place of another"
                ),
                (Ahead("2099-01-01T00:00:00.000Z"), "is not dated years ahead"),
            }
        )
            Assert.Has(why, (await Assert.ThrowsAnyAsync<DbException>(() => site.Sql(sql))).Message);
        Assert.Equal(4, await site.Count("audit_log"));

        foreach (var year in new[] { 2034, 2038 })
            await site.Sql(Ahead($"{year}-01-01T00:00:00.000Z"));
        Assert.Has(
            "is kept for five years",
            (await Assert.ThrowsAnyAsync<DbException>(() => site.Sql("delete from audit_log where id = 1"))).Message
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_oldest_day_goes_once_its_term_is_over_and_a_line_says_so(bool isPostgres)
    {
        using var site = New(isPostgres, "2019-03-02");
        await Write(site, 2);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Write(site, 2);

        site.Clock.Advance(TimeSpan.FromDays(1825));
        await Delete(site);
        Assert.Equal(4, await site.Count("audit_log"));
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Delete(site);
        Assert.Equal("3,4,5", await site.Joined("select id from audit_log order by id"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Delete(site);
        Assert.Equal("audit-log/2,audit-log/4", await site.Joined("select object from audit_log order by id"));
        Assert.Null(await FirstWrong(site));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_lines_of_a_day_are_found_however_many_stand_around_them_and_a_day_of_few_lines_too(
        bool isPostgres
    )
    {
        using var site = New(isPostgres, "2026-03-02");
        await Write(site, 1);
        var line = await site.Database.ReadAsync(async transaction => (await AuditTable.After(transaction, 0, 1))[0]);
        int[] ofEachDay = [69, 3, 200, 1, 0, 64, 2, 130, 5];
        await site.Write(transaction =>
            AuditTable.Add(
                transaction,
                [
                    .. from day in ofEachDay.Index()
                    from _ in Enumerable.Range(0, day.Item)
                    select line with
                    {
                        At = $"2026-03-{10 + day.Index}T12:00:00.000Z",
                    },
                ]
            )
        );

        Assert.Equal(
            ofEachDay,
            await ofEachDay
                .Index()
                .SelectAsync(async day => (await Found(site, Some.Date("2026-03-10").AddDays(day.Index))).Count)
        );
        Assert.Single(await Found(site, Some.Date("2026-03-02")));
        Assert.Empty(await Found(site, Some.Date("2026-03-01")));
        Assert.Empty(await Found(site, Some.Date("2026-04-01")));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_of_the_machines_deletes_nothing()
    {
        using var site = New(isPostgres: false, "2026-03-02");
        await Write(site, 2);
        site.Clock.Advance(TimeSpan.FromDays(20 * 365));

        await Delete(site);

        Assert.Equal(2, await site.Count("audit_log"));
    }

    [Theory]
    [InlineData("update audit_log set caregiver_id = 9 where id = 4", "line 4 was changed or put in")]
    [InlineData("update audit_log set at = '2026-03-01T09:00:00.000Z' where id = 2", "line 2 was changed or put in")]
    [InlineData("delete from audit_log where id = 1", "line 1 was removed")]
    [InlineData("delete from audit_log where id in (3, 4)", "the lines 3 to 4 were removed")]
    [InlineData("delete from audit_log where id > 4", "the lines 5 to 6 were removed")]
    [InlineData("delete from audit_log", "the lines 1 to 6 were removed")]
    [InlineData(
        "delete from audit_log where id > 4; update audit_end set last = 4",
        "which line is the last was changed"
    )]
    [InlineData("delete from audit_end", "which line is the last was changed")]
    [InlineData(
        $"insert into audit_log ({Columns}) select 7, at, action, by_role, version, signature from audit_log where id = 1",
        "line 7 was changed or put in"
    )]
    [InlineData(
        "update audit_log set id = 99 where id = 2; update audit_log set id = 2 where id = 3; update audit_log set id = 3 where id = 99",
        "line 2 was changed or put in"
    )]
    public async Task Check_names_the_first_line_that_another_tool_changed_removed_or_put_in(
        string sql,
        string expected
    )
    {
        foreach (var isPostgres in new[] { false, true })
        {
            using var site = New(isPostgres, "2026-03-02");
            await Write(site, 6);
            Assert.Null(await FirstWrong(site));
            var drops = new[] { "audit_added", "audit_unchanged", "audit_kept" }.Select(trigger =>
                $"drop trigger {trigger}{(IsPostgres(site) ? " on audit_log" : "")}"
            );

            await site.Sql(string.Join("; ", [.. drops, sql]));
            Assert.Equal(expected, await FirstWrong(site));

            // It is said for good: what is written afterwards hides nothing.
            await Write(site, 2);
            Assert.Equal(expected, await FirstWrong(site));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_that_were_cut_off_with_the_row_that_counted_them_are_told_by_what_left_the_store(
        bool isPostgres
    )
    {
        using var site = New(isPostgres, "2026-03-02");
        await site.Part<SendHold>().CheckAsync();
        await Write(site, 4);
        await site.Part<AuditWitness>().KeepAsync();
        Assert.Null(await FirstLacking(site));
        var (last, signature) = (
            await site.Joined("select last from audit_end"),
            await site.Joined("select signature from audit_end")
        );
        await Write(site, 2);
        await site.Part<AuditWitness>().KeepAsync();
        Assert.Null(await FirstLacking(site));

        var on = IsPostgres(site) ? " on audit_log" : "";
        await site.Sql(
            $"drop trigger audit_kept{on}; delete from audit_log where id > 4; update audit_end set last = {last}, signature = '{signature}'"
        );
        if (!IsPostgres(site))
        {
            Assert.Equal("the lines 5 to 6 were removed", await FirstWrong(site));
            await site.Sql("update sqlite_sequence set seq = 4 where name = 'audit_log'");
        }

        Assert.Null(await FirstWrong(site));
        Assert.Equal("line 6 was there, and was removed", await FirstLacking(site));
        // It is said for good, whatever is written in their place.
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Write(site, 5);
        await site.Part<AuditWitness>().KeepAsync();
        Assert.Null(await FirstWrong(site));
        Assert.Equal("line 6 was another before", await FirstLacking(site));
    }

    [Fact]
    public async Task A_list_that_somebody_stood_on_tells_of_the_line_of_that_look()
    {
        using var site = New(isPostgres: false, "2026-03-02");
        await Write(site, 3);
        await site.Sql("insert into audit_listed (caregiver_id, audit_id) values (1, 4)");

        Assert.Equal("line 4 was removed", await FirstWrong(site));
    }

    /// <summary>
    /// Who waits for a page is told of the newest lines; check, which may take its time, looks at all.
    /// </summary>
    [LargeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_newest_lines_are_looked_at_within_seconds_however_many_there_are(bool isPostgres)
    {
        using var site = New(isPostgres, "2026-03-02");
        await Write(site, 1);
        var one = await site.Database.ReadAsync(async transaction => (await AuditTable.After(transaction, 0, 1))[0]);
        for (var more = 0; more < 2; more++)
            await site.Write(transaction => AuditTable.Add(transaction, [.. Enumerable.Repeat(one, 50_000)]));
        Assert.Null((await Look(0)).Wrong);
        await site.Sql(
            $"drop trigger audit_unchanged{(IsPostgres(site) ? " on audit_log" : "")}; update audit_log set version = '' where id = 2"
        );

        var (newest, all) = (await Look(50_000), await Look(0));

        Assert.Null(newest.Wrong);
        Assert.Equal("line 2 was changed or put in", all.Wrong);
        Assert.InRange(newest.Took, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        async Task<(string? Wrong, TimeSpan Took)> Look(long after)
        {
            var watch = Stopwatch.StartNew();
            var wrong = await site.Database.ReadAsync(async transaction =>
                await AuditProof.FirstWrong(transaction, after)
            );
            TestContext.Current.TestOutputHelper?.WriteLine($"after {after}: {watch.ElapsedMilliseconds} ms");
            return (wrong, watch.Elapsed);
        }
    }

    [Fact]
    public async Task Many_that_write_at_once_leave_no_gap_and_no_number_twice()
    {
        using var site = TestInstallation.OnPostgres().On("2026-03-02");
        using var other = await Database.OpenAsync(site.Database.Engine);

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(number =>
                    new AuditWriter(number % 2 == 0 ? site.Database : other, site.Clock).AddAsync(
                        Actor.CommandLine,
                        AuditAction.Look.Of(AuditTarget.Case),
                        number
                    )
                )
        );

        Assert.Equal(40, await site.Count("audit_log"));
        Assert.Null(await FirstWrong(site));
    }

    private static async Task<IReadOnlyList<AuditLine>> Found(TestInstallation site, DateOnly day)
    {
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return await site.Database.ReadAsync(transaction =>
            RegisterTable.Newest(transaction, new RecordQuestion(null, null, from, from.AddDays(1)), [], 1000, 0)
        );
    }

    private static string Ahead(string at) =>
        $"insert into audit_log ({Columns}) select 1 + max(id), '{at}', 'look', 'program', '1', '' from audit_log";

    private static Task<string?> FirstWrong(TestInstallation site) =>
        site.Database.ReadAsync(async transaction => await AuditProof.FirstWrong(transaction));

    private static async Task<string?> FirstLacking(TestInstallation site)
    {
        var record = new GuardFile(site.Installation.Settings.Now.GuardFile).Read();
        return await site.Database.ReadAsync(transaction => AuditWitness.FirstLacking(transaction, record));
    }

    private static TestInstallation New(bool isPostgres, string day) =>
        (isPostgres ? TestInstallation.OnPostgres() : Some.Installation()).On(day);

    /// <summary>Asked of the store, as the long suite puts each into PostgreSQL.</summary>
    private static bool IsPostgres(TestInstallation site) => site.Database.Engine is PostgresStore;

    private static async Task Delete(TestInstallation site)
    {
        while (await site.Part<DeleteOld>().RunOneAsync()) { }
    }

    private static async Task Write(TestInstallation site, int lines)
    {
        for (var line = 1; line <= lines; line++)
            await site.Part<AuditWriter>().AddAsync(Actor.CommandLine, AuditAction.Look.Of(AuditTarget.Case), line);
    }
}
