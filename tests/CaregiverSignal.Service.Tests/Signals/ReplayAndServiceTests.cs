using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Signals;

/// <summary>The same history through the service, a day at a time, and through the replay.</summary>
public sealed class ReplayAndServiceTests() : AtASite()
{
    /// <summary>The lists that the rules look at.</summary>
    private static readonly string[] Lists =
    [
        "opening",
        "srb",
        "csi",
        "volhoudtijd",
        "carerqol",
        "ssl-12-i",
        "ssl-d-8",
        "ediz-plus",
    ];

    private static readonly DateOnly Start = Some.Date("2026-01-05");

    private static readonly DateOnly End = Start.AddMonths(12);

    private const int People = 16;

    /// <summary>Each with people of its own.</summary>
    public static TheoryData<int> Worlds => [.. Enumerable.Range(0, LongRun.OnEachStore(20))];

    [LargeTheory]
    [MemberData(nameof(Worlds))]
    public async Task The_replay_tells_what_the_service_told_on_the_same_days(int world)
    {
        var random = new Random(LongRun.Seed() + world);
        long[] people =
        [
            .. await Enumerable.Range(0, People).SelectAsync(place => site.Add(Some.Person($"p{place}", "2029-01-01"))),
        ];
        var weights = people.ToDictionary(person => person, _ => random.Next(100));
        var open = new Dictionary<long, (CheckIn CheckIn, DateOnly SavedOn, DateOnly AnsweredOn)>();
        var live = new SortedSet<(long, DateOnly, Urgency)>();
        var levels = new Dictionary<long, Urgency>();

        for (var day = Start; day < End; day = day.AddDays(1))
        {
            site.On(day.ToString("O", null));
            foreach (var person in people)
            {
                if (day.Day == 5 && (await site.Caregiver(person)).Status == CaregiverStatus.Active)
                    open[person] = await Ask(person, random);
                if (open[person].SavedOn == day)
                    await Fill(
                        open[person].CheckIn,
                        weights[person] = Math.Clamp(weights[person] + random.Next(-25, 26), 0, 99),
                        random
                    );
                if (open[person].AnsweredOn == day)
                    await site.Send(open[person].CheckIn);
                await Live(person, random);
            }

            await site.RunJobs();
            foreach (var (person, level) in await NotifiedOn(day))
                live.Add((person, day, level));
            await FallsOnlyWhereToldAnew(levels, day);
            site.Clock.Advance(TimeSpan.FromHours(3));
            foreach (var person in people)
                await Act(person, random);
            await site.RunJobs();
            Assert.All(await NotifiedOn(day), told => Assert.Contains((told.Person, day, told.Urgency), live));
        }

        var replayed = (
            await people.SelectAsync(async person =>
                Replay
                    .Of(await site.HistoryOf(person), new RuleSettings(), FollowUp.None)
                    .Signals.Where(told => told.Day < End)
                    .Select(told => (person, told.Day, told.Urgency))
            )
        ).SelectMany(each => each);
        Assert.Equal(live, replayed.Order());
        Assert.NotEmpty(live);
    }

    /// <summary>
    /// Sent on the day it was filled in; three in ten are not answered, and now and then the mail did not go out.
    /// </summary>
    private async Task<(CheckIn CheckIn, DateOnly SavedOn, DateOnly AnsweredOn)> Ask(long person, Random random)
    {
        var checkIn = await site.Ask(person, string.Join(';', Lists));
        if (random.Next(10) == 0)
            await site.Sql(
                "update check_in set not_mailed_at = @at where id = @id",
                new { id = checkIn.Id, at = site.Time.Now }
            );
        var saved = random.Next(10) < 3 ? DateOnly.MaxValue : site.Time.Today.AddDays(random.Next(12));
        return (checkIn, saved, saved);
    }

    /// <summary>Some of the lists, heavier the higher the weight, 0–99; one answer in fifteen is skipped.</summary>
    private async Task Fill(CheckIn checkIn, int weight, Random random)
    {
        foreach (var list in Lists.Where(list => list is "csi" or "volhoudtijd" || random.Next(3) == 0))
        {
            await site.Save(
                checkIn,
                list,
                [
                    .. Some
                        .Instruments.Newest(list)
                        .Items.Where(_ => random.Next(15) > 0)
                        .Select(item => (item.Key, (int?)CodeOf(list, item.Key))),
                ]
            );
        }

        if (random.Next(8) == 0)
            await site.Want(checkIn, "yes");

        int CodeOf(string list, string item)
        {
            var codes = CodesByWeight(list, item);
            return codes[Math.Clamp(weight + random.Next(-20, 21), 0, 99) * codes.Count / 100];
        }
    }

    private async Task FallsOnlyWhereToldAnew(Dictionary<long, Urgency> levels, DateOnly today)
    {
        var signals = await site.Read(transaction =>
            transaction.All<Signal>("select id, caregiver_id, urgency, notify_on from signal where closed_at is null")
        );
        Assert.Equal(signals.Count, signals.Select(signal => signal.CaregiverId).Distinct().Count());
        foreach (var signal in signals)
        {
            var level = signal.Urgency;
            Assert.True(!levels.TryGetValue(signal.Id, out var before) || level >= before || signal.NotifyOn == today);
            levels[signal.Id] = level;
        }
    }

    /// <summary>
    /// Now and then a pause, the end, an admission, a return or a crisis; in the morning, so that it is known before
    /// any talk of the day.
    /// </summary>
    private async Task Live(long person, Random random)
    {
        var what = random.Next(250);
        await site.Write(async transaction =>
        {
            switch (what)
            {
                case 0:
                    await Participation.Pause(
                        transaction,
                        person,
                        site.Time.Today.AddDays(40),
                        ReportedBy.Caregiver,
                        site.Time
                    );
                    break;
                case 1:
                    await Participation.Stop(transaction, person, ReportedBy.Caregiver, site.Time);
                    break;
                case 2 or 3:
                    await Happened(
                        transaction,
                        person,
                        what == 2 ? EventKind.Admission : EventKind.Death,
                        what == 2 ? ReportedBy.Professional : ReportedBy.Coordinator
                    );
                    break;
                case 4 or 5:
                    await Happened(
                        transaction,
                        person,
                        what == 4 ? EventKind.Hospital : EventKind.CrisisAdmission,
                        ReportedBy.Professional
                    );
                    break;
                case 6 or 7 or 8:
                    await LifeCycle.Resume(transaction, person, ReportedBy.Coordinator, site.Time);
                    break;
            }
        });
    }

    private async Task Happened(Transaction transaction, long person, EventKind kind, ReportedBy by)
    {
        var endsCare = Consequences.Ends.Contains(kind);
        await EventTable.Add(transaction, person, site.Time.Today, kind, by, "", site.Time.Now, endsCare: endsCare);
        if (endsCare)
            await Participation.EnterAftercare(transaction, person, site.Time);
        await EvaluationTable.Request(transaction, person, site.Time.Now);
    }

    /// <summary>
    /// Now and then a talk, or an attempt at one, with a day to look again, or the end of the signal.
    /// </summary>
    private async Task Act(long person, Random random)
    {
        var (acts, ends, next) = (random.Next(20) == 0, random.Next(3) == 0, random.Next(1, 60));
        var (outcome, way) = (
            (SignalOutcome)random.Next(Enum.GetValues<SignalOutcome>().Length),
            (ContactWay)random.Next(Enum.GetValues<ContactWay>().Length)
        );
        if (!acts || await site.OpenSignal(person) is not { } signal)
            return;
        await site.Write(async transaction =>
            ends
                ? await CaseActions.Close(
                    transaction,
                    signal,
                    (await site.Caregiver(person)).CoordinatorId,
                    outcome,
                    "",
                    site.Time
                )
                : await CaseActions.RecordContact(
                    transaction,
                    signal,
                    (await site.Caregiver(person)).CoordinatorId,
                    new RecordedContact(way, "", site.Time.Today.AddDays(next)),
                    site.Time
                )
        );
    }

    private async Task<List<(long Person, Urgency Urgency)>> NotifiedOn(DateOnly day) => (
            await site.Read(transaction =>
                transaction.All<Signal>(
                    """
                    select signal.caregiver_id, notification.urgency
                    from notification join signal on signal.id = notification.signal_id
                    where notification.notified_on = @day
                    """,
                    new { day }
                )
            )
        ).Select(signal => (signal.CaregiverId, signal.Urgency)).ToList();

    /// <summary>An item's codes from the lightest to the heaviest.</summary>
    private static IReadOnlyList<int> CodesByWeight(string list, string item)
    {
        var codes = Some.Instruments.Newest(list).Item(item)!.Codes.Select(code => code.Value).Order();
        var isHeavierUp =
            list is "csi" or "srb" or "ssl-d-8" or "ediz-plus"
            || (list == "carerqol" && item is not ("fulfilment" or "support" or "happiness"));
        return [.. isHeavierUp ? codes : codes.Reverse()];
    }
}
