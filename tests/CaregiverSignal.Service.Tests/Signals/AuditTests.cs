using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Tests.Signals.Cases;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals;

/// <summary>How the signals did, on histories of which each count is known by hand.</summary>
public class AuditTests
{
    private static readonly DateOnly From = Some.Date("2025-01-01");
    private static readonly DateOnly Last = Some.Date("2026-06-30");

    [Fact]
    public void What_followed_a_red_signal_is_its_gravest_outcome_in_the_half_year_after()
    {
        var audit = Audit.Of([
            Course([Red(0)], [(50, EventKind.Admission), (90, EventKind.CareCollapse)]),
            Course([Red(0)], [(180, EventKind.CrisisAdmission)]),
            Course([Red(0)], [(30, EventKind.Admission)]),
            Course([Red(0)], [(40, EventKind.Death)]),
            Course([Red(0)], [(181, EventKind.CareCollapse)]),
            Course([Red(0)], []),
            Course([Amber(0)], [(90, EventKind.CareCollapse)]),
        ]);

        Assert.Equal(
            [
                (EventKind.CareCollapse, new Share(1, 6)),
                (EventKind.CrisisAdmission, new Share(1, 6)),
                (EventKind.Death, new Share(1, 6)),
                (EventKind.Admission, new Share(1, 6)),
                (null, new Share(2, 6)),
            ],
            audit.AfterRed
        );
        Assert.Equal((new Share(2, 6), 0), (audit.FollowedRed, audit.UnknownRed));
    }

    [Fact]
    public void Who_is_not_followed_for_half_a_year_counts_neither_way()
    {
        var young = Last.DayNumber - From.DayNumber - 179;
        var audit = Audit.Of([
            Course([Red(young)], []),
            Course([Red(young)], [(young + 30, EventKind.CareCollapse)]),
            Course([Red(0)], [(20, EventKind.Stopped)]),
            Course([Red(0)], [(20, EventKind.CareCollapse), (20, EventKind.Stopped)]),
            Course([Red(young - 1)], []),
        ]);

        Assert.Equal((new Share(1, 2), 3), (audit.FollowedRed, audit.UnknownRed));
    }

    [Fact]
    public void Outcomes_are_foreseen_from_14_to_180_days_before_by_any_signal()
    {
        var audit = Audit.Of([
            Course([Amber(20), Red(120)], [(200, EventKind.CareCollapse)]),
            Course([Red(187)], [(200, EventKind.CareCollapse)]),
            Course([Red(186)], [(200, EventKind.CrisisAdmission)]),
            // Within a month it is the same, and after an admission nobody was to be told.
            Course([Amber(150)], [(200, EventKind.CrisisAdmission), (220, EventKind.CareCollapse)]),
            Course([Red(150)], [(100, EventKind.Admission), (200, EventKind.CareCollapse)]),
            // Nobody could be told in time of somebody so new, and nothing of before counts.
            Course([Red(0)], [(13, EventKind.CareCollapse)]),
            Course([Red(-50)], [(-20, EventKind.CareCollapse)]),
            Course([Red(0)], [(100, EventKind.Death)]),
        ]);

        Assert.Equal(new Share(3, 5), audit.Foreseen);
        Assert.Equal((50, 14, 180), (audit.Lead.Value, audit.Lead.Low, audit.Lead.High));
    }

    [Fact]
    public void Answers_count_once_in_half_a_year_by_their_points()
    {
        AuditedAnswer At(int day, int points) => new(From.AddDays(day), points, null);
        var audit = Audit.Of([
            Course([], [(90, EventKind.CareCollapse)], At(0, 9), At(30, 16), At(179, 3), At(180, 3)),
            Course([], [], At(0, 0), At(400, 1)),
            Course([], [(10, EventKind.Stopped)], At(0, 5)),
        ]);

        Assert.Equal(
            [(0, new Share(0, 1)), (2, new Share(0, 1)), (4, new(0, 0)), (6, new(0, 0)), (8, new(1, 1))],
            audit.Bands
        );
    }

    [Fact]
    public void Perseverance_time_alone_is_judged_at_the_same_number_of_signals()
    {
        AuditedAnswer Says(int day, int step) => new(From.AddDays(day), 0, step);
        // It tells 1 up to six months and 2 up to a year, none in time, and 4 up to two years, 2 of them in time.
        var one = Course([Red(0)], [(100, EventKind.CareCollapse)], Says(10, 5));
        var other = Course([Red(0)], [(200, EventKind.CareCollapse)], Says(60, 5), Says(90, 5));
        var third = Course([Amber(0)], [], Says(0, 3), Says(135, 4), Says(136, 4));

        Assert.Equal(1, Audit.Of([one, other, third]).ForeseenByTime, 2);
        Assert.Equal(
            2,
            Audit.Of([one with { Told = [Red(0), Red(1), Red(2), Red(3)] }, other, third]).ForeseenByTime,
            2
        );
        // A request is told whatever they say, and nothing is told of nobody.
        Assert.Equal(
            1,
            Audit.Of([Course([Red(0)], [(100, EventKind.CareCollapse)]) with { Requests = [From] }]).ForeseenByTime
        );
        Assert.Equal(0, Audit.Of([]).ForeseenByTime);
    }

    [Fact]
    public void Heavy_answers_are_counted_and_of_red_ones_the_days_until_somebody_spoke_or_that_they_wait_so_far()
    {
        AuditedAnswer Red(int day, int? after) =>
            new(From.AddDays(day), 9, null)
            {
                IsHeavy = true,
                IsRed = true,
                IsOpen = true,
                SpokenOn = after is { } days ? From.AddDays(day + days) : null,
            };
        var last = Last.DayNumber - From.DayNumber;
        var audit = Audit.Of([
            Course([], [], Red(0, 0), Red(30, 12), new AuditedAnswer(From.AddDays(60), 9, null)) with
            {
                Person = "a",
            },
            Course(
                [],
                [],
                Red(10, 3),
                Red(last - 20, null),
                Red(last - 5, null),
                new(From, 2, 5) { IsHeavy = true }
            ) with
            {
                Person = "b",
            },
            // Nobody here could hear what was answered before they came, or after the care had ended.
            Course([], [(100, EventKind.Death)], Red(-40, null), Red(130, null)) with
            {
                Person = "c",
            },
        ]);

        var (heavy, days) = (audit.Heavy, audit.Heavy.Days);
        Assert.Equal((6, 1, 5, 2), (heavy.Heavy, heavy.NothingOpen, heavy.Red, heavy.Unspoken));
        Assert.Equal((12, 0, double.PositiveInfinity), (days.Value, days.Low, days.High));
        Assert.Equal([("b", 20), ("a", 12)], heavy.Longest);
        Assert.Empty(Audit.Of([Course([], [])]).Heavy.Longest);
    }

    [Fact]
    public void With_more_who_wait_than_were_spoken_the_middle_of_the_days_is_not_yet()
    {
        AuditedAnswer Red(int day, DateOnly? spokenOn) =>
            new(From.AddDays(day), 9, null)
            {
                IsHeavy = true,
                IsRed = true,
                SpokenOn = spokenOn,
            };

        var audit = Audit.Of([Course([], [], Red(0, From.AddDays(1)), Red(100, null), Red(200, null))]);

        Assert.Equal(double.PositiveInfinity, audit.Heavy.Days.Value);
        Assert.Equal(1, audit.Heavy.Days.Low);
    }

    [Fact]
    public void An_answer_is_heavy_by_all_that_is_known_on_its_day_open_by_a_row_of_that_day_or_the_next_and_spoken_by_a_talk()
    {
        var life = new Case()
            .Asked("2025-01-06")
            .Answers(burden: 85, volhoudtijd: 6)
            .Asked("2025-02-03")
            .Answers(going: 1)
            .Closed("2025-02-04")
            .Asked("2025-03-03")
            .Answers(volhoudtijd: 2)
            .Contacted("2025-03-03")
            .Asked("2025-04-07")
            .Answers(volhoudtijd: 1);

        (DateOnly, DateOnly?)[] open =
        [
            (Some.Date("2025-01-07"), Some.Date("2025-02-02")),
            (Some.Date("2025-02-05"), Some.Date("2025-03-03")),
            (Some.Date("2025-03-20"), null),
        ];
        var course = AuditedCourse.Of(life.History(), [], open, null, new RuleSettings(), DateOnly.MinValue, Last)!;

        Assert.Equal(
            [
                (true, false, true, "2025-03-03"),
                (true, true, false, "2025-03-03"),
                (true, true, true, "2025-03-03"),
                (true, true, true, null),
            ],
            course.Answers.Select(answer =>
                (
                    answer.IsHeavy,
                    answer.IsRed,
                    answer.IsOpen,
                    answer.SpokenOn?.ToString("O", CultureInfo.InvariantCulture)
                )
            )
        );
    }

    [Fact]
    public void A_course_has_the_points_and_what_came_of_each_signal()
    {
        var history = Some.History(
                Some.Answered("2025-01-01", time: 3),
                Some.Answered("2025-02-01", time: 6),
                Some.Open("2025-03-01")
            )
            .Contacted("2025-01-05")
            .Happened("2025-01-20", "RequestForContact")
            .Happened("2025-03-01", "Fall");

        var course = AuditedCourse.Of(
            history,
            [new(From, Urgency.Red), new(Some.Date("2025-02-01"), Urgency.Amber)],
            [],
            [(Some.Date("2025-01-09"), Some.Date("2025-02-03"))],
            new RuleSettings(),
            DateOnly.MinValue,
            Last,
            [Some.Date("2025-05-01")]
        )!;

        Assert.Equal([(6, 3), (0, 6)], course.Answers.Select(answer => (answer.Points, answer.Step!.Value)));
        Assert.Equal([Some.Date("2025-01-20")], course.Requests);
        Assert.Equal(
            [(true, true, true), (false, false, true)],
            course.Told.Select(signal => (signal.Talked, signal.Chose!.Value, signal.Began))
        );
        Assert.Equal([Some.Date("2025-05-01")], course.ToForesee());
        Assert.Null(AuditedCourse.Of(Some.History(), [], [], [], new RuleSettings(), From, Last));
    }

    [Fact]
    public void An_interval_holds_its_share_within_0_and_1_and_narrows_with_more_of_the_same() =>
        Law.Holds(
            from of in Gen.Choose(1, 500)
            from count in Gen.Choose(0, of)
            select new Share(count, of),
            share =>
            {
                var (here, twice) = (share.Interval, new Share(2 * share.Count, 2 * share.Of).Interval);
                return here.Low >= 0
                    && here.High <= 1
                    && here.Low <= here.Value
                    && here.Value <= here.High
                    && twice.High - twice.Low < here.High - here.Low;
            }
        );

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 5, true)]
    [InlineData(0, 6, false)]
    [InlineData(5, 10, true)]
    [InlineData(10, 20, true)]
    [InlineData(10, 21, false)]
    public void Few_say_nothing(int count, int of, bool isTooFew) =>
        Assert.Equal(isTooFew, new Share(count, of).IsTooFew);

    private static AuditedSignal Red(int day) => new(From.AddDays(day), Urgency.Red);

    private static AuditedSignal Amber(int day) => new(From.AddDays(day), Urgency.Amber);

    private static AuditedCourse Course(
        AuditedSignal[] told,
        (int Day, EventKind Kind)[] events,
        params AuditedAnswer[] answers
    ) => new(From, Last, told, [.. events.Select(pair => (From.AddDays(pair.Day), pair.Kind))], answers);
}
