namespace CaregiverSignal.Tests.Signals;

/// <summary>How often a caregiver is asked, by what they answer.</summary>
public sealed class NextCheckInTests() : AtASite()
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
    }

    [Theory]
    [InlineData(6, 6, 126)]
    [InlineData(5, 6, 126)]
    [InlineData(4, 12, 176)]
    [InlineData(1, 12, 176)]
    public async Task In_a_year_somebody_who_can_go_on_for_long_is_asked_half_as_often(
        int step,
        int checkIns,
        int questions
    )
    {
        await AYear(step);

        Assert.Equal((checkIns, questions), ((await site.CheckIns(anna)).Length, await Questions()));
    }

    [Theory]
    [InlineData(9, 0, "dementia", 6, 12, 176)]
    [InlineData(8, 0, "dementia", 6, 6, 126)]
    [InlineData(4, 0, "brain-injury", 6, 12, 176)]
    [InlineData(4, 7, "dementia", 6, 12, 176)]
    [InlineData(4, 6, "dementia", 6, 6, 126)]
    public async Task No_less_often_where_care_or_strain_is_heavy(
        int hours,
        int csi,
        string condition,
        int step,
        int checkIns,
        int questions
    )
    {
        await Cares(hours, condition);

        await AYear(step, csi);

        Assert.Equal((checkIns, questions), ((await site.CheckIns(anna)).Length, await Questions()));
    }

    [Fact]
    public async Task A_heavy_event_brings_one_short_check_in_and_half_a_year_of_each_month()
    {
        await AYear(
            6,
            onDay: async day =>
            {
                if (day == Some.Date("2026-03-10"))
                    await Tell(EventKind.Fall, day);
            }
        );

        Assert.Equal(
            "2026-01-05,2026-03-05,2026-03-24,2026-04-07,2026-05-05,2026-06-05,2026-07-05,2026-08-05,2026-09-05,2026-10-05,2026-12-05",
            await site.Joined("select asked_on from check_in order by asked_on")
        );
        Assert.Equal(
            "2026-03-24 opening;srb;volhoudtijd",
            await site.Joined("select asked_on || ' ' || instruments from check_in where in_between = 1")
        );
        Assert.Equal((11, 173), ((await site.CheckIns(anna)).Length, await Questions()));
    }

    [Theory]
    [InlineData(6, "2026-03-05")]
    [InlineData(4, "2026-02-05")]
    [InlineData(null, "2026-02-05")]
    public async Task The_next_day_follows_from_the_answer_and_is_a_month_away_without_one(int? step, string next)
    {
        await site.RunJobs();
        if (step is { } said)
            await Answer((await Open())!, said);

        Assert.Equal(Some.Date(next), (await site.Caregiver(anna)).NextDueOn);
    }

    [Fact]
    public async Task A_shorter_time_brings_the_next_check_in_back_to_a_month()
    {
        await site.RunJobs();
        await Answer((await Open())!, 6);
        await site.On("2026-03-05").RunJobs();
        await Answer((await Open())!, 4);

        Assert.Equal(Some.Date("2026-04-05"), (await site.Caregiver(anna)).NextDueOn);
    }

    [Fact]
    public async Task What_was_agreed_about_the_interval_goes_before_the_answer()
    {
        await site.RunJobs();
        await site.Write(async transaction =>
            await LessOften.Choose(transaction, await site.Caregiver(anna), 3, "x", site.Time)
        );

        await Answer((await Open())!, 6);

        Assert.Equal(Some.Date("2026-04-05"), (await site.Caregiver(anna)).NextDueOn);
    }

    [Theory]
    [InlineData(EventKind.Fall, "2026-01-20", "2026-02-03")]
    [InlineData(EventKind.Fall, "2025-12-20", "2026-02-03")]
    [InlineData(EventKind.Fall, "2025-12-19", "2026-02-05")]
    [InlineData(EventKind.Moved, "2026-01-20", "2026-02-05")]
    public async Task Two_weeks_after_something_serious_was_told_the_next_question_comes(
        EventKind kind,
        string happened,
        string next
    )
    {
        await site.RunJobs();
        await Answer((await Open())!, 4);
        site.On("2026-01-20");

        await Tell(kind, Some.Date(happened));
        await site.RunJobs();

        Assert.Equal(Some.Date(next), (await site.Caregiver(anna)).NextDueOn);
    }

    [Fact]
    public async Task The_question_in_between_goes_by_mail_moves_no_other_and_leaving_it_is_no_silence()
    {
        await site.RunJobs();
        await Answer((await Open())!, 6);
        site.On("2026-01-12");
        await Tell(EventKind.HelperLost, site.Time.Today);
        await site.RunJobs();

        await site.On("2026-01-26").RunJobs();

        Assert.Equal(
            "2026-01-26 opening;srb;volhoudtijd 1 2026-02-09",
            await site.Joined(
                "select asked_on || ' ' || instruments || ' ' || in_between || ' ' || next_due_on from check_in join caregiver on caregiver.id = check_in.caregiver_id where check_in.id = 2"
            )
        );
        Assert.Equal(2, await site.Count("mail", "kind = 'invitation'"));
        await site.On("2026-02-09").RunJobs();
        Assert.Equal(
            (0, 0),
            (await site.Count("signal"), await site.Count("staff_task", "kind in ('silent', 'after-event')"))
        );
        Assert.Equal(Some.Date("2026-03-05"), (await site.Caregiver(anna)).NextDueOn);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("stopped")]
    [InlineData("less often")]
    public async Task Where_no_question_comes_after_something_serious_somebody_asks_by_a_day(string how)
    {
        await site.RunJobs();
        await Answer((await Open())!, 6);
        site.On("2026-01-19");
        await Tell(EventKind.BehaviourWorsened, site.Time.Today);
        await site.RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'after-event'"));

        site.On("2026-01-20");
        await site.Write(async transaction =>
        {
            if (how == "paused")
                await LifeCycle.Pause(transaction, anna, Some.Date("2026-04-01"), ReportedBy.Caregiver, site.Time);
            else if (how == "stopped")
                await LifeCycle.Stop(transaction, anna, ReportedBy.Caregiver, site.Time);
            else
                await LessOften.Choose(transaction, await site.Caregiver(anna), 3, "x", site.Time);
        });
        await site.RunJobs();

        Assert.Equal("2026-02-02", await site.Joined("select due_on from staff_task where kind = 'after-event'"));
        await site.Sql("update staff_task set done_at = @now where kind = 'after-event'", new { now = site.Time.Now });
        await site.Write(transaction => EvaluationTable.Request(transaction, anna, site.Time.Now));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'after-event'"));
    }

    [Fact]
    public async Task Who_takes_part_again_in_time_is_asked_and_nobody_else_has_to()
    {
        await site.RunJobs();
        await Answer((await Open())!, 6);
        site.On("2026-01-19");
        await site.Write(transaction =>
            LifeCycle.Pause(transaction, anna, Some.Date("2026-01-25"), ReportedBy.Caregiver, site.Time)
        );
        await Tell(EventKind.OwnIllness, site.Time.Today);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'after-event' and done_at is null"));

        await site.On("2026-01-25").RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'after-event' and done_at is null"));
        await site.On("2026-02-02").RunJobs();

        Assert.Equal("2026-01-05,2026-02-02", await site.Joined("select asked_on from check_in order by asked_on"));
    }

    private async Task AYear(int step, int csi = 0, Func<DateOnly, Task>? onDay = null)
    {
        for (var day = Some.Date("2026-01-05"); day < Some.Date("2027-01-05"); day = day.AddDays(1))
        {
            await site.On(day.ToString("O", null)).RunJobs();
            if (await Open() is { } open)
                await Answer(open, step, csi);
            if (onDay is not null)
                await onDay.Invoke(day);
        }
    }

    private Task Tell(EventKind kind, DateOnly on) =>
        site.Write(transaction => Happen.Tell(transaction, new Telling(anna, [kind], on, Way.Link), site.Time));

    private Task Cares(int hours, string condition) =>
        site.Write(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                anna,
                await PersonDetailsTable.Of(transaction, anna) with
                {
                    HoursPerWeek = hours,
                    CaringSince = Some.Date("2020-01-01"),
                    Condition = condition,
                },
                by: null,
                site.Time
            )
        );

    private Task<CheckIn?> Open() => site.Read(async transaction => await CheckInTable.OpenOf(transaction, anna));

    private async Task Answer(CheckIn checkIn, int step, int csi = 0)
    {
        if (csi > 0 && checkIn.InstrumentKeys.Contains("csi"))
            await site.SaveCsi(checkIn, csi);
        await site.Save(checkIn, "volhoudtijd", ("time", step));
        await site.Send(checkIn);
        await site.RunJobs();
    }

    private async Task<int> Questions() =>
        (await site.CheckIns(anna))
            .SelectMany(checkIn => checkIn.InstrumentKeys)
            .Sum(key => Some.Instruments.Newest(key).Items.Count);
}
