using CaregiverSignal.Scores;
using CaregiverSignal.Signals;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals;

/// <summary>What must hold between two histories, whatever is in them.</summary>
public class MetamorphicTests
{
    private static readonly DateOnly Start = Some.Date("2024-01-01");

    private static readonly SignalKind[] Reached =
        [SignalKind.Level, SignalKind.Change, SignalKind.Silence, SignalKind.Divergence, SignalKind.Event, SignalKind.Item, SignalKind.Support];

    private static readonly string[] EventKinds =
        ["HelperLost", "Fall", "OwnIllness", "Incident", "CrisisAdmission", "BehaviourWorsened", "Diagnosis", "Admission", "Moved"];

    [Fact]
    public void A_worse_newest_answer_never_removes_or_lowers_a_finding()
    {
        var cases = from history in Histories(contacts: 0)
                    from worse in Gen.Choose(0, 9)
                    select (history, worse);

        Holds(Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var last = it.history.Waves.LastOrDefault(wave => wave.AnsweredOn is not null);
            if (last is null) return true;
            var waves = it.history.Waves.Select(wave => wave == last ? Worse(wave, it.worse) : wave);

            return HoldsAll(Judge(it.history), Judge(it.history with { Waves = [.. waves] }));
        }));
    }

    [Fact]
    public void One_more_heavy_event_never_removes_or_lowers_a_finding()
    {
        // An admission is none: it ends what earlier answers were about.
        var cases = from history in Histories(contacts: 0)
                    from one in EventAt()
                    where one.Kind != "Admission"
                    select (history, one);

        Holds(Prop.ForAll(cases.ToArbitrary(), it =>
            HoldsAll(Judge(it.history), Judge(it.history with { Events = [.. it.history.Events, it.one] }))));
    }

    [Fact]
    public void One_more_gap_at_the_end_never_removes_or_lowers_a_finding()
    {
        Holds(Prop.ForAll(Histories(contacts: 1).ToArbitrary(), history =>
        {
            var gap = Some.Missed("2024-01-01") with { AskedOn = history.Today, ClosesOn = history.Today };

            return HoldsAll(Judge(history), Judge(history with { Waves = [.. history.Waves, gap] }));
        }));
    }

    [Fact]
    public void An_unanswered_question_in_a_new_check_in_never_removes_or_lowers_a_finding()
    {
        Holds(Prop.ForAll(Histories(contacts: 0).ToArbitrary(), history =>
        {
            // Answered to the end without a single answer; it only ends a silence.
            var empty = Some.Answered("2024-01-01") with { AskedOn = history.Today, ClosesOn = history.Today.AddDays(14), AnsweredOn = history.Today };

            return HoldsAll(
                [.. Judge(history).Where(finding => finding.Kind != SignalKind.Silence)],
                Judge(history with { Waves = [.. history.Waves, empty] }));
        }));
    }

    [Fact]
    public void Shifting_all_dates_shifts_all_findings()
    {
        var cases = from history in Histories(contacts: 1)
                    from days in Gen.Choose(1, 800)
                    select (history, days);

        Holds(Prop.ForAll(cases.ToArbitrary(), it =>
            Judge(Shifted(it.history, it.days)).Select(Fact)
                .SequenceEqual(Judge(it.history).Select(finding => (finding.Kind, finding.Level, finding.Day.AddDays(it.days))))));
    }

    [Fact]
    public void The_order_in_which_rows_came_in_makes_no_difference()
    {
        Holds(Prop.ForAll(Histories(contacts: 1).ToArbitrary(), history =>
        {
            var turned = history with { Waves = [.. history.Waves.Reverse()], Events = [.. history.Events.Reverse()] };

            return Judge(turned).SequenceEqual(Judge(history));
        }));
    }

    [Fact]
    public void Each_reason_is_one_filled_sentence_about_days_that_have_come()
    {
        var seen = new HashSet<SignalKind>();

        Holds(Prop.ForAll(Histories(contacts: 1).ToArbitrary(), history => Judge(history).All(finding =>
            (seen.Add(finding.Kind) || true) && !finding.Reason.Contains('{') && finding.Reason.EndsWith('.') && char.IsUpper(finding.Reason[0]) && finding.Day <= history.Today)));
        Assert.Superset(new HashSet<SignalKind>(Reached), seen);
    }

    private static IReadOnlyList<Finding> Judge(History history) => Rules.Judge(history, new RuleSettings());

    private static (SignalKind Kind, Level Level, DateOnly Day) Fact(Finding finding) => (finding.Kind, finding.Level, finding.Day);

    private static bool HoldsAll(IReadOnlyList<Finding> before, IReadOnlyList<Finding> after) =>
        before.All(finding => after.Any(one => IsSame(finding.Kind, one.Kind) && one.Level >= finding.Level));

    /// <summary>What was a trend may have become a clear change, which tells the same measure.</summary>
    private static bool IsSame(SignalKind before, SignalKind after) =>
        before == after || (before == SignalKind.Trend && after == SignalKind.Change);

    /// <summary>Every answer of the check-in but the one to how it goes: to say that it goes badly contradicts nothing.</summary>
    private static Wave Worse(Wave wave, int by) => wave with
    {
        Values = [.. wave.Values.Select(it => it with { Value = Worse(it, it.Instrument == "csi" ? by + Flipped(wave) : by) })],
        Answers = [.. wave.Answers.Select(it => it.Instrument switch
        {
            "csi" => it with { Code = 1 },
            "carerqol" => it with { Code = it.Item == "support" ? 0 : 2 },
            _ => it,
        })],
    };

    private static int Flipped(Wave wave) => wave.Answers.Count(it => it is { Instrument: "csi", Code: 0 });

    private static ScaleValue Worse(Measured measured, int by)
    {
        var (low, high, step) = measured.Instrument switch
        {
            "csi" => (0, 13, by),
            "ssl-d-8" => (8, 24, by),
            "ssl-12-i" => (12, 48, -by),
            "volhoudtijd" => (1, 6, -by),
            "carerqol" => (0, 10, -by),
            _ => (1, 5, 0),
        };
        double To(double value) => Math.Clamp(value + step, low, high);
        var value = measured.Value;
        return new ScaleValue(value.Scale, value.Value is { } exact ? To(exact) : null, To(value.Low), To(value.High), null);
    }

    private static History Shifted(History history, int days) => new(
        history.Today.AddDays(days),
        [.. history.Waves.Select(wave => wave with
        {
            AskedOn = wave.AskedOn.AddDays(days), ClosesOn = wave.ClosesOn.AddDays(days), AnsweredOn = wave.AnsweredOn?.AddDays(days),
        })],
        [.. history.Events.Select(one => one with { Day = one.Day.AddDays(days) })],
        [.. history.Contacts.Select(one => one with { Day = one.Day.AddDays(days), NextOn = one.NextOn?.AddDays(days) })]);

    private static void Holds(Property property) => Law.Holds(property, LongRun.Of(small: 2000, large: 100_000));

    private static Gen<History> Histories(int contacts) =>
        from count in Gen.Choose(1, 14)
        from waves in WaveAt().ListOf(count)
        from happened in Gen.Choose(0, 5)
        from events in EventAt().ListOf(happened)
        from contacted in Gen.Choose(0, contacts)
        from day in Gen.Choose(0, 420)
        from next in Gen.Choose(0, 90)
        select new History(
            Start.AddDays(450),
            [.. waves.Select((wave, month) => Moved(wave, Start.AddDays(30 * month)))],
            [.. events],
            contacted == 0 ? [] : [new Contact(Start.AddDays(day), false, next > 45 ? Start.AddDays(day + next) : null)]);

    private static Gen<HistoryEvent> EventAt() =>
        from day in Gen.Choose(0, 450)
        from kind in Gen.Elements(EventKinds)
        from reporter in Gen.Elements("caregiver", "coordinator", "professional")
        select new HistoryEvent(Start.AddDays(day), kind, reporter);

    private static Gen<Wave> WaveAt() =>
        from asked in Gen.Choose(0, 31)
        from missed in Gen.Choose(0, 3)
        from going in Gen.Choose(1, 5)
        from csi in Gen.Choose(0, 13)
        from open in Gen.Choose(0, 3)
        from items in Gen.Choose(0, 3)
        from time in Gen.Choose(1, 6)
        from happiness in Gen.Choose(0, 10)
        from mental in Gen.Choose(0, 2)
        from support in Gen.Choose(0, 2)
        from received in Gen.Choose(12, 48)
        from lacked in Gen.Choose(8, 24)
        let burden = (asked & 1) == 0
            ? Some.Answered("2024-01-01", time: time)
            : Some.Answered("2024-01-01", time: time, csiBetween: (csi, Math.Min(13, csi + open))).Saying("csi", "sleep", items & 1).Saying("csi", "overwhelmed", items >> 1)
        let going1 = (asked & 2) == 0 ? burden : burden.Going(going)
        let quality = (asked & 4) == 0 ? going1 : going1.Happiness(happiness).Saying("carerqol", "mental", mental).Saying("carerqol", "support", support)
        let near = (asked & 8) == 0 ? quality : quality.Support(received)
        let whole = (asked & 16) == 0 ? near : near.Missing(lacked)
        select missed == 0 ? Some.Missed("2024-01-01") : whole;

    private static Wave Moved(Wave wave, DateOnly day) => wave with
    {
        AskedOn = day, ClosesOn = day.AddDays(14), AnsweredOn = wave.AnsweredOn is null ? null : day.AddDays(3),
    };
}
