using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures judging by itself: taking in facts and deciding on notifications each day, compared with a plain loop that
/// keeps the newest answer to one question.
/// </summary>
public static class JudgingBench
{
    public static int Run(int people, int rounds)
    {
        var installation =
            Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        IReadOnlyList<Fact[]> facts =
        [
            .. Worlds
                .People(Worlds.Draw(Worlds.ToChooseOn[0]), people, asking)
                .Select(one => Facts.Of(one.History).ToArray()),
        ];
        var (judged, plain) = (new List<double>(), new List<double>());
        var (days, notified) = (0L, 0L);
        for (var round = 0; round <= rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            (days, notified) = Judge(facts, installation.Settings.Signals);
            var middle = Stopwatch.GetTimestamp();
            var near = Plain(facts);
            var ended = Stopwatch.GetTimestamp();
            if (near == 0)
                throw new InvalidOperationException("Nobody in this world says that they cannot go on.");
            // The first round warms up.
            if (round == 0)
                continue;
            judged.Add(Stopwatch.GetElapsedTime(started, middle).TotalMicroseconds / days);
            plain.Add(Stopwatch.GetElapsedTime(middle, ended).TotalMicroseconds / days);
        }

        var (ours, theirs) = (ScoringBench.Median([.. judged]), ScoringBench.Median([.. plain]));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people:N0} people, {facts.Sum(one => one.Length):N0} facts, {days:N0} judged days, {notified:N0} notifications; median of {rounds}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"judging {ours:0.000} us a judged day, plain {theirs:0.000} us, ratio {theirs / ours:0.000}"
            )
        );
        return 0;
    }

    private static (long Days, long Notified) Judge(IReadOnlyList<Fact[]> people, RuleSettings settings)
    {
        var (days, notified) = (0L, 0L);
        foreach (var facts in people)
        {
            var (known, told, next) = (default(Known), default(Told), 0);
            while (next < facts.Length)
            {
                var today = facts[next].Day;
                while (next < facts.Length && facts[next].Day == today)
                    known.Take(facts[next++], settings);
                days++;
                if (Notifying.Judge(known, told, today, settings) is { } say)
                {
                    notified++;
                    told = Told.By(say, known.RequestOn, settings);
                }
            }
        }

        return (days, notified);
    }

    private static long Plain(IReadOnlyList<Fact[]> people)
    {
        var found = 0L;
        foreach (var facts in people)
        {
            var newest = 6;
            foreach (var fact in facts)
            {
                if (fact.Kind == FactKind.PerseveranceTime)
                    newest = fact.Low;
                if (newest <= 2)
                    found++;
            }
        }

        return found;
    }
}
