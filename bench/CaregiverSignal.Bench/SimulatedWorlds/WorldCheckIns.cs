using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>The check-ins of one person of a world, in the order in which they are asked.</summary>
internal sealed class WorldCheckIns(
    World world,
    InnerCourse inner,
    WorldForms forms,
    int number,
    DateOnly enrolled,
    DateOnly end,
    AskingPlan asking,
    List<HistoryEvent> events,
    WhenAsked when
)
{
    /// <summary>Subjects of chance: a check-in in between must not change the chance of the planned ones.</summary>
    private const int Planned = 1000,
        Between = 2000;

    private static readonly RuleSettings Settings = new();

    private readonly List<Wave> waves = new(asking.Turns);

    /// <summary>All facts, known so far or dated ahead.</summary>
    private readonly List<Fact> facts = [];

    private Known known;
    private int questions;
    private DateOnly nearOn,
        lessOftenUntil;

    public (List<Wave> Waves, int Questions) All()
    {
        var luck = new Luck(world.Seed, number, subject: 7);
        var habit =
            Math.Log(world.Answering.Middle / (1 - world.Answering.Middle))
            + (world.Answering.Deviation * luck.Normal());
        var byMail = luck.Happens(0.92);
        var takesLess = luck.Happens(when.LessOften);
        var follows = when.Sooner is not null || when.LessOften > 0;
        var lastAsked = when.LessOften > 0 ? new Dictionary<string, int>(StringComparer.Ordinal) : null;
        if (follows)
            facts.AddRange(Facts.Of(new History(end, [], [.. events], [])));
        var heavy = when.Sooner is null
            ? []
            : facts.Where(fact => fact.Kind == FactKind.SeriousEvent).Select(fact => fact.Day).ToList();
        var wasLeftOut = false;
        for (var turn = 0; turn < asking.Turns; turn++)
        {
            var asked = Schedule.DayOf(enrolled, turn);
            if (asked > end)
                break;
            if (takesLess && !wasLeftOut && IsLessOften(asked))
            {
                wasLeftOut = true;
                continue;
            }

            wasLeftOut = false;
            var before = follows ? On(asked.AddDays(-1)) : default;
            // The answers of one turn must not change the luck of the next.
            var wave = Ask(
                new Luck(world.Seed, number, Planned + turn),
                asked,
                asked.AddDays(asking.WindowDays),
                lastAsked is null ? asking.On(turn) : asking.On(turn, lastAsked),
                habit,
                byMail
            );
            if (
                when.Sooner is { } sooner
                && Sooner(wave, before, sooner, heavy, Schedule.DayOf(enrolled, turn + 1)) is { } day
                && day <= end
            )
            {
                var next = Schedule.DayOf(enrolled, turn + 1);
                var closes = day.AddDays(asking.WindowDays);
                Ask(
                    new Luck(world.Seed, number, Between + turn),
                    day,
                    closes < next ? closes : next,
                    asking.Monthly,
                    habit,
                    byMail,
                    isExcused: true
                );
                habit += Math.Log(1 - when.Fatigue);
            }
        }

        return (waves, questions);
    }

    private Wave Ask(
        Luck luck,
        DateOnly asked,
        DateOnly closes,
        AskedList[] lists,
        double habit,
        bool byMail,
        bool isExcused = false
    )
    {
        foreach (var list in lists)
            questions += list.Items.Length;
        var danger = inner.Danger(asked.DayNumber - enrolled.DayNumber);
        var answered = asked.AddDays(DaysToAnswer(closes.DayNumber - asked.DayNumber, ref luck));
        var day = answered.DayNumber - enrolled.DayNumber;
        var isAnswered = luck.Happens(1 / (1 + Math.Exp((world.Silence * danger) - habit)));
        var wave = new Wave(asked, closes, null, false, []) { ByMail = byMail, IsExcused = isExcused };
        if (isAnswered && day < inner.StopsOn && answered <= end)
        {
            var wantsCall = luck.Happens(world.Requests.Share * Math.Exp(world.Requests.Slope * danger));
            if (wantsCall)
                events.Add(new HistoryEvent(answered, EventKind.RequestForContact, ReportedBy.Caregiver));
            wave = Answer(wave with { AnsweredOn = answered, WantsCall = wantsCall }, lists, day, ref luck);
        }

        waves.Add(wave);
        if (when.Sooner is not null || when.LessOften > 0)
        {
            facts.AddRange(Facts.Of(new History(end, [wave], [], [])));
            facts.Sort(Fact.Compare);
        }

        return wave;
    }

    /// <summary>
    /// Half answer within a day, the rest after some days or after the reminder, and never after the window.
    /// </summary>
    private static int DaysToAnswer(int window, ref Luck luck)
    {
        var draw = luck.Share();
        return (int)(draw < 0.5 ? draw * 4 : draw * (window - 1));
    }

    private Wave Answer(Wave wave, AskedList[] lists, int day, ref Luck luck)
    {
        var size = 0;
        foreach (var list in lists)
            size += list.Items.Length;
        var (values, given) = (new List<Measured>(8), new List<GivenAnswer>(size));
        Span<short> codes = stackalloc short[64];
        foreach (var list in lists)
        {
            var form = codes[..list.Items.Length];
            forms.FillIn(list, day, ref luck, form);
            list.Add(form, values, given);
        }

        return wave with
        {
            Values = values,
            Answers = given,
        };
    }

    /// <summary>
    /// The first day on which the person is asked in between: after the answer, or after a serious event before the
    /// next planned check-in.
    /// </summary>
    private DateOnly? Sooner(
        Wave wave,
        AsKnown before,
        Func<AsKnown, AsKnown, bool> sooner,
        List<DateOnly> heavy,
        DateOnly next
    )
    {
        foreach (
            var since in heavy
                .Where(day => day >= wave.AskedOn && day < next)
                .Concat(wave.AnsweredOn is { } answered ? [answered] : [])
                .Order()
        )
        {
            if (Schedule.InBetween(since, wave.AskedOn, next, when.Plan) is not { } day)
                return null;
            var now = On(since);
            if (now.Known.MissedInARow < 2 && sooner(before, now))
                return day;
        }

        return null;
    }

    private bool IsLessOften(DateOnly asked)
    {
        var now = On(asked);
        if (when.MonthlyOnceNear && nearOn > asked.AddMonths(-2))
            lessOftenUntil = default;
        if (
            asked >= lessOftenUntil
            && asked >= enrolled.AddYears(1)
            && nearOn <= asked.AddYears(-1)
            && now.Known.MissedInARow < 2
        )
            lessOftenUntil = asked.AddYears(1);
        return asked < lessOftenUntil;
    }

    private AsKnown On(DateOnly day)
    {
        var next = 0;
        for (; next < facts.Count && facts[next].Day <= day; next++)
        {
            known.Take(facts[next], Settings);
            if (Near(facts[next].Day) is not null)
                nearOn = facts[next].Day;
        }

        facts.RemoveRange(0, next);
        var near = Near(day);
        if (near is not null)
            nearOn = day;
        return new AsKnown(day, known, near);
    }

    private Urgency? Near(DateOnly day) => Nearness.UrgencyOn(known, day, Settings);
}
