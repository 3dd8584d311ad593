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
    public void Whoever_are_judged_together_or_one_by_one_the_same_rows_are_stored()
    {
        using var together = Imported();
        using var alone = Imported();

        JudgeThroughTheYears(together, 25);
        JudgeThroughTheYears(alone, 1);

        Assert.Equal(alone.Content(OfTheirCourse), together.Content(OfTheirCourse));
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
            Assert.True(together.Count("signal", some) > 0, some);
    }

    [Fact]
    public void The_next_questions_of_those_who_are_judged_together_are_set_at_once()
    {
        using var site = Imported();
        var sent = new List<string>();
        site.Database.Engine.Sent += (sql, _) => sent.Add(sql);

        site.Part<EvaluateCaregiver>().Run(60);

        // Each write runs twice here.
        Assert.Equal(
            2,
            sent.Count(sql => sql.StartsWith("update caregiver set next_due_on", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Somebody_who_cannot_be_judged_is_put_aside_and_all_others_are_judged()
    {
        using var site = Imported();
        var bad = People(site)[6];
        site.Sql(
            $"update check_in set asked_on = 'ooit' where id = (select max(id) from check_in where caregiver_id = {bad})"
        );

        site.RunJobs(mayFail: true);

        var aside = bad.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(aside, site.Joined("select item from failure where job = 'judge' and retry_at is not null"));
        Assert.Equal(aside, site.Joined("select caregiver_id from evaluation where evaluate_at is not null"));
    }

    [Fact]
    public void What_was_left_before_a_later_answer_came_in_closed_as_the_job_would_have_closed_it()
    {
        using var closed = Imported();
        using var open = Imported();
        open.Sql("update check_in set closed_at = null where answered_at is null");
        Assert.True(open.Count("check_in", "closed_at is null") > 2 * closed.Count("check_in", "closed_at is null"));

        closed.RunJobs();
        open.RunJobs();

        Assert.Equal(Rows(open, OfTheirCourse), Rows(closed, OfTheirCourse));
    }

    [Fact]
    public void Whichever_are_closed_together_or_one_by_one_the_same_rows_are_stored()
    {
        using var together = Half();
        using var alone = Half();

        Close(together, 50);
        Close(alone, 1);

        Assert.Equal(Rows(alone, OfClosing), Rows(together, OfClosing));
        const string Mail = "select check_in_id || state || coalesce(ended_at, '') from mail order by check_in_id";
        Assert.Equal(alone.Joined(Mail), together.Joined(Mail));
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
            Assert.True(together.Count(table, some) > 0, some);
        // One of whom several are closed: what follows of each rests on the one before.
        Assert.Equal(0, together.Count("check_in", "closed_at is null and closes_on <= '2026-01-05'"));

        static bool OfClosing(string table) => OfTheirCourse(table) || table is "agreement";

        static void Close(TestInstallation site, int most)
        {
            while (site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, most)) == most) { }
        }

        // As when the jobs stood still: of some people several are open, and in some of those something is said.
        TestInstallation Half()
        {
            var site = Imported();
            site.Sql(
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
            foreach (var (id, caregiver) in Open(site).Where(open => open.Id % 5 == 0))
                site.QueueInvitation(caregiver, id);
            return site;
        }

        static IReadOnlyList<(long Id, long CaregiverId)> Open(TestInstallation site) =>
            site.Read(transaction =>
                transaction.All<(long, long)>(
                    "select id, caregiver_id from check_in where closed_at is null order by id"
                )
            );
    }

    [Fact]
    public void Whoever_are_told_of_together_or_one_by_one_the_same_is_told()
    {
        using var together = Judged();
        using var alone = Judged();

        Tell(together, 20);
        Tell(alone, 1);

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
            Assert.Equal(alone.Joined(told), together.Joined(told));
            Assert.NotEmpty(together.Joined(told));
        }

        TestInstallation Judged()
        {
            var site = Imported();
            site.Part<EvaluateCaregiver>().Run(100);
            return site;
        }

        static void Tell(TestInstallation site, int most)
        {
            while (site.Part<NotifyCoordinator>().Run(most) == most) { }
        }
    }

    [Fact]
    public void What_happened_to_newcomers_is_stored_as_that_of_people_who_are_here()
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
        using var newcomers = Imported();
        using var here = Imported(without: FolderFiles.Events);
        Import(here);

        Assert.Equal(Rows(here, OfTheirCourse), Rows(newcomers, OfTheirCourse));
        Assert.Equal(1, newcomers.Count("event", "look_again_on = '2025-12-03'"));
        Assert.Equal(1, newcomers.Count("caregiver", "status = 'paused'"));
    }

    [Fact]
    public void A_folder_in_order_is_stored_in_parts_as_it_is_whole()
    {
        using var inParts = Imported();
        var answers = Path.Combine(folder.Name, FolderFiles.Answers);
        var byPerson = File.ReadLines(answers).Skip(1).ToLookup(row => row.Split(',')[0]);
        // The first person's answers stand last: nothing can be handed out before all is read.
        string[] rows =
        [
            File.ReadLines(answers).First(),
            .. byPerson.Skip(1).Append(byPerson.First()).SelectMany(of => of),
        ];
        File.WriteAllLines(answers, rows);
        using var whole = Imported();

        Assert.Equal(whole.Content(OfTheirCourse), inParts.Content(OfTheirCourse));
    }

    /// <summary>Where the same is told again, was tried first, or ends later, the store gives other numbers.</summary>
    private static string[] Rows(TestInstallation site, Func<string, bool> tables) =>
        [.. Regex.Replace(site.Content(tables), "(event|staff_task): id=[0-9]+", "$1:").Split('\n').Order()];

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

    private static void JudgeThroughTheYears(TestInstallation site, int most)
    {
        var judge = site.Part<EvaluateCaregiver>();
        foreach (var day in new[] { "2026-01-05", "2026-02-02", "2026-06-01", "2027-02-01" })
        {
            site.On(day);
            foreach (var spoken in Every(3))
                site.Happened(spoken, day, "Contacted");
            foreach (var fallen in Every(7))
                site.Happened(fallen, day, "Fall", "caregiver");
            site.JudgeEverybodyNow();
            while (judge.Run(most) == most) { }
        }

        IEnumerable<long> Every(int so) => People(site).Where((_, place) => (place + site.Time.Today.Month) % so == 0);
    }

    private static IReadOnlyList<long> People(TestInstallation site) =>
        site.Read(transaction => transaction.All<long>("select id from caregiver order by id"));

    /// <param name="without">A file that is left out.</param>
    private TestInstallation Imported(string? without = null)
    {
        var site = Some.Installation().On("2026-01-05");
        if (without is not null)
            File.Move(Path.Combine(folder.Name, without), Path.Combine(folder.Name, "aside"));
        Import(site);
        if (without is not null)
            File.Move(Path.Combine(folder.Name, "aside"), Path.Combine(folder.Name, without));
        return site;
    }

    private void Import(TestInstallation site)
    {
        var read = FolderReader.ReadForImport(folder.Name, Some.Instruments, out var unread);
        Assert.Empty(unread);
        var installation = site.Installation;
        new Imports(site.Database, installation.Settings, installation.Instruments, installation.Plan, site.Time).Store(
            read!,
            dryRun: false,
            out var faults
        );
        Assert.Empty(faults);
    }
}
