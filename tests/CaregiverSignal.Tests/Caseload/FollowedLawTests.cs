using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Erasure;
using CaregiverSignal.Referrals;
using CaregiverSignal.Safety;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Tests.Caseload;

/// <summary>
/// Whatever people, coordinators and luck do: each morning everybody who takes part has something open or to come, and
/// each promise has somebody who can come in and a day that is not lost.
/// </summary>
/// <remarks>One seed as a rule, 60 with CAREGIVERSIGNAL_LARGE=1; the seed is in the name of what fails.</remarks>
public sealed class FollowedLawTests
{
    private const int People = 6;
    private const int Days = 210;
    private const string Lot = "lot@steunpunt.example";

    private static readonly string[] Colleagues =
    [
        TestInstallation.CoordinatorEmail,
        "joost@steunpunt.example",
        "mia@steunpunt.example",
    ];

    /// <summary>Where an evening breaks off.</summary>
    private static readonly string[] Broken =
    [
        "insert on staff_task",
        "update on staff_task",
        "update on signal",
        "insert on action",
        "update on check_in",
        "insert on mail",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongRun.Of(1, LongRun.OnEachStore(60)))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nobody_is_without_somebody_and_a_day_on_any_morning(int seed)
    {
        using var site = Some.Installation().On("2026-01-05");
        var random = new Random(seed);
        foreach (var email in Colleagues)
            await site.Coordinator(email, email[..3]);
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var people = (
            await Enumerable.Range(1, People).SelectAsync(number => AddPerson(site, number, random))
        ).ToList();
        for (var day = 0; day < Days; day++)
        {
            site.Clock.AdjustTime(site.Time.At(new DateOnly(2026, 1, 5).AddDays(day), new TimeOnly(4, 0)));
            await site.RunJobs();
            await AssertEverybodyIsFollowed(site, seed);
            site.Advance(TimeSpan.FromHours(6));
            // On some days nothing beats: the machine was off.
            if (random.Next(15) > 0)
                await site.RunJobs();
            foreach (var person in people)
                await Lives(site, person, random);
            if (random.Next(3) == 0)
                await Works(site, random);
            if (random.Next(4) == 0)
                await Helps(site, people[random.Next(people.Count)], random);
            if (random.Next(3) == 0)
                await Promises(site, people[random.Next(people.Count)], random);
            if (random.Next(20) == 0)
                await Staff(site, random);
            if (random.Next(20) == 0)
                await Erase(site, people[random.Next(people.Count)]);
            if (random.Next(12) == 0)
            {
                // Who was erased does not come back by a list: somebody new takes the place.
                var number = random.Next(1, People + 1);
                number = await site.Read(async transaction => await CaregiverTable.ByPerson(transaction, $"p{number}"))
                    is null
                    ? People + day + 1
                    : number;
                people = [.. people.Append(await AddPerson(site, number, random)).Distinct()];
            }
            await Evening(site, random);
        }

        // In some lives nobody has anything to close; in the one that every run lives, all of it happens.
        if (seed != 1)
            return;
        var never = await new[]
        {
            ("signal", "closed_at is not null"),
            ("action", "next_look is not null"),
            ("staff_task", "escalated_at is not null"),
            ("help_step", "1 = 1"),
            ("safety_step", "1 = 1"),
            ("event", "consent_id is not null"),
            ("audit_log", "action = 'erase' and object = 'person'"),
        }.WhereAsync(async pair => await site.Count(pair.Item1, pair.Item2) == 0);
        Assert.Empty(never);
    }

    /// <summary>Most evenings all goes well; on some nothing beats, on some it breaks off halfway.</summary>
    private static async Task Evening(TestInstallation site, Random random)
    {
        switch (random.Next(15))
        {
            case 0:
                return;
            case 1:
                await site.RefuseWrites(Broken[random.Next(Broken.Length)]);
                await site.RunJobs(mayFail: true);
                await site.PermitWrites();
                return;
            default:
                await site.RunJobs();
                return;
        }
    }

    /// <summary>An import; of somebody who is there already, an import again.</summary>
    private static async Task<long> AddPerson(TestInstallation site, int number, Random random) =>
        await site.Add(
            Some.Person(
                $"p{number}",
                "2026-01-05",
                email: $"p{number}@example.org",
                coordinator: (await Present(site, random)).Email
            )
        );

    private static Task Lives(TestInstallation site, long person, Random random) =>
        site.Write(async transaction =>
        {
            if (await CaregiverTable.Get(transaction, person) is not { } caregiver)
                return;
            switch (random.Next(120))
            {
                case < 8 when await CheckInTable.OpenOf(transaction, person) is { } open:
                    foreach (
                        var (instrument, item, value) in new[]
                        {
                            ("csi", "sleep", random.Next(2)),
                            ("volhoudtijd", "time", random.Next(1, 7)),
                        }
                    )
                        await CheckInSubmission.Save(
                            transaction,
                            open,
                            site.Given(instrument, (item, value)),
                            "caregiver",
                            site.Time
                        );
                    if (random.Next(3) == 0)
                        await CheckInTable.SaveOwnWords(
                            transaction,
                            open.Id,
                            "Het gaat wel.",
                            random.Next(2) == 0 ? CallWish.Yes : CallWish.No
                        );
                    if (random.Next(3) > 0)
                        await CheckInSubmission.Send(transaction, open, site.Time);
                    break;
                case 8:
                    await Participation.Pause(
                        transaction,
                        person,
                        random.Next(2) == 0 ? null : site.Time.Today.AddDays(random.Next(1, 60)),
                        ReportedBy.Caregiver,
                        site.Time
                    );
                    break;
                case 9:
                    await Participation.PauseMail(transaction, person, null, Language.Dutch, site.Time);
                    break;
                case 10 or 11:
                    await Participation.Resume(transaction, person, ReportedBy.Caregiver, site.Time);
                    break;
                case 12 when random.Next(3) == 0:
                    await Participation.StopThemselves(transaction, person, site.Time);
                    break;
                case 13 or 14:
                    await Participation.Return(transaction, caregiver, Language.Dutch, site.Time);
                    break;
                case 15 when random.Next(3) == 0:
                    var end = random.Next(2) == 0 ? EventKind.Admission : EventKind.Death;
                    await Happen.Tell(
                        transaction,
                        new Telling(person, [end], site.Time.Today, Way.Colleague),
                        site.Time
                    );
                    break;
                case 16:
                    await Participation.EndAftercare(transaction, person, site.Time);
                    break;
                case 17:
                    await Participation.LeaveAftercare(transaction, person, site.Time);
                    break;
                case 18 or 19 when caregiver.Status != CaregiverStatus.Ended:
                    var kind = Consequences.Told[random.Next(Consequences.Told.Count)];
                    await Happen.Tell(transaction, new Telling(person, [kind], site.Time.Today, Way.Link), site.Time);
                    break;
            }
        });

    /// <summary>A coordinator does one thing that stands open: a task, or a signal.</summary>
    private static Task Works(TestInstallation site, Random random) =>
        site.Write(async transaction =>
        {
            var by = (await Present(transaction, random)).Id;
            var signals = await SignalTable.AllOpen(transaction);
            if (signals.Count > 0 && random.Next(2) == 0)
            {
                await Handle(transaction, site, signals[random.Next(signals.Count)], by, random);
                return;
            }

            // Help and safety are done by a step alone.
            var open = await transaction.All<long>(
                "select id from staff_task where done_at is null and kind not in ('help', 'safety') order by id"
            );
            if (open.Count == 0)
                return;
            var task = (await StaffTaskTable.Get(transaction, open[random.Next(open.Count)]))!;
            await StaffTaskTable.Done(transaction, task.Id, by, site.Time.Now);
            if (task.Kind == StaffTaskKind.Silent)
                await Silence.Contacted(transaction, task.CaregiverId, site.Time);
        });

    private static async Task Handle(
        Transaction transaction,
        TestInstallation site,
        Signal signal,
        long by,
        Random random
    )
    {
        switch (random.Next(4))
        {
            case 0:
                await CaseActions.TakeUp(transaction, signal, by, site.Time);
                break;
            case 1:
                await CaseActions.RecordContact(
                    transaction,
                    signal,
                    by,
                    new RecordedContact(
                        random.Next(2) == 0 ? ContactWay.Spoken : ContactWay.NotReached,
                        "",
                        site.Time.Today.AddDays(random.Next(1, 30))
                    ),
                    site.Time
                );
                break;
            default:
                var caregiver = (await CaregiverTable.Get(transaction, signal.CaregiverId))!;
                var choices = NextLook.Choices(caregiver, stands: false);
                await CaseActions.Close(
                    transaction,
                    signal,
                    by,
                    SignalOutcome.Other,
                    "",
                    site.Time,
                    choices.Count == 0
                        ? null
                        : new NextLook(choices[random.Next(choices.Count)], site.Time.Today.AddDays(random.Next(1, 40)))
                );
                break;
        }
    }

    /// <summary>A coordinator proposes help, or takes a step with what is open.</summary>
    private static Task Helps(TestInstallation site, long person, Random random) =>
        site.Write(async transaction =>
        {
            if (await CaregiverTable.Get(transaction, person) is null)
                return;
            var by = (await Present(transaction, random)).Id;
            var help = (await HelpTable.Of(transaction, person)).LastOrDefault(arranged => arranged.IsOpen);
            if (help is null)
            {
                await HelpArrangements.Propose(
                    transaction,
                    new ArrangedHelp
                    {
                        CaregiverId = person,
                        Kind = HelpKind.All[random.Next(HelpKind.All.Count)],
                        Step = HelpStep.Proposed,
                        StepOn = site.Time.Today,
                        NextOn = HelpRoad.UsualNextOn(HelpStep.Proposed, site.Time.Today, site.Time.WorkingDays),
                        ProposedOn = site.Time.Today,
                    },
                    by,
                    site.Time
                );
                return;
            }

            var steps = HelpRoad.After(help.Kind, help.Step);
            var step = steps[random.Next(steps.Count)];
            var reasons = HelpRoad.ReasonsFor(help.Kind, step);
            await HelpChanges.Take(
                transaction,
                help,
                new NewStep(
                    step,
                    site.Time.Today,
                    HelpRoad.UsualNextOn(step, site.Time.Today, site.Time.WorkingDays),
                    reasons.Count > 0 ? reasons[random.Next(reasons.Count)] : null
                ),
                by,
                site.Time
            );
        });

    /// <summary>One thing that somebody has to look after: safety, what was told.</summary>
    private static Task Promises(TestInstallation site, long person, Random random) =>
        site.Write(async transaction =>
        {
            if (await CaregiverTable.Get(transaction, person) is not { } caregiver)
                return;
            var by = (await Present(transaction, random)).Id;
            switch (random.Next(5))
            {
                case 0:
                    await Note(transaction, site, person, SafetyStep.Close, by);
                    break;
                default:
                    if (caregiver.Status != CaregiverStatus.Ended)
                        await Promise(transaction, site, person, by);
                    break;
            }
        });

    /// <summary>All of it at once: a look at safety, help, and what was told.</summary>
    internal static async Task Promise(Transaction transaction, TestInstallation site, long person, long by)
    {
        await Note(transaction, site, person, SafetyStep.Danger, by);
        if ((await HelpTable.Of(transaction, person)).All(help => !help.IsOpen))
            await HelpArrangements.Propose(
                transaction,
                new ArrangedHelp
                {
                    CaregiverId = person,
                    Kind = HelpKind.Of("day-care"),
                    Step = HelpStep.Proposed,
                    StepOn = site.Time.Today,
                    NextOn = HelpRoad.UsualNextOn(HelpStep.Proposed, site.Time.Today, site.Time.WorkingDays),
                    ProposedOn = site.Time.Today,
                },
                by,
                site.Time
            );
        await Told(transaction, site, person, by);
    }

    private static async Task Told(Transaction transaction, TestInstallation site, long person, long by)
    {
        var consent = new Consent
        {
            CaregiverId = person,
            Name = "Verzonnen",
            GivenOn = site.Time.Today,
        };
        await ConsentTable.Add(transaction, consent, by, site.Time.Now);
        consent = consent with
        {
            Id = await transaction.One<long>(
                "select max(id) from consent where caregiver_id = @person",
                new { person }
            ),
        };
        await Happen.Tell(
            transaction,
            new Telling(person, [EventKind.Other], site.Time.Today, Way.Professional)
            {
                Note = "Zij viel.",
                Consent = consent,
            },
            site.Time
        );
    }

    private static async Task Note(
        Transaction transaction,
        TestInstallation site,
        long person,
        SafetyStep step,
        long by
    ) =>
        await SafetyNotes.Note(
            transaction,
            person,
            await SafetyNotes.WithDay(
                transaction,
                person,
                new NewSafety(step, site.Time.Today, "Gezien.", null),
                site.Time
            ),
            by,
            site.Time
        );

    private static async Task Erase(TestInstallation site, long person)
    {
        if (await site.Read(async transaction => await CaregiverTable.Get(transaction, person)) is { } caregiver)
            await site.Part<Erasures>().EraseAsync(caregiver, Actor.CommandLine);
    }

    /// <summary>Somebody goes away, hands over, is removed, or comes back.</summary>
    private static async Task Staff(TestInstallation site, Random random)
    {
        var one = await Present(site, random);
        var other = await Present(site, random);
        switch (random.Next(5))
        {
            case 4 when one.Id != other.Id:
                await site.Write(async transaction =>
                {
                    foreach (var person in (await CaregiverTable.IdsOf(transaction, one.Id)).Take(1))
                        await PassingOn.One(transaction, person, one.Id, other.Id, null, site.Time);
                });
                break;
            case 0 when one.Id != other.Id:
                await site.Away(one.Email, other.Email, random.Next(1, 20));
                break;
            case 1 when one.Id != other.Id:
                await site.Write(transaction => PassingOn.All(transaction, one.Id, other.Id, null, site.Time));
                break;
            case 2 when one.Id != other.Id && one.Email != Lot:
                await site.Write(transaction => AccountRemoval.Remove(transaction, one, other, site.Time));
                break;
            default:
                await site.Coordinator(Colleagues[random.Next(Colleagues.Length)], "Nieuw");
                break;
        }
    }

    private static Task<Coordinator> Present(TestInstallation site, Random random) =>
        site.Read(async transaction => await Present(transaction, random));

    private static async Task<Coordinator> Present(Transaction transaction, Random random)
    {
        var here = await CoordinatorTable.Enrolled(transaction);
        return here[random.Next(here.Count)];
    }

    /// <summary>Asked in other words than the program asks it.</summary>
    private static async Task AssertEverybodyIsFollowed(TestInstallation site, int seed)
    {
        var (on, today) = ($"{site.Time.Today:yyyy-MM-dd}", site.Time.Today);
        var lost = await site.Read(async transaction =>
            (await FollowedTable.Of(transaction, await FollowedTable.Ids(transaction, 0, 1000), site.Time))
                .Where(facts => !facts.IsTask && Followed.LostBy(facts, today, site.Time.WorkingDays) is not null)
                .Select(facts => $"{facts.Id} {Followed.LostBy(facts, today, site.Time.WorkingDays)}")
        );
        Assert.True(!lost.Any(), $"seed {seed}, {on}: {string.Join(", ", lost)}");

        var alone = await site.Count(
            "caregiver",
            $"""
            status <> 'ended'
              and not exists (select 1 from signal where caregiver_id = caregiver.id and closed_at is null)
              and not exists (select 1 from staff_task where caregiver_id = caregiver.id and done_at is null)
              and not exists (select 1 from check_in where caregiver_id = caregiver.id and closed_at is null)
              and not (status = 'active' and next_due_on > '{on}')
              and not (status = 'paused' and coalesce(paused_until, '') > '{on}')
              and not (status = 'aftercare' and (coalesce(aftercare_on, '') > '{on}' or exists (
                select 1 from action where caregiver_id = caregiver.id and next_look = 'asks')))
            """
        );
        Assert.True(alone == 0, $"seed {seed}, {on}: {alone} have nothing");

        var promised = await site.Count(
            "caregiver",
            """
            (exists (select 1 from signal where caregiver_id = caregiver.id and closed_at is null)
              or exists (select 1 from staff_task where caregiver_id = caregiver.id and done_at is null))
              and not exists (
                select 1 from coordinator where coordinator.id = coordinator_id and enrolled_at is not null)
              and not exists (select 1 from coordinator where is_team_lead = 1 and enrolled_at is not null)
            """
        );
        Assert.True(promised == 0, $"seed {seed}, {on}: {promised} were promised something by nobody");

        var helped = await site.Count(
            "help",
            """
            ended_on is null and (next_on is null or not exists (
                select 1 from staff_task
                where staff_task.caregiver_id = help.caregiver_id and staff_task.kind = 'help' and done_at is null))
            """
        );
        Assert.True(helped == 0, $"seed {seed}, {on}: {helped} were offered help without a day");
    }
}
