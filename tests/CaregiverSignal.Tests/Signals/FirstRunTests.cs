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
    public void Somebody_who_cannot_be_judged_is_put_aside_and_all_others_are_judged()
    {
        using var site = Imported();
        site.Sql(
            "update check_in set asked_on = 'ooit' where id = (select max(id) from check_in where caregiver_id = 7)"
        );

        site.RunJobs(mayFail: true);

        Assert.Equal("7", site.Joined("select item from failure where job = 'judge' and retry_at is not null"));
        Assert.Equal("7", site.Joined("select id from caregiver where evaluate_at is not null"));
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

        Assert.Equal(open.Content(OfTheirCourse), closed.Content(OfTheirCourse));
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

    private static bool OfTheirCourse(string table) =>
        table
            is "caregiver"
                or "check_in"
                or "response"
                or "answer"
                or "score"
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
            foreach (var spoken in Enumerable.Range(1, 60).Where(id => (id + site.Time.Today.Month) % 3 == 0))
                site.Happened(spoken, day, "Contacted");
            foreach (var fallen in Enumerable.Range(1, 60).Where(id => (id + site.Time.Today.Month) % 7 == 0))
                site.Happened(fallen, day, "Fall", "caregiver");
            site.Sql("update caregiver set evaluate_at = @now", new { now = site.Time.Now });
            while (judge.Run(most) == most) { }
        }
    }

    private TestInstallation Imported()
    {
        var site = Some.Installation().On("2026-01-05");
        var read = FolderReader.ReadForImport(folder.Name, Some.Instruments, out var unread);
        Assert.Empty(unread);
        var installation = site.Installation;
        new Imports(site.Database, installation.Settings, installation.Instruments, installation.Plan, site.Time).Store(
            read!,
            dryRun: false,
            out var faults
        );
        Assert.Empty(faults);
        return site;
    }
}
