using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>What a demo's support point achieved, counted in the store and in the invented courses.</summary>
/// <param name="Signals">How many signals staff were notified of.</param>
/// <param name="RedDays">Median days from a red signal to the first talk after it; null when no talk followed.</param>
/// <param name="WouldCollapse">In how many invented courses care collapses within the months if nobody helps
/// (<see cref="Persona.CollapsesBy"/>).</param>
/// <param name="CalledBefore">With how many of these there was a talk after their course turned and before that
/// day.</param>
/// <param name="LeadDays">Median days from that talk to that day; null without any.</param>
public sealed record DemoNumbers(
    int People,
    int Answered,
    int Over,
    int Signals,
    double SignalsPerWeek,
    int? RedDays,
    int SlowestRedDays,
    int WouldCollapse,
    int CalledBefore,
    int? LeadDays
)
{
    public static DemoNumbers Of(Transaction transaction, IReadOnlyList<Participant> people, DemoOptions options)
    {
        var (replies, signals, talks) = (
            DemoTable.Replies(transaction),
            DemoTable.Signals(transaction),
            DemoTable.Talks(transaction)
        );
        var firstTalk = talks
            .GroupBy(one => one.SignalId)
            .ToDictionary(same => same.Key, same => same.Min(one => one.At));
        var waits = signals
            .Where(one => one.Urgency == Urgency.Red && firstTalk.ContainsKey(one.Id))
            .Select(one => (int)Math.Round((firstTalk[one.Id] - one.OpenedAt).TotalDays))
            .Order()
            .ToList();
        var talked = talks.ToLookup(one => one.CaregiverId, one => one.DoneOn);
        var collapses = people
            .Select(one => (Person: one, On: one.Persona.CollapsesBy(DemoOptions.LastDay)))
            .Where(one => one.On is not null)
            .Select(one => (one.Person, On: one.On!.Value))
            .ToList();
        var leads = collapses
            .Select(one =>
                (
                    one.On,
                    Talks: talked[one.Person.Id]
                        .Where(day => day >= one.Person.Persona.TurnsOn && day < one.On)
                        .ToList()
                )
            )
            .Where(one => one.Talks.Count > 0)
            .Select(one => one.On.DayNumber - one.Talks.Min().DayNumber)
            .Order()
            .ToList();
        var weeks = (DemoOptions.LastDay.DayNumber - options.FirstDay.DayNumber) / 7.0;
        return new DemoNumbers(
            people.Count,
            replies.Answered,
            replies.Asked - replies.Open,
            signals.Count,
            signals.Count / weeks,
            Median(waits),
            waits.Count == 0 ? 0 : waits[^1],
            collapses.Count,
            leads.Count,
            Median(leads)
        );
    }

    /// <param name="ordered">Sorted; of two in the middle the lower one counts.</param>
    private static int? Median(List<int> ordered) => ordered.Count == 0 ? null : ordered[(ordered.Count - 1) / 2];
}
