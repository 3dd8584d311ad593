using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.Signals;

/// <summary>The first run after the import of many: what is done together is done as if one by one.</summary>
public sealed class FirstRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FirstRunTests() => WorldFolder.Write(folder.Name, Some.WorldPeople(Worlds.ToChooseOn[0], 60), Some.Plan);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whoever_are_judged_together_or_one_by_one_the_same_rows_are_stored()
    {
        using var together = await Imported();
        using var alone = await Imported();

        await JudgeThroughTheYears(together, 25);
        await JudgeThroughTheYears(alone, 1);

        Assert.Equal(await alone.Content(OfTheirCourse), await together.Content(OfTheirCourse));
        // Red and amber, told, and followed with a day.
        foreach (
            var some in new[]
            {
                "urgency = 'red'",
                "urgency = 'amber'",
                "id in (select signal_id from notification)",
                "next_on is not null",
            }
        )
            Assert.True(await together.Count("signal", some) > 0, some);
    }

    [Fact]
    public async Task The_next_questions_of_those_who_are_judged_together_are_set_at_once()
    {
        using var site = await Imported();
        var sent = new List<string>();
        site.Database.Engine.Sent += (sql, _) => sent.Add(sql);

        await site.Part<EvaluateCaregiver>().RunAsync(60);

        // Each write runs twice here.
        Assert.Equal(
            2,
            sent.Count(sql => sql.StartsWith("update caregiver set next_due_on", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Somebody_who_cannot_be_judged_is_put_aside_and_all_others_are_judged()
    {
        using var site = await Imported();
        var bad = (await People(site))[6];
        await site.Sql(
            $"update check_in set asked_on = 'ooit' where id = (select max(id) from check_in where caregiver_id = {bad})"
        );

        await site.RunJobs(mayFail: true);

        var aside = bad.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(aside, await site.Joined("select item from failure where job = 'judge' and retry_at is not null"));
        Assert.Equal(aside, await site.Joined("select caregiver_id from evaluation where evaluate_at is not null"));
    }

    [Fact]
    public async Task What_was_left_before_a_later_answer_came_in_closed_as_the_job_would_have_closed_it()
    {
        using var closed = await Imported();
        using var open = await Imported();
        await open.Sql("update check_in set closed_at = null where answered_at is null");
        Assert.True(
            await open.Count("check_in", "closed_at is null") > 2 * await closed.Count("check_in", "closed_at is null")
        );

        await closed.RunJobs();
        await open.RunJobs();

        Assert.Equal(await Rows(open, OfTheirCourse), await Rows(closed, OfTheirCourse));
    }

    [Fact]
    public async Task Whichever_are_closed_together_or_one_by_one_the_same_rows_are_stored()
    {
        using var together = await Half();
        using var alone = await Half();

        await Close(together, 50);
        await Close(alone, 1);

        Assert.Equal(await Rows(alone, OfClosing), await Rows(together, OfClosing));
        const string Mail = "select check_in_id || state || coalesce(ended_at, '') from mail order by check_in_id";
        Assert.Equal(await alone.Joined(Mail), await together.Joined(Mail));
        foreach (
            var (table, some) in new[]
            {
                ("staff_task", "kind = 'silent' and done_at is null"),
                ("staff_task", "kind = 'silent' and done_at is not null"),
                ("staff_task", "kind = 'words'"),
                ("event", "kind = 'RequestForContact'"),
                ("mail", "state = 'cancelled'"),
                ("response", "finished_at = '2026-01-05T09:00:00.000Z'"),
                ("check_in", "closed_at is not null and instruments = 'aftercare'"),
            }
        )
            Assert.True(await together.Count(table, some) > 0, some);
        // One of whom several are closed: what follows of each rests on the one before.
        Assert.Equal(0, await together.Count("check_in", "closed_at is null and closes_on <= '2026-01-05'"));

        static bool OfClosing(string table) => OfTheirCourse(table) || table is "agreement";

        static async Task Close(TestInstallation site, int most)
        {
            while (await site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, most)) == most) { }
        }

        // As when the jobs stood still: of some people several are open, and in some of those something is said.
        async Task<TestInstallation> Half()
        {
            var site = await Imported();
            await site.Sql(
                """
                update check_in set closed_at = null where answered_at is null and id % 3 > 0;
                update check_in set call_me = 'yes' where closed_at is null and id % 17 = 0;
                update check_in set own_words = 'Het gaat.', words_by = 'caregiver' where closed_at is null and id % 13 = 0;
                update check_in set instruments = 'aftercare', in_between = 1 where closed_at is null and id % 11 = 0;
                insert into response (
                    caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at, answers,
                    scores)
                select caregiver_id, id, 'csi', 1, 'x', 'caregiver', asked_on, opened_at, '[]', '{}'
                from check_in where closed_at is null and id % 2 = 1 order by id;
                insert into staff_task (kind, caregiver_id, opened_at, due_on)
                select 'silent', id, '2025-12-01T09:00:00.000Z', '2025-12-08' from caregiver where id % 4 = 0 order by id
                """
            );
            foreach (var (id, caregiver) in (await Open(site)).Where(open => open.Id % 5 == 0))
                await site.QueueInvitation(caregiver, id);
            return site;
        }

        static async Task<IReadOnlyList<(long Id, long CaregiverId)>> Open(TestInstallation site) =>
            await site.Read(async transaction =>
                await transaction.All<(long, long)>(
                    "select id, caregiver_id from check_in where closed_at is null order by id"
                )
            );
    }

    [Fact]
    public async Task Whoever_are_told_of_together_or_one_by_one_the_same_is_told()
    {
        using var together = await Judged();
        using var alone = await Judged();

        await Tell(together, 20);
        await Tell(alone, 1);

        foreach (
            var told in new[]
            {
                "select id || notified_at || times_notified || escalate_on from signal where urgency = 'red' order by id",
                "select signal_id || kind || at from action order by id",
                "select id || object || caregiver_id from audit_log order by id",
                "select dedupe_key from mail order by dedupe_key",
            }
        )
        {
            Assert.Equal(await alone.Joined(told), await together.Joined(told));
            Assert.NotEmpty(await together.Joined(told));
        }

        async Task<TestInstallation> Judged()
        {
            var site = await Imported();
            await site.Part<EvaluateCaregiver>().RunAsync(100);
            return site;
        }

        static async Task Tell(TestInstallation site, int most)
        {
            while (await site.Part<NotifyCoordinator>().RunAsync(most) == most) { }
        }
    }

    [Fact]
    public async Task What_happened_to_newcomers_is_stored_as_that_of_people_who_are_here()
    {
        var file = Path.Combine(folder.Name, FolderFiles.Events);
        string[] told = File.ReadAllLines(file);
        File.WriteAllLines(
            file,
            [
                "person,date,kind,by,note,look_again_on",
                .. told.Skip(1).Select(row => row + ","),
                "W0000003,2025-11-03,Paused,coordinator,,",
                "W0000004,2025-11-03,Paused,coordinator,,",
                "W0000004,2025-12-03,Resumed,coordinator,,",
                "W0000005,2025-11-03,Death,coordinator,,",
                "W0000060,2025-11-03,Contacted,coordinator,,",
                "W0000060,2025-11-03,Contacted,coordinator,,2025-12-03",
                "W0000060,2025-11-03,Contacted,coordinator,,2025-12-04",
            ]
        );
        using var newcomers = await Imported();
        using var here = await Imported(without: FolderFiles.Events);
        await Import(here);

        Assert.Equal(await Rows(here, OfTheirCourse), await Rows(newcomers, OfTheirCourse));
        Assert.Equal(1, await newcomers.Count("event", "look_again_on = '2025-12-03'"));
        Assert.Equal(1, await newcomers.Count("caregiver", "status = 'paused'"));
    }

    [Fact]
    public async Task A_folder_in_order_is_stored_in_parts_as_it_is_whole()
    {
        using var inParts = await Imported();
        var answers = Path.Combine(folder.Name, FolderFiles.Answers);
        var byPerson = File.ReadLines(answers).Skip(1).ToLookup(row => row.Split(',')[0]);
        // The first person's answers stand last: nothing can be handed out before all is read.
        string[] rows =
        [
            File.ReadLines(answers).First(),
            .. byPerson.Skip(1).Append(byPerson.First()).SelectMany(of => of),
        ];
        File.WriteAllLines(answers, rows);
        using var whole = await Imported();

        Assert.Equal(await whole.Content(OfTheirCourse), await inParts.Content(OfTheirCourse));
    }

    /// <summary>Where the same is told again, was tried first, or ends later, the store gives other numbers.</summary>
    private static async Task<string[]> Rows(TestInstallation site, Func<string, bool> tables) =>
        [.. Regex.Replace(await site.Content(tables), "(event|staff_task): id=[0-9]+", "$1:").Split('\n').Order()];

    private static bool OfTheirCourse(string table) =>
        table
            is "caregiver"
                or "check_in"
                or "response"
                or "answer"
                or "event"
                or "signal"
                or "finding"
                or "notification"
                or "action"
                or "staff_task";

    private static async Task JudgeThroughTheYears(TestInstallation site, int most)
    {
        var judge = site.Part<EvaluateCaregiver>();
        foreach (var day in new[] { "2026-01-05", "2026-02-02", "2026-06-01", "2027-02-01" })
        {
            site.On(day);
            foreach (var spoken in await Every(3))
                await site.Happened(spoken, day, "Contacted");
            foreach (var fallen in await Every(7))
                await site.Happened(fallen, day, "Fall", "caregiver");
            await site.JudgeEverybodyNow();
            while (await judge.RunAsync(most) == most) { }
        }

        async Task<IEnumerable<long>> Every(int so) =>
            (await People(site)).Where((_, place) => (place + site.Time.Today.Month) % so == 0);
    }

    private static Task<IReadOnlyList<long>> People(TestInstallation site) =>
        site.Read(async transaction => await transaction.All<long>("select id from caregiver order by id"));

    /// <param name="without">A file that is left out.</param>
    private async Task<TestInstallation> Imported(string? without = null)
    {
        var site = Some.Installation().On("2026-01-05");
        if (without is not null)
            File.Move(Path.Combine(folder.Name, without), Path.Combine(folder.Name, "aside"));
        await Import(site);
        if (without is not null)
            File.Move(Path.Combine(folder.Name, "aside"), Path.Combine(folder.Name, without));
        return site;
    }

    private async Task Import(TestInstallation site)
    {
        var read = FolderReader.ReadForImport(folder.Name, Some.Instruments, out var unread);
        Assert.Empty(unread);
        var installation = site.Installation;
        var imports = new Imports(
            site.Database,
            installation.Settings,
            installation.Instruments,
            installation.Plan,
            site.Time
        );
        var result = await imports.StoreAsync(read!, dryRun: false);
        Assert.Empty(result.Faults);
    }
}
