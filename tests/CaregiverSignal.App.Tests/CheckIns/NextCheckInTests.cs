namespace CaregiverSignal.Tests.CheckIns;

/// <summary>How often a caregiver is asked, by what they answer.</summary>
public sealed class NextCheckInTests : AtASite
{
    private readonly long anna;

    public NextCheckInTests()
        : base() => anna = site.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));

    [Theory]
    [InlineData(6, 6, 126)]
    [InlineData(5, 6, 126)]
    [InlineData(4, 12, 176)]
    [InlineData(1, 12, 176)]
    public void In_a_year_somebody_who_can_go_on_for_long_is_asked_half_as_often(int step, int checkIns, int questions)
    {
        AYear(step);

        Assert.Equal((checkIns, questions), (site.CheckIns(anna).Length, Questions()));
    }

    [Theory]
    [InlineData(9, 0, "dementia", 6, 12, 176)]
    [InlineData(8, 0, "dementia", 6, 6, 126)]
    [InlineData(4, 0, "brain-injury", 6, 12, 176)]
    [InlineData(4, 7, "dementia", 6, 12, 176)]
    [InlineData(4, 6, "dementia", 6, 6, 126)]
    public void No_less_often_where_care_or_strain_is_heavy(
        int hours,
        int csi,
        string condition,
        int step,
        int checkIns,
        int questions
    )
    {
        Cares(hours, condition);

        AYear(step, csi);

        Assert.Equal((checkIns, questions), (site.CheckIns(anna).Length, Questions()));
    }

    [Fact]
    public void A_heavy_event_brings_one_short_check_in_and_half_a_year_of_each_month()
    {
        AYear(
            6,
            onDay: day =>
            {
                if (day == Some.Date("2026-03-10"))
                    Tell(EventKind.Fall, day);
            }
        );

        Assert.Equal(
            "2026-01-05,2026-03-05,2026-03-24,2026-04-07,2026-05-05,2026-06-05,2026-07-05,2026-08-05,2026-09-05,2026-10-05,2026-12-05",
            site.Joined("select asked_on from check_in order by asked_on")
        );
        Assert.Equal(
            "2026-03-24 opening;srb;volhoudtijd",
            site.Joined("select asked_on || ' ' || instruments from check_in where in_between = 1")
        );
        Assert.Equal((11, 173), (site.CheckIns(anna).Length, Questions()));
    }

    [Theory]
    [InlineData(6, "2026-03-05")]
    [InlineData(4, "2026-02-05")]
    [InlineData(null, "2026-02-05")]
    public void The_next_day_follows_from_the_answer_and_is_a_month_away_without_one(int? step, string next)
    {
        site.RunJobs();
        if (step is { } said)
            Answer(Open()!, said);

        Assert.Equal(Some.Date(next), site.Caregiver(anna).NextDueOn);
    }

    [Fact]
    public void A_shorter_time_brings_the_next_check_in_back_to_a_month()
    {
        site.RunJobs();
        Answer(Open()!, 6);
        site.On("2026-03-05").RunJobs();
        Answer(Open()!, 4);

        Assert.Equal(Some.Date("2026-04-05"), site.Caregiver(anna).NextDueOn);
    }

    [Fact]
    public void What_was_agreed_about_the_interval_goes_before_the_answer()
    {
        site.RunJobs();
        site.Write(transaction => LessOften.Choose(transaction, site.Caregiver(anna), 3, "x", site.Time));

        Answer(Open()!, 6);

        Assert.Equal(Some.Date("2026-04-05"), site.Caregiver(anna).NextDueOn);
    }

    [Theory]
    [InlineData(EventKind.Fall, "2026-01-20", "2026-02-03")]
    [InlineData(EventKind.Fall, "2025-12-20", "2026-02-03")]
    [InlineData(EventKind.Fall, "2025-12-19", "2026-02-05")]
    [InlineData(EventKind.Moved, "2026-01-20", "2026-02-05")]
    public void Two_weeks_after_something_serious_was_told_the_next_question_comes(
        EventKind kind,
        string happened,
        string next
    )
    {
        site.RunJobs();
        Answer(Open()!, 4);
        site.On("2026-01-20");

        Tell(kind, Some.Date(happened));
        site.RunJobs();

        Assert.Equal(Some.Date(next), site.Caregiver(anna).NextDueOn);
    }

    [Fact]
    public void The_question_in_between_goes_by_mail_moves_no_other_and_leaving_it_is_no_silence()
    {
        site.RunJobs();
        Answer(Open()!, 6);
        site.On("2026-01-12");
        Tell(EventKind.HelperLost, site.Time.Today);
        site.RunJobs();

        site.On("2026-01-26").RunJobs();

        Assert.Equal(
            "2026-01-26 opening;srb;volhoudtijd 1 2026-02-09",
            site.Joined(
                "select asked_on || ' ' || instruments || ' ' || in_between || ' ' || next_due_on from check_in join caregiver on caregiver.id = check_in.caregiver_id where check_in.id = 2"
            )
        );
        Assert.Equal(2, site.Count("mail", "kind = 'invitation'"));
        site.On("2026-02-09").RunJobs();
        Assert.Equal((0, 0), (site.Count("signal"), site.Count("staff_task", "kind in ('silent', 'after-event')")));
        Assert.Equal(Some.Date("2026-03-05"), site.Caregiver(anna).NextDueOn);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("stopped")]
    [InlineData("less often")]
    public void Where_no_question_comes_after_something_serious_somebody_asks_by_a_day(string how)
    {
        site.RunJobs();
        Answer(Open()!, 6);
        site.On("2026-01-19");
        Tell(EventKind.BehaviourWorsened, site.Time.Today);
        site.RunJobs();
        Assert.Equal(0, site.Count("staff_task", "kind = 'after-event'"));

        site.On("2026-01-20");
        site.Write(transaction =>
        {
            if (how == "paused")
                LifeCycle.Pause(transaction, anna, Some.Date("2026-04-01"), ReportedBy.Caregiver, site.Time);
            else if (how == "stopped")
                LifeCycle.Stop(transaction, anna, ReportedBy.Caregiver, site.Time);
            else
                LessOften.Choose(transaction, site.Caregiver(anna), 3, "x", site.Time);
        });
        site.RunJobs();

        Assert.Equal("2026-02-02", site.Joined("select due_on from staff_task where kind = 'after-event'"));
        site.Sql("update staff_task set done_at = @now where kind = 'after-event'", new { now = site.Time.Now });
        site.Write(transaction => EvaluationTable.Request(transaction, anna, site.Time.Now));
        site.RunJobs();
        Assert.Equal(1, site.Count("staff_task", "kind = 'after-event'"));
    }

    [Fact]
    public void Who_takes_part_again_in_time_is_asked_and_nobody_else_has_to()
    {
        site.RunJobs();
        Answer(Open()!, 6);
        site.On("2026-01-19");
        site.Write(transaction =>
            LifeCycle.Pause(transaction, anna, Some.Date("2026-01-25"), ReportedBy.Caregiver, site.Time)
        );
        Tell(EventKind.OwnIllness, site.Time.Today);
        site.RunJobs();
        Assert.Equal(1, site.Count("staff_task", "kind = 'after-event' and done_at is null"));

        site.On("2026-01-25").RunJobs();
        Assert.Equal(0, site.Count("staff_task", "kind = 'after-event' and done_at is null"));
        site.On("2026-02-02").RunJobs();

        Assert.Equal("2026-01-05,2026-02-02", site.Joined("select asked_on from check_in order by asked_on"));
    }

    private void AYear(int step, int csi = 0, Action<DateOnly>? onDay = null)
    {
        for (var day = Some.Date("2026-01-05"); day < Some.Date("2027-01-05"); day = day.AddDays(1))
        {
            site.On(day.ToString("O", null)).RunJobs();
            if (Open() is { } open)
                Answer(open, step, csi);
            onDay?.Invoke(day);
        }
    }

    private void Tell(EventKind kind, DateOnly on) =>
        site.Write(transaction => Happen.Tell(transaction, new Telling(anna, [kind], on, Way.Link), site.Time));

    private void Cares(int hours, string condition) =>
        site.Write(transaction =>
            PersonDetailsTable.Change(
                transaction,
                anna,
                PersonDetailsTable.Of(transaction, anna) with
                {
                    HoursPerWeek = hours,
                    CaringSince = Some.Date("2020-01-01"),
                    Condition = condition,
                },
                by: null,
                site.Time
            )
        );

    private CheckIn? Open() => site.Read(transaction => CheckInTable.OpenOf(transaction, anna));

    private void Answer(CheckIn checkIn, int step, int csi = 0)
    {
        if (csi > 0 && checkIn.InstrumentKeys.Contains("csi"))
            site.SaveCsi(checkIn, csi);
        site.Save(checkIn, "volhoudtijd", ("time", step));
        site.Send(checkIn);
        site.RunJobs();
    }

    private int Questions() =>
        site.CheckIns(anna)
            .SelectMany(checkIn => checkIn.InstrumentKeys)
            .Sum(key => Some.Instruments.Newest(key).Items.Count);
}
