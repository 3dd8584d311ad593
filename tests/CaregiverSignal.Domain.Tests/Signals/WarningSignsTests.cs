using System.Text.Json;
using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

public class WarningSignsTests
{
    private static readonly RuleSettings Rules = new();

    public static TheoryData<string> HeavyEvents => [.. SeriousEvent.Kinds.Select(kind => kind.Code())];

    [Fact]
    public void Of_somebody_nothing_is_known_of_and_of_somebody_content_nothing_is_so()
    {
        var content = new Case().EachMonth(
            "2025-01-10",
            12,
            (life, _) =>
                life.Answers(csi: 3, volhoudtijd: 6, going: 4, burden: 30, support: 20, missing: 12, happiness: 8)
        );

        Assert.All(
            [default, KnownOn(content, "2025-12-10")],
            state =>
                Assert.Each(
                    WarningSigns.All,
                    thing =>
                    {
                        Assert.True(thing.Weigh(state, Some.Date("2025-12-10")).IsNothing);
                        Assert.True(!thing.IsLine || thing.Day(state, Some.Date("2025-12-10")) == default);
                    }
                )
        );
    }

    [Fact]
    public void The_lightest_and_the_heaviest_of_each_measure_are_those_of_its_questionnaire()
    {
        Assert.Equal(ObservationKind.TakeOver - ObservationKind.PerseveranceTime + 1, Observations.Scales.Count);
        Assert.Each(
            Observations.Scales.Where(read => read.Instrument != Observations.TakeOver.Instrument),
            read =>
            {
                var scale = Some.Instruments.Newest(read.Instrument).Scales.Single(scale => scale.Key == read.Scale);
                var isHigher = scale.Direction == Direction.HigherIsWorse;
                Assert.Equal(
                    isHigher ? (scale.Min, scale.Max) : (scale.Max, scale.Min),
                    (read.Lightest, read.Heaviest)
                );
            }
        );
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(2, 8)]
    [InlineData(3, 6)]
    [InlineData(4, 4)]
    [InlineData(5, 2)]
    [InlineData(6, 0)]
    public void The_sooner_somebody_cannot_go_on_the_nearer(int time, int points)
    {
        Assert.Equal(points, Points<PerseveranceTime>(At("2025-01-10").Answers(volhoudtijd: time), "2025-01-10"));
    }

    [Theory]
    [InlineData("2025-01-09", 0)]
    [InlineData("2025-07-29", 6)]
    [InlineData("2025-07-30", 0)]
    public void An_answer_counts_from_its_day_for_two_hundred_days(string day, int points)
    {
        Assert.Equal(points, Points<PerseveranceTime>(At("2025-01-10").Answers(volhoudtijd: 3), day));
    }

    [Fact]
    public void A_skipped_question_is_no_answer_and_makes_none_of_before_better()
    {
        var skipped = At("2025-01-10").Gives("volhoudtijd");
        var skippedAfterwards = At("2025-01-10").Answers(volhoudtijd: 3).Asked("2025-03-10").Gives("volhoudtijd");

        Assert.Equal(0, Points<PerseveranceTime>(skipped, "2025-01-10"));
        Assert.Equal(6, Points<PerseveranceTime>(skippedAfterwards, "2025-07-29"));
        Assert.Equal(0, Points<PerseveranceTime>(skippedAfterwards, "2025-07-30"));
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(100, 1)]
    public void A_burden_of_sixty_or_more_adds_a_point(int burden, int points)
    {
        Assert.Equal(points, Points<HighBurden>(At("2025-01-10").Answers(burden: burden), "2025-01-10"));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void That_it_goes_badly_adds_a_point(int going, int points)
    {
        Assert.Equal(points, Points<GoingBadly>(At("2025-01-10").Answers(going: going), "2025-01-10"));
    }

    [Fact]
    public void A_lighter_answer_takes_the_point_away()
    {
        var better = At("2025-01-10")
            .Answers(going: 1, burden: 90, volhoudtijd: 1)
            .Asked("2025-02-10")
            .Answers(going: 4, burden: 20, volhoudtijd: 6);

        Assert.Equal(default, Nearness.Of(KnownOn(better, "2025-02-10"), Some.Date("2025-02-10"), Rules));
    }

    [Theory]
    [InlineData("3 6 6", "2025-03-10")]
    [InlineData("3 5 6", null)]
    [InlineData("3 6 5 6", null)]
    [InlineData("3 5 6 7", "2025-04-10")]
    [InlineData("11 12 13", null)]
    [InlineData("3 6 6 4 4 6 6", "2025-07-10")]
    [InlineData("3 6 6 4 6 6 6", "2025-03-10")]
    [InlineData("3 6 6 5 5 6 6", "2025-03-10")]
    public void A_strain_three_points_over_the_first_in_two_answers_in_a_row_is_heard_once_and_again_after_two_near_the_first(
        string answers,
        string? heard
    )
    {
        var life = EachMonth(answers, (life, answer) => life.Answers(csi: answer));

        Assert.Equal(heard is null ? null : Some.Date(heard), HeardOn<CreepingStrain>(life, "2025-12-10"));
    }

    [Theory]
    [InlineData("20 50 60", null)]
    [InlineData("20 51 60", "2025-03-10")]
    [InlineData("30 60 59", null)]
    [InlineData("20 70 70 40 40 70 70", "2025-03-10")]
    [InlineData("20 70 70 30 30 70 70", "2025-07-10")]
    public void A_burden_thirty_over_the_first_and_past_the_middle_is_heard_in_the_same_way(
        string answers,
        string? heard
    )
    {
        var life = EachMonth(answers, (life, answer) => life.Answers(burden: answer));

        Assert.Equal(heard is null ? null : Some.Date(heard), HeardOn<CreepingBurden>(life, "2025-12-10"));
    }

    [Theory]
    [InlineData("plans family demands emotional changed upsetting", true)]
    [InlineData("plans family demands emotional changed", false)]
    public void Of_a_list_that_was_not_finished_only_what_was_said_counts(string yes, bool isHeard)
    {
        var life = At("2025-01-10")
            .Answers(csi: 3)
            .Asked("2025-02-10")
            .Answers(csi: 6)
            .Asked("2025-03-10")
            .Gives("csi", [.. yes.Split(' ').Select(item => (item, 1))]);

        Assert.Equal(isHeard, HeardOn<CreepingStrain>(life, "2025-03-10") is not null);
    }

    [Fact]
    public void A_first_list_that_was_not_finished_counts_at_the_least_that_it_can_be()
    {
        var life = At("2025-01-10")
            .Gives("csi", ("plans", 1))
            .Asked("2025-02-10")
            .Answers(csi: 4)
            .Asked("2025-03-10")
            .Answers(csi: 4);

        Assert.Equal(Some.Date("2025-03-10"), HeardOn<CreepingStrain>(life, "2025-03-10"));
    }

    [Fact]
    public void A_list_that_was_left_blank_whole_is_no_first_answer_to_have_risen_from()
    {
        var life = At("2025-01-10")
            .Gives("csi")
            .Asked("2025-02-10")
            .Answers(csi: 4)
            .Asked("2025-03-10")
            .Answers(csi: 4);

        Assert.Null(HeardOn<CreepingStrain>(life, "2025-03-10"));
    }

    [Theory]
    [InlineData(12, "2025-01-10")]
    [InlineData(13, null)]
    public void Support_at_its_lowest_is_heard_in_the_first_answer(int first, string? heard)
    {
        var life = At("2025-01-10").Answers(support: first).Asked("2025-07-10").Answers(support: 12);

        Assert.Equal(heard is null ? null : Some.Date(heard), HeardOn<LeastSupport>(life, "2025-07-10"));
    }

    [Theory]
    [InlineData(32, 25, false)]
    [InlineData(32, 24, true)]
    [InlineData(14, 13, false)]
    public void Support_that_is_clearly_less_is_heard_and_little_support_is_not(int first, int last, bool isHeard)
    {
        var life = At("2025-01-10").Answers(support: first).Asked("2025-07-10").Answers(support: last);

        Assert.Equal(isHeard ? Some.Date("2025-07-10") : null, HeardOn<LessSupport>(life, "2025-07-10"));
    }

    [Fact]
    public void Support_that_came_back_and_is_less_again_is_not_heard_again()
    {
        var life = At("2025-01-10")
            .Answers(support: 32)
            .Asked("2025-03-10")
            .Answers(support: 24)
            .Asked("2025-05-10")
            .Answers(support: 32)
            .Asked("2025-07-10")
            .Answers(support: 20);

        Assert.Equal(Some.Date("2025-03-10"), HeardOn<LessSupport>(life, "2025-07-10"));
    }

    [Theory]
    [InlineData(30, 28, 26, true)]
    [InlineData(30, 28, 27, false)]
    [InlineData(30, 30, 24, false)]
    [InlineData(20, 22, 18, false)]
    public void Support_dries_up_by_two_steps_down_of_four_points_together(
        int first,
        int second,
        int third,
        bool isHeard
    )
    {
        var life = At("2025-01-10")
            .Answers(support: first)
            .Asked("2025-04-10")
            .Answers(support: second)
            .Asked("2025-07-10")
            .Answers(support: third);

        Assert.Equal(isHeard ? Some.Date("2025-07-10") : null, HeardOn<DwindlingSupport>(life, "2025-07-10"));
    }

    [Fact]
    public void One_step_down_is_no_drying_up_however_large()
    {
        Assert.Null(
            HeardOn<DwindlingSupport>(
                At("2025-01-10").Answers(support: 40).Asked("2025-04-10").Answers(support: 20),
                "2025-04-10"
            )
        );
    }

    [Theory]
    [InlineData(18, false)]
    [InlineData(19, true)]
    public void That_support_is_missed_is_heard_at_its_cut_off(int missing, bool isHeard)
    {
        var life = At("2025-01-10").Answers(missing: missing);

        Assert.Equal(isHeard ? Some.Date("2025-01-10") : null, HeardOn<SupportIsMissed>(life, "2025-01-10"));
    }

    [Theory]
    [InlineData(6, 6, null)]
    [InlineData(6, 7, "2025-04-10")]
    [InlineData(7, 9, "2025-01-10")]
    [InlineData(9, 3, "2025-01-10")]
    public void Strain_is_heard_when_it_first_reaches_its_cut_off_and_adds_nothing(int first, int last, string? heard)
    {
        var life = At("2025-01-10").Answers(csi: first).Asked("2025-04-10").Answers(csi: last);

        Assert.Equal(heard is null ? null : Some.Date(heard), HeardOn<HighStrain>(life, "2025-04-10"));
        Assert.Equal(0, Points<HighStrain>(life, "2025-04-10"));
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void Strain_on_a_list_that_was_not_finished_is_heard_when_what_is_missing_cannot_lower_it(
        int yes,
        bool isHeard
    )
    {
        string[] items = ["inconvenient", "confining", "plans", "family", "demands", "emotional", "changed"];
        var life = At("2025-01-10").Gives("csi", [.. items.Take(yes).Select(item => (item, 1))]);

        Assert.Equal(isHeard, HeardOn<HighStrain>(life, "2025-01-10") is not null);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void Severe_strain_on_the_other_list_is_heard_at_its_cut_off(int total, bool isHeard)
    {
        var life = new Case { Waves = [Some.Answered("2025-01-10", edizPlus: total)] };

        Assert.Equal(isHeard ? Some.Date("2025-01-10") : null, HeardOn<SevereStrainOnEdizPlus>(life, "2025-01-10"));
    }

    [Theory]
    [MemberData(nameof(HeavyEvents))]
    public void A_serious_event_is_heard_where_no_task_or_colleague_told_it_and_adds_nothing(string kind)
    {
        DateOnly? Heard(string by) => HeardOn<SeriousEvent>(new Case().Happened("2025-01-10", kind, by), "2025-01-10");

        Assert.All(["professional", "system"], by => Assert.Equal(Some.Date("2025-01-10"), Heard(by)));
        Assert.All(["caregiver", "coordinator"], by => Assert.Null(Heard(by)));
    }

    [Theory]
    [InlineData("Diagnosis")]
    [InlineData("Moved")]
    [InlineData("SupportEnded")]
    [InlineData("Other")]
    public void What_is_not_serious_is_not_heard(string kind)
    {
        Assert.Null(HeardOn<SeriousEvent>(new Case().Happened("2025-01-10", kind, "professional"), "2025-01-10"));
    }

    [Fact]
    public void Of_two_events_on_one_day_the_heavier_is_named_and_of_two_days_the_newer()
    {
        var sameDay = new Case()
            .Happened("2025-01-10", "Fall", "professional")
            .Happened("2025-01-10", "HelperLost", "professional")
            .Happened("2025-01-10", "JobChanged", "professional");
        var nextDay = sameDay.Happened("2025-01-11", "Hospital", "professional");

        Assert.Equal(
            EventKind.HelperLost,
            new SeriousEvent().Evidence(KnownOn(sameDay, "2025-01-11"), Some.Date("2025-01-11")).What
        );
        Assert.Equal(
            EventKind.Hospital,
            new SeriousEvent().Evidence(KnownOn(nextDay, "2025-01-11"), Some.Date("2025-01-11")).What
        );
    }

    [Fact]
    public void Evidence_is_stored_with_the_events_code() =>
        Assert.Equal(
            """{"Value":null,"From":null,"Since":null,"Count":null,"What":"HelperLost"}""",
            JsonSerializer.Serialize(new Evidence(What: EventKind.HelperLost))
        );

    [Fact]
    public void A_request_is_heard_wherever_they_ask()
    {
        var form = At("2025-01-10");
        var unfinished = form with { Waves = [form.Waves[0] with { WantsCall = true }] };

        Assert.All(
            [form.CallMe(), unfinished, new Case().Happened("2025-01-10", "RequestForContact")],
            life => Assert.Equal(Some.Date("2025-01-10"), HeardOn<Request>(life, "2025-01-10"))
        );
    }

    [Fact]
    public void A_talk_that_a_coordinator_wants_is_no_request()
    {
        Assert.Null(
            HeardOn<Request>(new Case().Happened("2025-01-10", "RequestForContact", by: "coordinator"), "2025-01-10")
        );
    }

    [Fact]
    public void A_crisis_is_heard_once_and_adds_nothing()
    {
        var crisis = new Case().Happened("2025-01-10", "CrisisAdmission", by: "professional");

        Assert.Equal(Some.Date("2025-01-10"), HeardOn<Crisis>(crisis, "2025-01-10"));
        Assert.Null(HeardOn<SeriousEvent>(crisis, "2025-01-10"));
        Assert.True(Nearness.Of(KnownOn(crisis, "2025-01-10"), Some.Date("2025-01-10"), Rules).IsNothing);
    }

    [Theory]
    [InlineData("Admission", 0)]
    [InlineData("Stopped", 11)]
    public void What_was_known_before_care_ended_counts_no_more_and_who_stopped_is_as_near_as_before(
        string kind,
        int points
    )
    {
        var life = At("2025-01-10")
            .Answers(volhoudtijd: 1, burden: 90, going: 1)
            .Happened("2025-02-01", kind, by: "coordinator");
        var goesOn = life.Asked("2025-03-10").Answers(volhoudtijd: 3);

        Assert.Equal(points, PointsOn(life, "2025-02-01"));
        Assert.Equal(Math.Max(6, points - 3), PointsOn(goesOn, "2025-03-10"));
    }

    [Fact]
    public void Support_is_compared_with_none_from_before_care_ended()
    {
        var life = At("2025-01-10").Answers(support: 32);
        var goesOn = life.Asked("2025-07-10").Answers(support: 20);
        var cameBack = At("2025-01-10")
            .Answers(support: 32)
            .Happened("2025-03-01", "Admission", by: "coordinator")
            .Asked("2025-07-10")
            .Answers(support: 20);

        Assert.NotNull(HeardOn<LessSupport>(goesOn, "2025-07-10"));
        Assert.Null(HeardOn<LessSupport>(cameBack, "2025-07-10"));
    }

    [Theory]
    [InlineData(6, 60, null)]
    [InlineData(5, 60, null)]
    [InlineData(4, 0, null)]
    [InlineData(4, 60, Urgency.Amber)]
    [InlineData(3, 0, Urgency.Amber)]
    [InlineData(2, 0, Urgency.Red)]
    public void Five_points_are_amber_and_eight_are_red(int time, int burden, Urgency? level)
    {
        var state = KnownOn(At("2025-01-10").Answers(volhoudtijd: time, burden: burden), "2025-01-10");

        Assert.Equal(level, Nearness.LevelOn(state, Some.Date("2025-01-10"), Rules));
    }

    [Fact]
    public void All_that_can_be_so_at_once_is_eleven_points()
    {
        var life = At("2025-01-10")
            .Answers(csi: 2, support: 40)
            .Asked("2025-02-10")
            .Answers(csi: 9, support: 20, burden: 90, going: 1, volhoudtijd: 1)
            .CallMe();

        Assert.Equal(11, PointsOn(life, "2025-02-10"));
    }

    private static Case EachMonth(string answers, Func<Case, int, Case> answer)
    {
        int[] all = [.. answers.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        return new Case().EachMonth("2025-01-10", all.Length, (life, month) => answer(life, all[month]));
    }

    private static Case At(string day) => new Case().Asked(day);

    private static int Points<T>(Case life, string day)
        where T : WarningSign, new() => new T().Weigh(KnownOn(life, day), Some.Date(day)).Points;

    private static int PointsOn(Case life, string day) => Nearness.Of(KnownOn(life, day), Some.Date(day), Rules).Points;

    private static DateOnly? HeardOn<T>(Case life, string day)
        where T : WarningSign =>
        WarningSigns.All.OfType<T>().Single().Day(KnownOn(life, day), Some.Date(day)) is var heard && heard != default
            ? heard
            : null;

    private static CaregiverState KnownOn(Case life, string day)
    {
        var state = default(CaregiverState);
        foreach (
            var observation in Observations.Of(life.History()).Where(observation => observation.Day <= Some.Date(day))
        )
            state.Take(observation);
        return state;
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    public void Of_two_answers_on_one_day_the_worse_one_counts(int first, int second)
    {
        var (time, burden) = (default(Measure), default(Measure));
        foreach (var answer in new[] { first, second })
        {
            time.Take(new Observation(Some.Date("2026-03-02"), ObservationKind.PerseveranceTime, answer, answer));
            burden.Take(new Observation(Some.Date("2026-03-02"), ObservationKind.Burden, answer, answer));
        }

        Assert.Equal((2, 2), (time.Newest, time.Complete));
        Assert.Equal((5, 5), (burden.Newest, burden.Complete));
    }

    [Theory]
    [InlineData("2026-05-31", 1)]
    [InlineData("2026-06-01", 0)]
    public void An_event_is_heard_when_it_is_known_within_ninety_days(string today, int lines)
    {
        var state = default(CaregiverState);
        state.Take(new Observation(Some.Date("2026-03-02"), ObservationKind.SeriousEvent));

        Assert.Equal(lines, NotificationPolicy.Lines(state, Some.Date(today), Rules).Count);
    }

    [Fact]
    public void Of_who_was_enrolled_after_care_had_ended_an_event_of_before_is_heard_and_a_score_is_not()
    {
        var state = default(CaregiverState);
        state.Take(new Observation(Some.Date("2026-03-01"), ObservationKind.Strain, Low: 9, High: 9));
        state.Take(new Observation(Some.Date("2026-03-01"), ObservationKind.SeriousEvent));
        state.Take(new Observation(Some.Date("2026-03-02"), ObservationKind.Left, Low: 1));

        var line = Assert.Single(NotificationPolicy.Lines(state, Some.Date("2026-03-02"), Rules));
        Assert.Equal(SignalKind.Event, line.Kind);
    }

    [Fact]
    public void A_later_talk_without_an_agreed_day_brings_no_agreed_day_forward()
    {
        var agreed = Talk("2026-03-02", "2027-01-04")(default);

        Assert.Equal(agreed, Talk("2026-03-09", null)(agreed));

        static Func<NotificationHistory, NotificationHistory> Talk(string day, string? nextOn) =>
            history =>
                history.After(
                    new Contact(Some.Date(day), false, nextOn is null ? null : Some.Date(nextOn)),
                    level: null,
                    weight: default
                );
    }

    [Fact]
    public void An_answer_with_blanks_that_came_twice_is_one()
    {
        Observation[] observations =
        [
            new(Some.Date("2026-01-05"), ObservationKind.Burden, Low: 80, High: 90),
            new(Some.Date("2026-02-02"), ObservationKind.Burden, Low: 20, High: 90),
            new(Some.Date("2026-03-02"), ObservationKind.Burden, Low: 50, High: 90),
            new(Some.Date("2026-04-06"), ObservationKind.Burden, Low: 10, High: 90),
        ];
        var (once, twice) = (new Measure(), new Measure());
        foreach (var observation in observations)
        {
            once.Take(observation);
            twice.Take(observation);
            twice.Take(observation);
        }

        Assert.Equal((50, Some.Date("2026-03-02")), once.At(Some.Date("2026-04-20"), 100));
        Assert.Equal(once.At(Some.Date("2026-04-20"), 100), twice.At(Some.Date("2026-04-20"), 100));
    }

    [Fact]
    public void After_a_closing_two_lower_answers_set_the_level_told_back_and_not_three()
    {
        var day = Some.Date("2026-03-02");
        var history = new NotificationHistory()
            .By(Urgency.Red, day, default, default, default)
            .AfterAnswer(Urgency.Amber);
        history = history.After(new Contact(day, Closes: true, NextOn: null), Urgency.Amber, default);
        Assert.Equal(Urgency.Amber, history.Level);

        history = history.AfterAnswer(null);
        Assert.Equal(Urgency.Amber, history.Level);
        Assert.Null(history.AfterAnswer(null).Level);
    }
}
