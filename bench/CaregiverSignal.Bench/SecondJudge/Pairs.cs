using static CaregiverSignal.Bench.SecondJudge.Reading;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>
/// Worse is never quieter: a life and the same with one answer worse, where staff do the same in both. On each day on
/// which the newest answers of the better one are heavy, the worse one stands at least as high; where nobody talks, the
/// worse one is never without anything while the other is amber or red.
/// </summary>
/// <param name="Staff">Whose steps both have: nobody's, the better one's or the worse one's.</param>
/// <param name="Days">Days on which it is broken.</param>
/// <param name="Worse">What was answered worse, with its day.</param>
public sealed record BrokenPair(string Person, string Staff, DateOnly First, int Days, bool IsSilent, string Worse)
{
    public override string ToString() =>
        Plain.Line($"{Person}, steps {Staff}: {First:O}, {Days} days{(IsSilent ? ", nothing" : "")}; {Worse}");

    public static IReadOnlyList<BrokenPair> Of(IReadOnlyList<Life> lives, int seed, Replayer replay)
    {
        var luck = new Random(seed);
        var pairs = lives.Select(life => Pair(life, luck)).OfType<(Life Better, Life Worse, string What)>().ToList();
        var better = Course.Follow([.. pairs.Select(pair => pair.Better)], replay);
        var worse = Course.Follow([.. pairs.Select(pair => pair.Worse)], replay);
        var broken = new List<BrokenPair>();
        foreach (var staff in new[] { "nobody", "the better one's", "the worse one's" })
        {
            var steps = pairs.Select((_, place) => StepsOf(staff, better[place], worse[place])).ToList();
            var told = replay([
                .. pairs.Zip(steps, (pair, done) => (pair.Better, done)),
                .. pairs.Zip(steps, (pair, done) => (pair.Worse, done)),
            ]);
            foreach (var (one, two, what) in pairs)
                if (Broken(one, Of(one), Of(two), isNobody: staff == "nobody") is { Count: > 0 } days)
                    broken.Add(new(one.Id, staff, days[0].Day, days.Count, days.Exists(day => day.IsSilent), what));

            Told Of(Life life) => told.GetValueOrDefault(life.Id, Told.Nothing);
        }

        return broken;
    }

    private static IReadOnlyList<Step> StepsOf(string staff, Course better, Course worse) =>
        staff switch
        {
            "nobody" => [],
            "the better one's" => better.Steps,
            _ => worse.Steps,
        };

    private static List<(DateOnly Day, bool IsSilent)> Broken(Life better, Told one, Told two, bool isNobody)
    {
        var days = new List<(DateOnly, bool)>();
        for (var day = better.From; day <= better.Until; day = day.AddDays(1))
        {
            var (high, low, heavy) = (Rank(one, day), Rank(two, day), better.Newest(day).HeavyThings());
            // What was told at another level, and stands for that alone, may come earlier to the worse one and be over.
            var owed = Math.Min(Colour(high), heavy > 1 ? Colour(3) : heavy);
            if (Colour(low) < owed || (isNobody && low == 0 && high > 1))
                days.Add((day, low == 0));
        }

        return days;
    }

    /// <summary>One heavy thing has amber's colour, as a case or as a line.</summary>
    private static int Colour(int rank) => (rank + 1) / 2;

    private static int Rank(Told told, DateOnly day) =>
        told.Rows.Where(row => row.StandsOn(day)).Select(row => row.Rank).DefaultIfEmpty().Max();

    /// <returns>Null for who answered nothing that can be worse.</returns>
    private static (Life Better, Life Worse, string What)? Pair(Life life, Random luck)
    {
        var places = life.Forms.Index().Where(it => it.Item.On <= life.Until).Select(it => it.Index).ToList();
        if (places.Count == 0)
            return null;
        var place = places[luck.Next(places.Count)];
        var form = life.Forms[place];
        var can = form.Answers.Where(answer => Worst(answer.Key) is { } worst && worst != answer.Value).ToList();
        if (can.Count == 0)
            return null;
        var (question, code) = can[luck.Next(can.Count)];
        var worst = Worst(question)!.Value;
        var said = code + (Math.Sign(worst - code) * luck.Next(1, Math.Abs(worst - code) + 1));
        var answers = new Dictionary<string, int>(form.Answers, StringComparer.Ordinal) { [question] = said };
        var forms = life.Forms.ToList();
        forms[place] = form with { Answers = answers };
        return (
            life,
            life with
            {
                Id = life.Id + "-worse",
                Forms = forms,
            },
            $"{question} {code} to {said} on {form.On:O}"
        );
    }

    /// <summary>The answer beyond which there is none worse; null for what is not read so.</summary>
    private static int? Worst(string question) =>
        question switch
        {
            Going or HowLong => 1,
            Burden => 100,
            Happiness => 0,
            TakeOver => 4,
            _ when question.StartsWith(Csi, StringComparison.Ordinal) => 1,
            _ => null,
        };
}
