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
    List<HistoryEvent> events
)
{
    /// <summary>The first subject of chance: each check-in has its own.</summary>
    private const int Planned = 1000;

    private readonly List<Wave> waves = new(asking.Turns);

    private int questions;

    public (List<Wave> Waves, int Questions) All()
    {
        var luck = new Luck(world.Seed, number, subject: 7);
        var habit =
            Math.Log(world.Answering.Middle / (1 - world.Answering.Middle))
            + (world.Answering.Deviation * luck.Normal());
        var byMail = luck.Happens(0.92);
        for (var turn = 0; turn < asking.Turns; turn++)
        {
            var asked = PlanDays.DayOf(enrolled, turn);
            if (asked > end)
                break;
            // The answers of one turn must not change the luck of the next.
            Ask(
                new Luck(world.Seed, number, Planned + turn),
                asked,
                asked.AddDays(asking.WindowDays),
                asking.On(turn),
                habit,
                byMail
            );
        }

        return (waves, questions);
    }

    private void Ask(Luck luck, DateOnly asked, DateOnly closes, AskedList[] lists, double habit, bool byMail)
    {
        foreach (var list in lists)
            questions += list.Items.Length;
        var danger = inner.Danger(asked.DayNumber - enrolled.DayNumber);
        var answered = asked.AddDays(DaysToAnswer(closes.DayNumber - asked.DayNumber, ref luck));
        var day = answered.DayNumber - enrolled.DayNumber;
        var isAnswered = luck.Happens(1 / (1 + Math.Exp((world.Silence * danger) - habit)));
        var wave = new Wave(asked, closes, null, false, []) { ByMail = byMail };
        if (isAnswered && day < inner.StopsOn && answered <= end)
        {
            var wantsCall = luck.Happens(world.Requests.Share * Math.Exp(world.Requests.Slope * danger));
            if (wantsCall)
                events.Add(new HistoryEvent(answered, EventKind.RequestForContact, ReportedBy.Caregiver));
            wave = Answer(wave with { AnsweredOn = answered, WantsCall = wantsCall }, lists, day, ref luck);
        }

        waves.Add(wave);
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
}
