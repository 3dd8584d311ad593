using CaregiverSignal.Signals;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals;

public class RulesTests
{
    private static readonly DateOnly Start = Some.Date("2025-01-01");

    [Fact]
    public void A_small_contented_life_raises_nothing_even_with_events_around_it()
    {
        // C-18 (a chosen small life) and C-19 (every burdening circumstance, low scores).
        var history = Some.History(
                Some.Answered("2026-01-01", csi: 2, time: 6, happiness: 8),
                Some.Answered("2026-04-01", csi: 3, time: 6, happiness: 8),
                Some.Answered("2026-07-01", csi: 2, time: 6, happiness: 7))
            .Happened("2026-05-01", "BehaviourWorsened");

        Assert.Empty(Judge(history));
    }

    [Fact]
    public void High_satisfaction_does_not_cancel_a_high_burden()
    {
        // C-20.
        var history = Some.History(Some.Answered("2026-01-01", csi: 9, time: 6, happiness: 10));

        Assert.Equal([SignalKind.Level], Judge(history).Select(finding => finding.Kind));
    }

    [Fact]
    public void The_strongest_finding_comes_first()
    {
        var history = Some.History(
            Some.Answered("2026-01-01", csi: 9), Some.Answered("2026-04-01", csi: 9), Some.Answered("2026-07-01", csi: 9, wantsCall: true));

        Assert.Equal([SignalKind.Request, SignalKind.Level], Judge(history).Select(finding => finding.Kind));
    }

    [Fact]
    public void A_score_that_goes_up_and_down_around_the_cut_off_speaks_once_between_contacts()
    {
        var history = Some.History(Some.Answered("2026-01-01", csi: 7)).Contacted("2026-01-15");

        Assert.Empty(Judge(history.With(Some.Answered("2026-02-01", csi: 6), Some.Answered("2026-03-01", csi: 7))));
    }

    [Fact]
    public void No_reason_has_an_unfilled_place_and_each_ends_as_one_sentence()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history => Judge(history).All(finding =>
            !finding.Reason.Contains('{') && finding.Reason.EndsWith('.') && finding.Day <= history.Today)));
    }

    [Fact]
    public void Missing_a_check_in_never_lowers_the_level()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var missed = Some.Missed(history.Today.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            // On the same Today, or a review day might come in between.
            var later = history with { Today = missed.AskedOn };

            return Strength(later.With(missed)) >= Strength(later);
        }));
    }

    [Fact]
    public void Skipping_the_questions_that_decide_never_lowers_the_level()
    {
        var cases = from history in Histories()
                    from low in Gen.Choose(0, 6)
                    select (history, low);

        Holds(Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var answered = it.history.Waves.LastOrDefault(wave => wave.AnsweredOn is not null);
            if (answered is null) return true;
            var partly = Some.Answered("2025-01-01", csiBetween: (it.low, 13)).Values;
            var waves = it.history.Waves.Select(wave => wave == answered ? wave with { Values = [.. wave.Values, .. partly] } : wave);

            return Strength(it.history with { Waves = [.. waves] }) >= Strength(it.history);
        }));
    }

    [Fact]
    public void A_days_findings_do_not_depend_on_later_rows()
    {
        var cases = from history in Histories()
                    from day in Gen.Choose(0, 500)
                    select history with { Today = Start.AddDays(day) };

        Holds(Prop.ForAll(cases.ToArbitrary(), history =>
        {
            var known = history with
            {
                Waves = [.. history.Waves.Where(wave => wave.AskedOn <= history.Today)
                    .Select(wave => wave.AnsweredOn > history.Today ? wave with { AnsweredOn = null, WantsCall = false, Values = [] } : wave)],
                Events = [.. history.Events.Where(it => it.Day <= history.Today)],
                Contacts = [.. history.Contacts.Where(it => it.Day <= history.Today)],
            };

            return Judge(history).SequenceEqual(Judge(known));
        }));
    }

    private static IReadOnlyList<Finding> Judge(History history) => Rules.Judge(history, new RuleSettings());

    private static int Strength(History history) => Judge(history).Select(finding => (int)finding.Level + 1).DefaultIfEmpty(0).Max();

    private static void Holds(Property property) => Law.Holds(property, LongRun.Of(small: 1000, large: 100_000));

    private static Gen<History> Histories() =>
        from count in Gen.Choose(1, 10)
        from waves in WaveAt().ListOf(count)
        from contacts in Gen.Choose(0, 500).ListOf(2)
        from contacted in Gen.Choose(0, 2)
        from next in Gen.Choose(0, 90)
        from reported in Gen.Choose(0, 500)
        let days = waves.Select((wave, month) => Move(wave, Start.AddDays(40 * month))).ToList()
        select new History(
            Start.AddDays(520),
            days,
            [new HistoryEvent(Start.AddDays(reported), reported % 3 == 0 ? "RequestForContact" : "Fall", "caregiver")],
            [.. contacts.Order().Take(contacted).Select(day => new Contact(
                Start.AddDays(day), false, next > 45 ? Start.AddDays(day + next) : null))]);

    private static Gen<Wave> WaveAt() =>
        from kind in Gen.Choose(0, 9)
        from csi in Gen.Choose(0, 13)
        from missing in Gen.Choose(0, 5)
        from time in Gen.Choose(1, 6)
        from happiness in Gen.Choose(0, 10)
        from late in Gen.Choose(0, 50)
        let wave = kind switch
        {
            < 3 => Some.Missed("2025-01-01"),
            < 5 => Some.Answered("2025-01-01", time: time),
            < 7 => Some.Answered("2025-01-01", csi: csi, happiness: happiness),
            < 9 => Some.Answered("2025-01-01", time: time, csiBetween: (csi, Math.Min(13, csi + missing))),
            _ => Some.Answered("2025-01-01", csi: csi, time: time, wantsCall: true),
        }
        select wave.AnsweredOn is null ? wave : wave with { AnsweredOn = wave.AskedOn.AddDays(late) };

    private static Wave Move(Wave wave, DateOnly day) => wave with
    {
        AskedOn = day,
        AnsweredOn = wave.AnsweredOn is { } answered ? day.AddDays(answered.DayNumber - wave.AskedOn.DayNumber) : null,
    };

    [Fact]
    public void A_rule_alone_finds_what_it_finds_among_the_others()
    {
        var history = Some.History(Some.Answered("2026-01-05", csi: 3, happiness: 8), Some.Answered("2026-02-05", csi: 9, time: 2, happiness: 4, wantsCall: true))
            .Happened("2026-02-10", "HelperLost");
        var together = Rules.Judge(history, new RuleSettings());

        Assert.True(together.Count >= 4);
        foreach (var kind in Enum.GetValues<SignalKind>()) Assert.Equal(together.SingleOrDefault(it => it.Kind == kind), Rules.Judge(kind, history, new RuleSettings()));
    }
}
