namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The program is ended at any moment of the night's look at everybody and started again: whoever is without anything
/// has one task with a day, and nobody else has one.
/// </summary>
public sealed class KilledLookTests
{
    /// <summary>More than a page of the look.</summary>
    private const int People = 250;

    private const string Lost = "id % 3 = 0";

    [LargeFact]
    public async Task Whoever_is_lost_has_one_task_with_a_day_however_often_the_program_is_killed()
    {
        using var imported = new ProgramFolder();
        // Nobody is asked before the summer, so that each night is a look and no more.
        await imported.RunAsync("import", imported.WritePeople(People, "2026-07-01"));
        var random = new Random(LongRun.Seed());
        var killed = 0;
        for (var round = 0; round < 60; round++)
        {
            using var folder = new ProgramFolder();
            folder.TakeData(imported);
            var events = await FileEvents.CountAsync(folder, "tick", "--at", "2026-03-02T04:00:00Z");
            AssertTasks(folder, 0, "");

            folder.Query($"update caregiver set status = 'aftercare', aftercare_on = null where {Lost}");
            killed += await KilledNight(folder, "2026-03-03", events, random);
            AssertTasks(folder, People / 3, "2026-03-05");

            folder.Query($"update caregiver set aftercare_on = '2026-09-01' where {Lost} and id % 2 = 0");
            killed += await KilledNight(folder, "2026-03-04", events, random);
            AssertTasks(folder, (People / 3) - (People / 6), "2026-03-05");
        }

        Assert.True(killed > 0, "No kill met a running program.");
    }

    private static Task<string> Night(ProgramFolder folder, string day) =>
        folder.RunAsync("tick", "--at", $"{day}T04:00:00Z");

    /// <returns>How often the program was ended before its time.</returns>
    private static async Task<int> KilledNight(ProgramFolder folder, string day, int events, Random random)
    {
        var killed = 0;
        for (var time = random.Next(1, 3); time > 0; time--)
            killed += await FileEvents.KillAsync(folder, random.Next(1, events), "tick", "--at", $"{day}T04:00:00Z")
                ? 1
                : 0;

        await Night(folder, day);
        Assert.Equal(
            [$"|{day}"],
            folder.Query("select coalesce(reached, ''), done_on from retention where what = 'followed'")
        );
        Assert.Begins("0 items done", await Night(folder, day));
        return killed;
    }

    private static void AssertTasks(ProgramFolder folder, int people, string dueOn)
    {
        Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
        Assert.Equal(
            [$"{people}|{people}|{dueOn}|{dueOn}"],
            folder.Query(
                """
                select count(*), count(distinct caregiver_id), coalesce(min(due_on), ''), coalesce(max(due_on), '')
                from staff_task
                where kind = 'unfollowed' and done_at is null
                """
            )
        );
        Assert.Equal(
            ["0"],
            folder.Query(
                """
                select count(*) from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.kind = 'unfollowed' and staff_task.done_at is null
                  and not (caregiver.status = 'aftercare' and caregiver.aftercare_on is null)
                """
            )
        );
    }
}
