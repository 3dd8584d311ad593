using System.Globalization;
using CaregiverSignal.Signals;
using FsCheck;
using FsCheck.Fluent;
using Replay = CaregiverSignal.Signals.Replay;

namespace CaregiverSignal.Tests.Signals;

public class ReplayTests
{
    private static readonly DateOnly Start = Some.Date("2025-01-06");
    private static readonly RuleSettings Rules = new();

    [Fact]
    public void Nobody_content_is_ever_told()
    {
        Assert.Empty(Replay.Of(Months(2, 3, 2, 1, 2, 3, 2), Rules));
    }

    [Fact]
    public void A_state_is_told_once_and_again_when_it_is_reliably_worse_than_at_the_talk()
    {
        var told = Replay.Of(Months(8, 8, 8, 8, 11, 11), Rules);

        Assert.Equal([Start, Start.AddMonths(4)], told.Select(one => one.Day));
        Assert.Equal("De druk was 8 op 6 januari 2025 (vanaf 7 is de zorg vaak te zwaar).", told[0].Reason);
    }

    [Fact]
    public void Without_any_contact_the_same_is_not_told_again_however_long_it_lasts()
    {
        Assert.Single(Replay.Of(Months(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8), Rules, contactAfter: null));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(14, 2)]
    [InlineData(40, 1)]
    public void A_contact_is_counted_after_the_days_that_are_set(int? contactAfter, int told)
    {
        var history = Months(8, 11);

        Assert.Equal(told, Replay.Of(history, Rules, contactAfter).Count);
    }

    [Fact]
    public void Once_a_contact_is_known_only_known_contacts_count()
    {
        var history = Months(8, 8, 8, 11) with { Contacts = [new Contact(Start.AddDays(3), false, null)] };

        Assert.Equal([Start, Start.AddMonths(3)], Replay.Of(history, Rules).Select(one => one.Day));
        Assert.Equal([Start], Replay.Of(history with { Contacts = [new Contact(Start.AddMonths(4), false, null)] }, Rules, null).Select(one => one.Day));
    }

    [Fact]
    public void On_the_agreed_day_it_is_told_again()
    {
        var history = Months(8) with { Contacts = [new Contact(Start.AddDays(3), false, Start.AddDays(50))] };

        Assert.Equal([Start, Start.AddDays(50)], Replay.Of(history, Rules).Select(one => one.Day));
    }

    [Fact]
    public void An_agreed_day_within_thirty_days_waits_until_they_are_over()
    {
        var history = Months(8) with { Contacts = [new Contact(Start.AddDays(3), false, Start.AddDays(10))] };

        Assert.Equal([Start, Start.AddDays(30)], Replay.Of(history, Rules).Select(one => one.Day));
    }

    [Fact]
    public void A_missed_check_in_is_told_when_its_time_is_over()
    {
        var history = Some.History(Some.Answered("2025-01-06", csi: 9), Some.Open("2025-02-06"));

        var told = Replay.Of(history, Rules);

        Assert.Equal([Some.Date("2025-01-06"), Some.Date("2025-02-20")], told.Select(one => one.Day));
        Assert.Equal((Level.Amber, "silence"), (told[1].Level, Kinds.Join(told[1].Kinds)));
    }

    [Fact]
    public void What_weighs_together_is_told_again_on_the_day_that_the_talk_is_long_ago_whether_or_not_something_comes_in()
    {
        var heavy = Some.Answered("2025-01-06", csi: 9, time: 5, happiness: 3).Yes("sleep", "overwhelmed")
            .Saying("carerqol", "mental", 2).Saying("carerqol", "physical", 2).Saying("carerqol", "support", 0);
        var still = Some.Answered("2025-05-15", csi: 9, time: 5);

        var told = Replay.Of(Some.History(heavy, still).Contacted("2025-01-20"), Rules);

        Assert.Equal([(Some.Date("2025-01-06"), Level.Red), (Some.Date("2025-05-21"), Level.Red)], told.Select(one => (one.Day, one.Level)));
    }

    [Fact]
    public void An_answer_that_comes_late_does_not_take_back_what_was_told_before_it()
    {
        var late = Some.Open("2025-02-06") with { AnsweredOn = Some.Date("2025-03-01"), Values = Some.Answered("2025-03-01", csi: 1).Values };

        Assert.Contains(Replay.Of(Some.History(Some.Answered("2025-01-06", csi: 9), late), Rules), one => one.Day == Some.Date("2025-02-20"));
        Assert.DoesNotContain(Replay.Of(Some.History(Some.Answered("2025-01-06", csi: 9), late with { IsExcused = true }), Rules), one => one.Day == Some.Date("2025-02-20"));
    }

    [Fact]
    public void A_form_answered_in_parts_counts_as_far_as_it_was_answered()
    {
        var wave = Some.Answered("2025-01-10", csi: 2) with { AskedOn = Start, Before = Some.Answered("2025-01-08", csiBetween: (8, 13)) with { AskedOn = Start } };

        Assert.Equal(Some.Date("2025-01-08"), Assert.Single(Replay.Of(Some.History(wave), Rules)).Day);
    }

    [Fact]
    public void What_was_read_for_one_day_does_not_show_on_another()
    {
        var parts = Some.Answered("2025-01-10", csi: 2) with { AskedOn = Start, Before = Some.Answered("2025-01-08", csiBetween: (8, 13)) with { AskedOn = Start } };
        var whole = Some.History(parts, Some.Answered("2025-02-06", csi: 9));

        string[] days = ["2025-02-06", "2025-01-08", "2025-01-10", "2025-01-07"];
        var found = days.Select(day => CaregiverSignal.Signals.Rules.Judge(whole.On(day), Rules).Any(one => one.Kind == SignalKind.Level));

        Assert.Equal([true, true, false, false], found);
    }

    [Fact]
    public void What_several_findings_rest_on_is_said_once_in_most_words()
    {
        var day = Some.Date("2025-07-02");

        var told = ToldSignal.Of(day,
        [
            new Finding(SignalKind.Level, Level.Red, day, "De druk was 8 (vanaf 7 zwaar); volhouden lukt kort."),
            new Finding(SignalKind.Event, Level.Red, day, "Een helper stopte; de druk was 8; volhouden lukt kort."),
        ]);

        Assert.Equal("De druk was 8 (vanaf 7 zwaar); volhouden lukt kort; een helper stopte.", told.Reason);
    }

    [Fact]
    public void A_day_never_depends_on_what_comes_after_it()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), Gen.Choose(0, 900).ToArbitrary(), (history, days) =>
        {
            var cut = Start.AddDays(days);
            var before = Cut(history, cut);
            return Told(Replay.Of(history, Rules), cut) == Told(Replay.Of(before, Rules), cut)
                && Told(Replay.Of(history, Rules, null), cut) == Told(Replay.Of(before, Rules, null), cut);
        }));
    }

    [Fact]
    public void Shifting_all_days_shifts_all_that_is_told()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history =>
            Replay.Of(Shifted(history, 364), Rules).Select(one => (one.Day, one.Level, Kinds.Join(one.Kinds)))
                .SequenceEqual(Replay.Of(history, Rules).Select(one => (one.Day.AddDays(364), one.Level, Kinds.Join(one.Kinds))))));
    }

    [Fact]
    public void The_same_state_is_never_told_twice_in_thirty_days_unless_somebody_asks_or_something_happens()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var told = Replay.Of(history, Rules);
            return told.Zip(told.Skip(1)).All(pair =>
                pair.Second.Day >= pair.First.Day.AddDays(30) || pair.Second.Level > pair.First.Level
                || pair.Second.Kinds.Contains(SignalKind.Request) || pair.Second.Kinds.Contains(SignalKind.Event) || pair.Second.Kinds.Except(pair.First.Kinds).Any());
        }));
    }

    [Fact]
    public void The_order_of_waves_and_events_does_not_matter()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history => Told(Replay.Of(history, Rules), DateOnly.MaxValue) == Told(
            Replay.Of(history with { Waves = [.. history.Waves.Reverse()], Events = [.. history.Events.Reverse()], Contacts = [.. history.Contacts.Reverse()] }, Rules), DateOnly.MaxValue)));
    }

    private static History Months(params int[] csi) => Some.History([.. csi.Select((value, month) =>
        Some.Answered(Start.AddMonths(month).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), csi: value))]);

    private static string Told(IEnumerable<ToldSignal> told, DateOnly before) => string.Join('\n', told.Where(one => one.Day < before)
        .Select(one => $"{one.Day:O} {one.Level} {Kinds.Join(one.Kinds)} {one.Reason}"));

    private static History Cut(History history, DateOnly day) => history with
    {
        Waves = [.. history.Waves.Where(wave => wave.AskedOn < day).Select(wave => wave.AsOf(day.AddDays(-1)))],
        Events = [.. history.Events.Where(one => one.Day < day)],
        Contacts = [.. history.Contacts.Where(one => one.Day < day)],
    };

    private static History Shifted(History history, int days) => history with
    {
        Waves = [.. history.Waves.Select(wave => wave with { AskedOn = wave.AskedOn.AddDays(days), ClosesOn = wave.ClosesOn.AddDays(days), AnsweredOn = wave.AnsweredOn?.AddDays(days) })],
        Events = [.. history.Events.Select(one => one with { Day = one.Day.AddDays(days) })],
        Contacts = [.. history.Contacts.Select(one => one with { Day = one.Day.AddDays(days), NextOn = one.NextOn?.AddDays(days) })],
    };

    /// <summary>Up to thirty months: answered in time or late, or not, with events and sometimes contacts.</summary>
    private static Gen<History> Histories() =>
        from months in Gen.Choose(1, 30)
        from waves in Waves(months)
        from events in Gen.Choose(0, 900).Select(days => Start.AddDays(days)).ListOf()
        from kinds in Gen.Elements("RequestForContact", "HelperLost", "Hospital").ListOf(events.Count)
        from contacts in Gen.Choose(0, 900).Select(days => Start.AddDays(days)).ListOf(2)
        from next in Gen.Elements<int?>(null, 7, 20, 90).ListOf(2)
        from closes in Gen.Elements(true, false).ListOf(2)
        from isFollowed in Gen.Elements(true, false, false)
        select new History(
            Start, waves,
            [.. events.Zip(kinds).Take(4).Select(one => new HistoryEvent(one.First, one.Second, "caregiver")).OrderBy(one => one.Day)],
            isFollowed ? [.. Enumerable.Range(0, 2).Select(place => new Contact(contacts[place], closes[place], next[place] is { } days ? contacts[place].AddDays(days) : null)).DistinctBy(one => one.Day).OrderBy(one => one.Day)] : []);

    private static Gen<IReadOnlyList<Wave>> Waves(int months) =>
        from csi in Gen.Choose(0, 13).ListOf(months)
        from drift in Gen.Choose(0, 4).ListOf(months)
        from time in Gen.Choose(1, 6).ListOf(months)
        from delay in Gen.Elements<int?>(null, 0, 0, 3, 20).ListOf(months)
        from call in Gen.Choose(0, 20).ListOf(months)
        from away in Gen.Choose(0, 8).ListOf(months)
        select (IReadOnlyList<Wave>)[.. Enumerable.Range(0, months).Select(month =>
        {
            var asked = Start.AddMonths(month);
            var wave = Some.Answered(asked.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), csi: Math.Min(13, (csi[0] / 2) + drift[month]), time: time[month], wantsCall: call[month] == 0);
            return delay[month] is { } days
                ? wave with { AnsweredOn = asked.AddDays(days), IsExcused = away[month] == 0 }
                : wave with { AnsweredOn = null, Values = [], WantsCall = false, IsExcused = away[month] == 0 };
        })];

    private static void Holds(Property property) => 
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260101UL, 20260103UL), property);
}
