using CaregiverSignal.Caseload;

namespace CaregiverSignal.Tests.Caseload;

public class WorklistTests
{
    private static readonly DateOnly Today = new(2026, 3, 6);
    private static readonly DateTimeOffset Yesterday = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    private static Signal Case(long id, string level = "amber", string kinds = "change", DateOnly? opened = null) =>
        new()
        {
            Id = id,
            Urgency = Codes.Parse<Urgency>(level),
            KindCodes = kinds,
            OpenedOn = opened ?? Today,
            RequestedAt = kinds.Contains("request") ? Yesterday.AddDays(-1) : null,
        };

    private static long[] Order(params Signal[] cases) =>
        [.. WorklistOrder.Order(cases, Today, WorkingDays.Usual).Select(item => item.Case.Id)];

    [Fact]
    public void Who_asks_to_be_called_comes_right_after_who_is_red()
    {
        var late = Case(4) with { SeenAt = Yesterday, NextOn = Today.AddDays(-3) };

        Assert.Equal([1, 3, 4, 2], Order(late, Case(3, "amber", "request"), Case(2), Case(1, "red", "level")));
    }

    [Fact]
    public void A_red_one_whose_agreed_day_passed_stands_with_the_red_ones_by_how_long_it_waits()
    {
        var talked = Case(1, "red", "level", Today.AddDays(-60)) with
        {
            SeenAt = Yesterday.AddDays(-55),
            ContactedAt = Yesterday.AddDays(-55),
            NextOn = Today.AddDays(-33),
        };

        Assert.Equal([1, 2, 3], Order(Case(3, "amber", "request"), Case(2, "red", "level"), talked));
    }

    [Fact]
    public void What_was_escalated_stands_with_the_red_ones()
    {
        var escalated = Case(1, "amber", "request", Today.AddDays(-4)) with { EscalatedAt = Yesterday };

        Assert.Equal([1, 2, 3], Order(Case(3, "amber", "request"), Case(2, "red", "level"), escalated));
    }

    [Fact]
    public void A_line_with_a_heavy_answer_comes_before_what_has_an_earlier_day()
    {
        var line = Case(1, kinds: "") with { NextOn = Today.AddDays(6), NewestFinding = 1, IsHeavy = true };
        var planned = Case(2) with { SeenAt = Yesterday, ContactedAt = Yesterday, NextOn = Today.AddDays(1) };

        Assert.Equal([1, 2, 3], Order(Case(3), planned, line));
    }

    [Fact]
    public void Red_of_an_import_waits_for_its_day_among_the_others()
    {
        var review = Case(1, "red", "level", Today.AddDays(-80)) with { IsOfReview = true, NextOn = Today.AddDays(5) };

        Assert.Equal([2, 1], Order(review, Case(2) with { SeenAt = Yesterday, NextOn = Today.AddDays(3) }));
    }

    [Fact]
    public void A_request_that_was_answered_by_a_talk_has_lost_its_place()
    {
        var talked = Case(1, "red", "request") with { SeenAt = Yesterday, ContactedAt = Yesterday, NextOn = Today };

        Assert.Equal([2, 1], Order(talked, Case(2, "red", "level", Today.AddDays(-8))));
    }

    [Fact]
    public void A_request_after_a_talk_asks_again()
    {
        var again = Case(1, "red", "level;request") with { SeenAt = Yesterday, ContactedAt = Yesterday.AddDays(-3) };

        var item = WorklistOrder.Order([again], Today, WorkingDays.Usual).Single();

        Assert.True(item.AsksForContact);
        Assert.Equal(WorkGroup.Today, item.Group);
    }

    [Fact]
    public void What_is_red_comes_before_what_is_late()
    {
        var late = Case(1) with { SeenAt = Yesterday, NextOn = Today.AddDays(-1) };

        Assert.Equal([2, 1], Order(late, Case(2, "red", "level")));
    }

    [Fact]
    public void A_red_one_without_contact_is_late_on_the_third_working_day()
    {
        Assert.False(
            WorklistOrder
                .Order([Case(1, "red", "level", new DateOnly(2026, 3, 4))], Today, WorkingDays.Usual)
                .Single()
                .IsOverdue
        );
        Assert.True(
            WorklistOrder
                .Order([Case(1, "red", "level", new DateOnly(2026, 3, 3))], Today, WorkingDays.Usual)
                .Single()
                .IsOverdue
        );
    }

    [Fact]
    public void Amber_that_waited_longer_than_its_week_is_late_and_for_today()
    {
        var item = WorklistOrder
            .Order([Case(1, "amber", "level", Today.AddDays(-8))], Today, WorkingDays.Usual)
            .Single();

        Assert.Equal((true, WorkGroup.Today), (item.IsOverdue, item.Group));
    }

    [Fact]
    public void Old_and_amber_does_not_become_late_by_turning_red_today()
    {
        var risen = Case(1, "red", "level", Today.AddDays(-40)) with { NotifiedOn = Today };

        Assert.False(WorklistOrder.Order([risen], Today, WorkingDays.Usual).Single().IsOverdue);
    }

    [Fact]
    public void An_old_signal_with_a_new_request_waits_from_that_request_on()
    {
        var asked = Case(1, "red", "level;request", Today.AddDays(-80)) with
        {
            NotifyOn = Today.AddDays(-1),
            ContactedAt = Yesterday.AddDays(-20),
        };

        var item = WorklistOrder.Order([asked], Today, WorkingDays.Usual).Single();

        Assert.False(item.IsOverdue);
        Assert.Equal(Today.AddDays(-1), item.Case.WaitsSince);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(0, null, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, -5, false)]
    [InlineData(null, -5, false)]
    public void Who_was_spoken_to_before_it_was_told_anew_still_waits(int? seen, int? contacted, bool isContacted) =>
        Assert.Equal(
            isContacted,
            (
                Case(1) with
                {
                    SeenAt = seen is { } s ? Yesterday.AddDays(s) : null,
                    ContactedAt = contacted is { } c ? Yesterday.AddDays(c) : null,
                }
            ).IsContacted
        );

    [Fact]
    public void A_weekend_makes_nobody_late()
    {
        var onSunday = WorklistOrder.Order(
            [Case(1, "red", "level", new DateOnly(2026, 3, 5))],
            new DateOnly(2026, 3, 8),
            WorkingDays.Usual
        );

        Assert.False(onSunday.Single().IsOverdue);
    }

    [Theory]
    [InlineData(0, WorkGroup.Today)]
    [InlineData(1, WorkGroup.ThisWeek)]
    [InlineData(7, WorkGroup.ThisWeek)]
    [InlineData(8, WorkGroup.Later)]
    public void The_agreed_day_decides_the_group(int days, WorkGroup group)
    {
        var planned = Case(1, "red", "level") with
        {
            SeenAt = Yesterday,
            ContactedAt = Yesterday,
            NextOn = Today.AddDays(days),
        };

        Assert.Equal(group, WorklistOrder.Order([planned], Today, WorkingDays.Usual).Single().Group);
    }

    [Fact]
    public void A_signal_that_turned_red_again_is_for_today_whatever_day_was_agreed()
    {
        var worse = Case(1, "red", "level") with { SeenAt = null, ContactedAt = Yesterday, NextOn = Today.AddDays(14) };

        Assert.Equal(WorkGroup.Today, WorklistOrder.Order([worse], Today, WorkingDays.Usual).Single().Group);
    }

    [Fact]
    public void Among_equals_the_longest_open_comes_first()
    {
        Assert.Equal([2, 1], Order(Case(1, opened: Today.AddDays(-1)), Case(2, opened: Today.AddDays(-2))));
    }

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_reading()
    {
        Signal[] cases =
        [
            Case(1),
            Case(2, "red", "level"),
            Case(3, "red", "request"),
            Case(4) with
            {
                NextOn = Today.AddDays(-3),
                SeenAt = Yesterday,
            },
        ];

        Assert.Equal(Order(cases), Order([.. cases.Reverse()]));
    }

    [Fact]
    public void The_summary_counts_each_group_and_the_late_ones()
    {
        var counts = WorklistOrder.CountOf(
            WorklistOrder.Order(
                [
                    Case(1, "red", "request"),
                    Case(2),
                    Case(3),
                    Case(4) with
                    {
                        SeenAt = Yesterday,
                        NextOn = Today.AddDays(-1),
                    },
                    Case(5) with
                    {
                        SeenAt = Yesterday,
                        NextOn = Today.AddDays(9),
                    },
                ],
                Today,
                WorkingDays.Usual
            )
        );

        Assert.Equal(new WorklistCounts(5, 2, 2, 1, 1) { New = 3, First = counts.First }, counts);
        Assert.True(counts.First!.AsksForContact);
    }

    [Fact]
    public void Waiting_is_told_in_working_days()
    {
        Assert.Equal("vandaag", WaitingTime.Of(Today, Today, WorkingDays.Usual));
        Assert.Equal(
            Dutch("WaitingTime.WorkingDays", 1),
            WaitingTime.Of(Today, new DateOnly(2026, 3, 9), WorkingDays.Usual)
        );
        Assert.Equal(
            Dutch("WaitingTime.WorkingDays", 3),
            WaitingTime.Of(new DateOnly(2026, 3, 3), Today, WorkingDays.Usual)
        );
    }

    [Theory]
    [InlineData("Anna", "Jansen", "Anna J.")]
    [InlineData("Anna", null, "Anna")]
    [InlineData("Truus", "van der Testhoeve", "Truus T.")]
    [InlineData("Truus", "'t Hoen", "Truus H.")]
    [InlineData("Truus", "Testhoeve-van Dam", "Truus T.")]
    [InlineData("truus", "de hoen", "truus h.")]
    [InlineData(null, "Jansen", "17")]
    public void A_worklist_shows_a_first_name_and_an_initial_or_the_number(string? first, string? last, string shown) =>
        Assert.Equal(shown, DisplayText.Name("17", first, last));

    [Theory]
    [InlineData("Truus", "van der Testhoeve", "T.T.")]
    [InlineData("Truus", null, "T.")]
    [InlineData(null, "Jansen", "17")]
    public void A_title_has_the_initials_as_lists_go_by_them(string? first, string? last, string shown) =>
        Assert.Equal(shown, DisplayText.Initials("17", first, last));
}
