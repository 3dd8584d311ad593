using CaregiverSignal.Signals;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>What holds of every life that can be written down.</summary>
public class TellingLawsTests
{
    [Fact]
    public void Moving_a_whole_life_moves_its_signals_and_changes_nothing_else()
    {
        var cases = from life in Lives.Any from days in Gen.Choose(-1500, 1500) select (life, days);

        Holds(cases, it => Rows(it.life.History(), it.days).SequenceEqual(Rows(Moved(it.life.History(), it.days))));
    }

    [Fact]
    public void A_slow_worsening_is_seen_over_as_many_days_in_every_season()
    {
        var first = Some.Date("2025-01-10");
        var life = new Case()
            .Asked(first).Answers(csi: 3).Asked(first.AddDays(132)).Answers(csi: 4)
            .Asked(first.AddDays(263)).Answers(csi: 5).Asked(first.AddDays(395)).Answers(csi: 6)
            .History();

        Assert.All(Enumerable.Range(0, 366), days => Assert.Equal(Rows(life, days), Rows(Moved(life, days))));
        Assert.NotEmpty(Rows(life));
    }

    [Fact]
    public void The_order_of_check_ins_and_events_in_a_list_means_nothing()
    {
        var cases = from life in Lives.Any
                    from waves in Gen.Shuffle(life.Waves.ToArray())
                    from events in Gen.Shuffle(life.Events.ToArray())
                    select (life, Shuffled: life with { Waves = [.. waves], Events = [.. events] });

        Holds(cases, it => Rows(it.life.History()).SequenceEqual(Rows(it.Shuffled.History())));
    }

    [Fact]
    public void A_life_cut_off_on_a_day_was_told_the_same_until_then()
    {
        var cases = from life in Lives.Any from day in Gen.Choose(0, 900) select (life, Day: new DateOnly(2024, 1, 10).AddDays(day));

        Holds(cases, it => Reasons(it.life.History(), it.Day).SequenceEqual(Reasons(Cut(it.life, it.Day).History(), it.Day)));
    }

    [Fact]
    public void What_is_told_of_somebody_does_not_depend_on_who_else_is_judged()
    {
        var cases = Lives.Any.ListOf(4).Select(lives => lives.Select(life => life.History()).ToList());

        Holds(cases, all =>
        {
            var alone = all.Select(one => Reasons(one, DateOnly.MaxValue)).ToList();
            var together = all.AsParallel().AsOrdered().Reverse().Select(one => Reasons(one, DateOnly.MaxValue)).Reverse().ToList();

            return alone.Zip(together).All(pair => pair.First.SequenceEqual(pair.Second));
        });
    }

    [Fact]
    public void A_check_in_that_was_not_answered_changes_nothing_that_the_others_say()
    {
        var cases = from life in Lives.Any from day in Gen.Choose(1, 900) select (life, Day: new DateOnly(2024, 1, 10).AddDays(day));

        Holds(cases, it => WithoutSilence(it.life.Asked(it.Day)).SequenceEqual(WithoutSilence(it.life)));
    }

    [Fact]
    public void Silence_at_the_end_never_lowers_a_level()
    {
        var cases = from life in Lives.Any from days in Gen.Choose(1, 60) select (life, days);

        Holds(cases, it =>
        {
            var gap = it.life.Asked(it.life.Waves.Max(wave => wave.AskedOn).AddDays(it.days));
            var today = gap.History().Today;

            return Strength(gap, today) >= Strength(it.life, today);
        });
    }

    [Fact]
    public void A_list_that_was_skipped_as_a_whole_changes_nothing()
    {
        var cases = from life in Lives.Any
                    where life.Waves.Exists(wave => wave.AnsweredOn is not null)
                    from wave in Gen.Elements(life.Waves.Where(wave => wave.AnsweredOn is not null).ToArray())
                    let given = wave.Values.Select(it => it.Instrument)
                    from list in Gen.Elements(Lives.Lists.Except(given).DefaultIfEmpty("").ToArray())
                    where list.Length > 0
                    select (life, Skipped: life.Skips(wave, list));

        Holds(cases, it => Rows(it.life.History()).SequenceEqual(Rows(it.Skipped.History())));
    }

    [Fact]
    public void A_worse_last_answer_never_takes_a_signal_away_nor_lowers_it()
    {
        Holds(
            Worsened,
            it =>
            {
                if (it.Life.Last()?.AnsweredOn is not { } day) return true;
                return Reasons(it.Life.History(), day.AddDays(-1)).SequenceEqual(Reasons(it.Worse.History(), day.AddDays(-1)))
                    && Strength(it.Worse, day) >= Strength(it.Life, day)
                    && HighestTold(it.Worse, day) >= HighestTold(it.Life, day);
            },
            it => it.Smaller());
    }

    [Fact]
    public void A_worse_last_answer_takes_no_kind_of_finding_away_nor_lowers_it()
    {
        Holds(
            Worsened,
            it => it.Life.Last()?.AnsweredOn is not { } day || Judge(it.Life, day).All(finding => HasAsStrong(Judge(it.Worse, day), finding)),
            it => it.Smaller());
    }

    [Fact]
    public void Who_gives_only_the_lightest_answers_is_found_nothing_new_by_them()
    {
        HoldsOfLives(life =>
        {
            if (life.Last() is not { } last) return true;
            var day = last.AnsweredOn!.Value;
            var before = life with { Waves = life.Waves.Replace(last, last with { AnsweredOn = null, Before = null, WantsCall = false, Values = [], Answers = [] }) };
            var lightest = life with { Waves = life.Waves.Replace(last, (last with { Before = null }).Lightest()) };

            return Judge(lightest, day).All(finding => finding.Kind == SignalKind.Request || HasAsStrong(Judge(before, day), finding));
        });
    }

    [Fact]
    public void An_added_gap_never_lowers_or_delays_what_is_told()
    {
        // But for the habit that it is part of: docs/signals.md. Nobody calls, or what the gap tells would be answered.
        var rules = new RuleSettings { Silence = new SilenceLimits(Unlikely: 1) };

        Holds(
            from life in Lives.Any from day in Gen.Choose(1, 900) select (Life: life with { Contacts = [] }, Day: new DateOnly(2024, 1, 10).AddDays(day)),
            it =>
            {
                var gapped = Told(it.Life.Asked(it.Day));
                return Told(it.Life).All(row => gapped.Any(other => other.Day <= row.Day && other.Level >= row.Level));
            },
            it => Lives.Smaller(it.Life).Select(life => (life, it.Day)));

        IReadOnlyList<ToldSignal> Told(Case life) => CaregiverSignal.Signals.Replay.Of(life.History(), rules, contactAfter: null);
    }

    [Fact]
    public void The_same_state_is_not_told_twice_within_thirty_days()
    {
        HoldsOfLives(life =>
        {
            var told = Told(life.History());
            return !told.Zip(told.Skip(1)).Any(pair => IsRepeat(life, pair.First, pair.Second));
        });
    }

    [Fact]
    public void Every_kind_is_told_of_some_life()
    {
        var told = Lives.Any.Sample(1500, new Rnd(20260101UL), 50).SelectMany(life => Told(life.History())).SelectMany(row => row.Kinds).ToHashSet();

        Assert.Equal(Enum.GetValues<SignalKind>(), told.Order());
    }

    private static Gen<Lives.Worsened> Worsened => from life in Lives.Any from steps in Lives.Steps select new Lives.Worsened(life, steps);

    private static void HoldsOfLives(Func<Case, bool> law) => Holds(Lives.Any, law, Lives.Smaller);

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law, Func<T, IEnumerable<T>>? smaller = null) => Law.Holds(cases, law, LongRun.Of(small: 400, large: 100_000), smaller);

    /// <summary>What was a trend may have become a clear change, which tells the same measure.</summary>
    private static bool HasAsStrong(IReadOnlyList<Finding> findings, Finding finding) => findings.Any(it =>
        (it.Kind == finding.Kind || (it.Kind == SignalKind.Change && finding.Kind == SignalKind.Trend)) && it.Level >= finding.Level);

    private static bool IsRepeat(Case life, ToldSignal first, ToldSignal second) =>
        second.Day < first.Day.AddDays(SignalStep.QuietDays)
        && second.Level <= first.Level
        && second.Kinds.All(kind => first.Kinds.Contains(kind) && kind != SignalKind.Request)
        && !(second.Kinds.Contains(SignalKind.Event) && life.Events.Exists(one => first.Day < one.Day && one.Day <= second.Day));

    private static IReadOnlyList<Finding> Judge(Case life, DateOnly today) => Rules.Judge(life.History() with { Today = today }, new RuleSettings());

    private static IReadOnlyList<ToldSignal> Told(History history) => CaregiverSignal.Signals.Replay.Of(history, new RuleSettings());

    private static List<(int Day, Level Level, string Kinds)> Rows(History history, int moved = 0) =>
        [.. Told(history).Select(row => (row.Day.DayNumber + moved, row.Level, Kinds.Join(row.Kinds)))];

    private static List<(DateOnly Day, Level Level, string Reason)> Reasons(History history, DateOnly until) =>
        [.. Told(history).Where(row => row.Day <= until).Select(row => (row.Day, row.Level, row.Reason))];

    private static List<Finding> WithoutSilence(Case life) =>
        [.. Rules.Judge(life.History() with { Today = new DateOnly(2026, 12, 31) }, new RuleSettings()).Where(finding => finding.Kind != SignalKind.Silence)];

    private static int Strength(Case life, DateOnly today) =>
        Judge(life, today).Select(finding => (int)finding.Level + 1).DefaultIfEmpty(0).Max();

    // Nobody calls: a call that is assumed after the one telling would also quiet what comes after it.
    private static int HighestTold(Case life, DateOnly from) =>
        CaregiverSignal.Signals.Replay.Of(life.History(), new RuleSettings(), contactAfter: null).Where(row => row.Day >= from).Select(row => (int)row.Level + 1).DefaultIfEmpty(0).Max();

    private static History Moved(History history, int days) => new(
        history.Today.AddDays(days),
        [.. history.Waves.Select(wave => Moved(wave, days))],
        [.. history.Events.Select(one => one with { Day = one.Day.AddDays(days) })],
        [.. history.Contacts.Select(contact => contact with { Day = contact.Day.AddDays(days), NextOn = contact.NextOn?.AddDays(days) })]);

    private static Wave Moved(Wave wave, int days) => wave with
    {
        AskedOn = wave.AskedOn.AddDays(days),
        ClosesOn = wave.ClosesOn.AddDays(days),
        AnsweredOn = wave.AnsweredOn?.AddDays(days),
        Before = wave.Before is { } part ? Moved(part, days) : null,
    };

    private static Case Cut(Case life, DateOnly day) => new()
    {
        Waves = [.. life.Waves.Where(wave => wave.AskedOn <= day).Select(wave => wave.AsOf(day))],
        Events = [.. life.Events.Where(one => one.Day <= day)],
        Contacts = [.. life.Contacts.Where(contact => contact.Day <= day)],
    };
}
