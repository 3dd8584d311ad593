using CaregiverSignal.Referrals;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Referrals;

/// <summary>By which steps help goes (domain.md row 60).</summary>
public sealed class HelpRoadTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    public static TheoryData<string> EveryKind => [.. HelpKind.All.Select(kind => kind.Key)];

    [Fact]
    public void Whatever_steps_are_taken_what_is_open_has_a_day_and_what_is_over_takes_no_step() =>
        Law.Holds(
            Gen.Choose(0, 1000).ArrayOf(30),
            choices =>
            {
                var help = Proposed(HelpKind.All[choices.FirstOrDefault() % HelpKind.All.Count].Key);
                var day = Today;
                foreach (var choice in choices)
                {
                    var after = HelpRoad.After(help.Kind, help.Step);
                    if (after.Count == 0)
                        return !help.IsOpen && help.NextOn is null && !help.Runs;
                    day = day.AddDays(choice % 40);
                    help = HelpRoad.Take(help, Some(help.Kind, after[choice % after.Count], day, choice));
                    if (help.IsOpen != help.NextOn is not null || help.IsOpen == HelpRoad.IsEnd(help.Step))
                        return false;
                    if (help.Runs && (help.BeganOn is null || help.WantedOn is null))
                        return false;
                    if (help.NextOn < day || help.BeganOn < help.WantedOn)
                        return false;
                }

                return true;
            }
        );

    [Theory]
    [InlineData("day-care", "2026-09-02", "2026-03-03")]
    [InlineData("buddy", "2026-09-02", "2026-03-09")]
    [InlineData("wmo", "2026-03-04", "2026-03-04")]
    [InlineData("day-care", null, null)]
    public void Once_the_care_ended_what_took_it_over_is_looked_at_the_next_day_and_the_rest_within_a_week(
        string kind,
        string? next,
        string? look
    ) =>
        Assert.Equal(
            look is null ? null : DateOnly.Parse(look, CultureInfo.InvariantCulture),
            HelpRoad.NextOnAfterCare(
                Proposed(kind) with
                {
                    NextOn = next is null ? null : DateOnly.Parse(next, CultureInfo.InvariantCulture),
                },
                Today,
                WorkingDays.Usual
            )
        );

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_can_come_to_run_and_to_each_end(string kind)
    {
        var (seen, open) = (new HashSet<HelpStep> { HelpStep.Proposed }, new Queue<HelpStep>([HelpStep.Proposed]));
        while (open.TryDequeue(out var step))
        {
            foreach (var next in HelpRoad.After(HelpKind.Of(kind), step).Where(seen.Add))
                open.Enqueue(next);
        }

        HelpStep[] ends =
        [
            HelpStep.Running,
            HelpStep.Kept,
            HelpStep.Changed,
            HelpStep.Declined,
            HelpStep.Failed,
            HelpStep.Ended,
        ];
        Assert.Empty(ends.Except(seen));
        Assert.Equal(HelpKind.Of(kind).Group == HelpGroup.FormalRoad, seen.Contains(HelpStep.Decided));
    }

    [Theory]
    [InlineData(HelpStep.Running)]
    [InlineData(HelpStep.Ended)]
    [InlineData(HelpStep.Said)]
    [InlineData(HelpStep.Proposed)]
    public void A_step_that_does_not_follow_is_refused(HelpStep step) =>
        Assert.Throws<ArgumentException>(() =>
            HelpRoad.Take(Proposed("day-care"), new NewStep(step, Today, Today.AddDays(7)))
        );

    [Fact]
    public void What_is_open_needs_a_day_to_look_again_and_what_fails_a_reason()
    {
        var chosen = HelpRoad.Take(Proposed("day-care"), new NewStep(HelpStep.Chosen, Today, Today.AddDays(3)));

        Assert.Throws<ArgumentException>(() => HelpRoad.Take(chosen, new NewStep(HelpStep.AskedFor, Today)));
        Assert.Throws<ArgumentException>(() => HelpRoad.Take(chosen, new NewStep(HelpStep.Failed, Today)));
        Assert.Throws<ArgumentException>(() =>
            HelpRoad.Take(chosen, new NewStep(HelpStep.Failed, Today, Reason: HelpReason.Refused))
        );
    }

    [Fact]
    public void Whoever_did_not_click_is_no_longer_who_helps()
    {
        var matched = Proposed("buddy") with { Step = HelpStep.Matched, WithWhom = "Truus" };

        var again = HelpRoad.Take(matched, new NewStep(HelpStep.Searching, Today, Today.AddDays(14)));

        Assert.Equal("", again.WithWhom);
    }

    [Theory]
    [InlineData("volunteer-at-home", HelpStep.Running, EventKind.RespiteStarted)]
    [InlineData("volunteer-at-home", HelpStep.Failed, EventKind.RespiteFailed)]
    [InlineData("volunteer-at-home", HelpStep.Ended, EventKind.RespiteEnded)]
    [InlineData("peer-group", HelpStep.Running, EventKind.SupportStarted)]
    [InlineData("peer-group", HelpStep.Failed, null)]
    [InlineData("wmo", HelpStep.Running, EventKind.SupportStarted)]
    [InlineData("wmo", HelpStep.Ended, EventKind.SupportEnded)]
    [InlineData("day-care", HelpStep.Kept, null)]
    public void What_begins_fails_and_ends_is_told_to_the_rules(string kind, HelpStep step, EventKind? told) =>
        Assert.Equal(
            told,
            HelpRoad.EventOf(Proposed(kind) with { BeganOn = step == HelpStep.Ended ? Today : null }, step)
        );

    [Theory]
    [InlineData("volunteer-at-home", HelpStep.Searching, EventKind.RespiteFailed, 0, true)]
    [InlineData("volunteer-at-home", HelpStep.Searching, EventKind.RespiteEnded, 0, false)]
    [InlineData("volunteer-at-home", HelpStep.Kept, EventKind.RespiteEnded, 0, true)]
    [InlineData("volunteer-at-home", HelpStep.Kept, EventKind.RespiteFailed, -1, false)]
    [InlineData("volunteer-at-home", HelpStep.Kept, EventKind.SupportEnded, 0, false)]
    [InlineData("peer-group", HelpStep.Kept, EventKind.SupportEnded, 0, true)]
    [InlineData("wmo", HelpStep.Reported, EventKind.SupportEnded, 0, false)]
    [InlineData("peer-group", HelpStep.Kept, EventKind.RespiteFailed, 0, false)]
    public void What_was_told_is_about_help_of_its_kind_that_was_chosen_by_then(
        string kind,
        HelpStep step,
        EventKind told,
        int days,
        bool isAbout
    ) =>
        Assert.Equal(
            isAbout,
            HelpRoad.IsAbout(told, Today.AddDays(days), Proposed(kind) with { Step = step, WantedOn = Today })
        );

    [Theory]
    [InlineData(HelpStep.Unwanted)]
    [InlineData(HelpStep.Heard)]
    [InlineData(HelpStep.TakenBack)]
    public void Words_leave_help_where_it_stands_and_it_can_go_on_as_it_was(HelpStep words)
    {
        var help = Proposed("buddy") with { Step = HelpStep.Searching };

        var said = HelpRoad.Take(help, new NewStep(words, Today, Today.AddDays(1)));

        Assert.Equal(help with { NextOn = Today.AddDays(1) }, said);
        Assert.Contains(HelpStep.Searching, HelpRoad.After(said with { Objection = words }, isAfterCare: false));
        Assert.DoesNotContain(HelpStep.Searching, HelpRoad.After(said, isAfterCare: false));
    }

    [Fact]
    public void Help_is_asked_about_after_two_weeks_and_not_while_an_answer_waits()
    {
        var running = Proposed("day-care") with { Step = HelpStep.Running, BeganOn = Today };

        Assert.False(HelpRoad.IsAskedAbout(running, Today.AddDays(13)));
        Assert.True(HelpRoad.IsAskedAbout(running, Today.AddDays(14)));
        Assert.False(HelpRoad.IsAskedAbout(running with { Step = HelpStep.Said }, Today.AddDays(14)));
        var kept = running with { Step = HelpStep.Kept, NextOn = Today.AddMonths(6) };
        Assert.False(HelpRoad.IsAskedAbout(kept, Today.AddMonths(4)));
        Assert.True(HelpRoad.IsAskedAbout(kept, Today.AddMonths(5)));
    }

    private static ArrangedHelp Proposed(string kind) =>
        new()
        {
            KindCode = kind,
            Step = HelpStep.Proposed,
            StepOn = Today,
            ProposedOn = Today,
            NextOn = Today.AddDays(7),
        };

    /// <summary>A step with all that it needs.</summary>
    private static NewStep Some(HelpKind kind, HelpStep step, DateOnly day, int choice)
    {
        var reasons = HelpRoad.ReasonsFor(kind, step);
        return new NewStep(
            step,
            day,
            HelpRoad.UsualNextOn(step, day, WorkingDays.Usual),
            reasons.Count > 0 ? reasons[choice % reasons.Count] : null
        );
    }

    [Fact]
    public void Nobody_calls_off_after_a_death_what_family_and_neighbours_did_themselves()
    {
        Assert.Lacks("Zeg dit af", HelpWords.AfterCare(HelpKind.Of("own-network")));
        Assert.Has("Zeg dit af", HelpWords.AfterCare(HelpKind.Of("day-care")));
    }
}
