using CaregiverSignal.Networks;

namespace CaregiverSignal.Tests.Networks;

/// <summary>How a network reads, in sentences and counts (domain.md rows 15, 16, 26, 28, 29, 31 and 32).</summary>
public sealed class NetworkTests
{
    private static readonly DateOnly March = new(2026, 3, 2);

    [Fact]
    public void A_row_holds_on_its_first_day_and_not_on_the_day_on_which_it_ended()
    {
        var tie = Of("Bea") with { UntilOn = March.AddDays(10) };

        Assert.Equal(
            [false, true, true, false],
            new[] { -1, 0, 9, 10 }.Select(days => tie.HoldsOn(March.AddDays(days)))
        );
    }

    [Fact]
    public void Changes_within_a_month_are_one_drawing_and_half_a_year_later_it_is_asked_again()
    {
        Tie[] rows =
        [
            Of("Bea") with
            {
                UntilOn = March.AddDays(40),
            },
            Of("Jan") with
            {
                FromOn = March.AddDays(29),
            },
            Of("Bea", Ring.Far) with
            {
                FromOn = March.AddDays(40),
            },
        ];

        Assert.Equal([March.AddDays(29), March.AddDays(40)], Network.DrawnOn(rows));
        var due = March.AddDays(40).AddMonths(6);
        Assert.Null(Network.DueSince(rows, due.AddDays(-1)));
        Assert.Equal(March.AddDays(40), Network.DueSince(rows, due));
        Assert.Null(Network.DueSince([], due));
        Assert.Null(Network.DueSince([.. rows.Select(row => row with { UntilOn = row.UntilOn ?? due })], due));
    }

    /// <summary>Visits dry up (C-09): of four or more, half or fewer are left within half a year.</summary>
    [Theory]
    [InlineData(4, 2, 100, true)]
    [InlineData(5, 3, 100, false)]
    [InlineData(3, 0, 100, false)]
    [InlineData(4, 2, 20, false)]
    [InlineData(6, 1, 250, true)]
    public void A_circle_that_lost_half_its_people_is_told_apart_from_one_that_is_still_being_drawn(
        int were,
        int are,
        int days,
        bool hasHalved
    )
    {
        var day = March.AddDays(days);
        Tie[] rows =
        [
            .. Enumerable
                .Range(1, were)
                .Select(number => Of($"Iemand {number}") with { UntilOn = number > are ? day : null }),
        ];

        Assert.Equal(
            [false, hasHalved, false],
            new[] { day.AddDays(-1), day, day.AddMonths(7) }.Select(on => Network.HasHalved(rows, on))
        );
    }

    [Fact]
    public void Who_came_went_and_moved_is_told_by_name()
    {
        var change = Network.Between(
            [Of("Bea"), Of("Jan", Ring.Far), Of("Kim"), Of("Lot")],
            [Of("Bea", Ring.Far), Of("Jan", Ring.Near), Of("Lot"), Of("Mo")]
        );

        Assert.Equal(
            ["Mo", "Kim", "Jan", "Bea"],
            new[] { change.Came, change.Went, change.Nearer, change.Farther }.Select(list => list.Single().Name)
        );
        Assert.True(Network.Between([Of("Bea")], [Of("Bea")]).IsNone);
    }

    [Theory]
    [InlineData(Energy.Costs, Mood.Good, Wish.Same, false)]
    [InlineData(Energy.Gives, Mood.Tense, Wish.Same, false)]
    [InlineData(Energy.Gives, Mood.Conflict, Wish.Same, false)]
    [InlineData(Energy.Gives, Mood.Good, Wish.Less, false)]
    [InlineData(Energy.Neutral, Mood.Good, Wish.More, true)]
    public void Who_costs_energy_or_is_at_odds_is_never_offered_as_help(Energy energy, Mood mood, Wish wish, bool may)
    {
        var tie = Of("Bea") with { TakesOver = true, Energy = energy, Mood = mood, Wish = wish };

        Assert.Equal(may, new NetworkReading([tie]).CanTakeOver.Count == 1);
    }

    [Fact]
    public void Support_goes_both_ways_or_one_way_and_each_kind_has_its_count()
    {
        var read = new NetworkReading([
            Of("Bea") with
            {
                Gives = "PG",
                Takes = "E",
            },
            Of("Jan") with
            {
                Gives = "P",
            },
            Of("Kim") with
            {
                Takes = "A",
            },
            Of("Lot"),
        ]);

        Assert.Equal((1, 1, 1), (read.Mutual, read.OnlyGot, read.OnlyGiven));
        Assert.Equal([2, 1, 0, 0], Enum.GetValues<SupportKind>().Select(read.Giving));
        Assert.Equal([(HelperKind.Family, 4)], read.Variety);
    }

    [Fact]
    public void Only_family_or_only_professionals_is_a_thing_to_think_of_but_never_for_who_is_content()
    {
        Assert.Equal(HelperKind.Family, new NetworkReading([Of("Bea")]).Only);
        Assert.Equal(
            HelperKind.Professional,
            new NetworkReading([Of("Thuiszorg") with { Kind = HelperKind.Professional }]).Only
        );
        Assert.Null(new NetworkReading([Of("Bea"), Of("Jan") with { Kind = HelperKind.Friend }]).Only);
        Assert.Null(new NetworkReading([]).Only);
        Assert.Null(new NetworkReading([Of("Bea") with { Wish = Wish.Same }]).Only);
    }

    [Fact]
    public void Letters_stand_in_one_order_each_once()
    {
        Assert.Equal("PE", Supports.LettersOf([SupportKind.Emotional, SupportKind.Practical, SupportKind.Emotional]));
        Assert.Equal([SupportKind.Practical, SupportKind.Emotional], Supports.In("PE"));
        Assert.False(Supports.AreLetters("EP"));
        Assert.False(Supports.AreLetters("PX"));
    }

    private static Tie Of(string name, Ring ring = Ring.Regular) =>
        new()
        {
            Name = name,
            Kind = HelperKind.Family,
            Ring = ring,
            FromOn = March,
        };
}
