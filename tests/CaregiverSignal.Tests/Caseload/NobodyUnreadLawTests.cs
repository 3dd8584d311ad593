using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Caseload;

/// <summary>
/// Whatever people and coordinators do: who wrote, fell silent or pauses without an end has an open line with a day,
/// until a person did something about it.
/// </summary>
/// <remarks>The seed is in the name of what fails.</remarks>
public sealed class NobodyUnreadLawTests
{
    private const int People = 6;
    private const int Days = 150;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [LargeTheory]
    [MemberData(nameof(Seeds))]
    public void Nobody_who_wrote_or_fell_silent_is_without_a_line_on_any_day(int seed)
    {
        using var site = Some.Installation().On("2026-01-05");
        var random = new Random(seed);
        var people = Enumerable
            .Range(1, People)
            .Select(number => site.Add(Some.Person($"p{number}", "2026-01-05", email: $"p{number}@example.org")))
            .ToList();
        for (var day = 0; day < Days; day++)
        {
            site.Clock.AdjustTime(site.Time.At(new DateOnly(2026, 1, 5).AddDays(day), new TimeOnly(10, 0)));
            site.Beat();
            foreach (var person in people)
                Lives(site, person, random);
            if (random.Next(3) == 0)
                Works(site, random);
            site.Beat();
            AssertNobodyIsOverlooked(site, people);
        }

        Assert.True(
            site.Count("staff_task", "kind = 'words'") > 2
                && site.Count("staff_task", "kind = 'silent'") > 0
                && site.Count("staff_task", "escalated_at is not null") > 0,
            "Too little happened."
        );
    }

    private static void Lives(TestInstallation site, long person, Random random) =>
        site.Database.Write(transaction =>
        {
            switch (random.Next(150))
            {
                case < 6 when CheckInTable.OpenOf(transaction, person) is { } open:
                    CheckInSubmission.Save(
                        transaction,
                        open,
                        Some.Instruments.Newest("csi"),
                        new Dictionary<string, int?> { ["sleep"] = 0 },
                        "caregiver",
                        site.Time
                    );
                    if (random.Next(4) > 0)
                        CheckInTable.SaveOwnWords(transaction, open.Id, "Het gaat wel.", CallWish.No);
                    // Some leave it at that, and it closes with its days.
                    if (random.Next(3) > 0)
                        CheckInSubmission.Send(transaction, open, site.Time);
                    break;
                case 6:
                    Participation.Pause(
                        transaction,
                        person,
                        random.Next(2) == 0 ? null : site.Time.Today.AddDays(random.Next(1, 60)),
                        ReportedBy.Caregiver,
                        site.Time
                    );
                    break;
                case 7 or 8:
                    Participation.Resume(transaction, person, ReportedBy.Caregiver, site.Time);
                    break;
                case 9 when random.Next(4) == 0:
                    Participation.Stop(transaction, person, ReportedBy.Caregiver, site.Time);
                    break;
            }
        });

    /// <summary>The coordinator does one thing that stands open.</summary>
    private static void Works(TestInstallation site, Random random) =>
        site.Database.Write(transaction =>
        {
            var open = transaction.All<long>("select id from staff_task where done_at is null order by id");
            if (open.Count == 0)
                return;
            var task = StaffTaskTable.Get(transaction, open[random.Next(open.Count)])!;
            StaffTaskTable.Done(transaction, task.Id, 1, site.Time.Now);
            if (task.Kind == StaffTaskKind.Silent)
                Silence.Contacted(transaction, task.CaregiverId, site.Time);
        });

    private static void AssertNobodyIsOverlooked(TestInstallation site, IEnumerable<long> people)
    {
        var on = $"{site.Time.Today:yyyy-MM-dd}";
        Assert.Equal(
            (on, 0L),
            (
                on,
                site.Count(
                    "check_in",
                    "closed_at is not null and own_words is not null and not exists (select 1 from staff_task where kind = 'words' and check_in_id = check_in.id)"
                )
            )
        );
        if (site.Time.WorkingDays.Contains(site.Time.Today))
        {
            Assert.Equal(
                (on, 0L),
                (
                    on,
                    site.Count(
                        "staff_task",
                        $"kind <> 'silent' and done_at is null and escalated_at is null and due_on < '{on}'"
                    )
                )
            );
        }

        foreach (var person in people)
        {
            var caregiver = site.Caregiver(person);
            var tasks = site.Database.Read(transaction =>
                transaction.All<StaffTask>(
                    "select id, opened_at, due_on, escalated_at, done_at from staff_task where kind = 'silent' and caregiver_id = @person",
                    new { person }
                )
            );
            var hasSignal = site.Database.Read(transaction => SignalTable.OpenOf(transaction, person)) is not null;
            if (caregiver is { Status: CaregiverStatus.Paused, PausedUntil: null })
                Assert.True(tasks.Any(task => task.DoneAt is null), $"{on}: {caregiver.Person} pauses without an end");
            if (site.Time.WorkingDays.Contains(site.Time.Today) && !hasSignal)
                Assert.DoesNotContain(
                    tasks,
                    task => task.DoneAt is null && task.EscalatedAt is null && task.DueOn < site.Time.Today
                );
            if (caregiver.Status != CaregiverStatus.Active || hasSignal)
                continue;

            var over = site
                .Database.Read(transaction => CheckInTable.Of(transaction, person))
                .Where(one =>
                    one.AnsweredAt is not null
                    || (one.ClosedAt is { } closed && site.Time.DayOf(closed) >= one.ClosesOn)
                )
                .ToList();
            if (over.Count < 2 || over[^1].AnsweredAt is not null || over[^2].AnsweredAt is not null)
                continue;
            Assert.True(
                tasks.Any(task => task.DoneAt is null || task.DoneAt >= over[^1].ClosedAt),
                $"{on}: {caregiver.Person} is silent"
            );
        }
    }
}
