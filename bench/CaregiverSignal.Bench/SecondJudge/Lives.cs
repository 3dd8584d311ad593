using static CaregiverSignal.Bench.SecondJudge.Reading;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>A crowd to draw: how heavy its ordinary people are, and how many are of another kind.</summary>
/// <param name="Load">Deviations above the people of the published facts.</param>
public sealed record Crowd(string Name, double Load, double Others)
{
    /// <summary>The one that passes the gate of facts.</summary>
    public static readonly Crowd Mixed = new("mixed", 0, 0.15);
    public static readonly Crowd Heavy = new("heavy", 0.6, 0.4);

    /// <summary>Of whom pairs are made: heavy ones, as the law is about heavy answers.</summary>
    public static readonly Crowd Pairs = new("pair", 0.9, 0.4);
}

/// <summary>
/// Draws lives, apart from the simulated worlds by which limits were chosen. The same seed gives the same lives. Every
/// number without a source is ours; the gate of facts holds them.
/// </summary>
public static class Lives
{
    private static readonly DateOnly FirstDay = new(2024, 1, 1);
    private static readonly string[] Serious = ["HelperLost", "Fall", "BehaviourWorsened", "OwnIllness"];
    private const double SeriousAMonth = 0.015,
        AsksAMonth = 0.008,
        CollapsesAMonth = 0.0034;

    private static readonly string[] Csi =
    [
        .. "confining plans inconvenient family demands emotional changed sleep upsetting physical work overwhelmed financial"
            .Split(' ')
            .Select(item => Reading.Csi + item),
    ];

    /// <summary>From which nearness each step of perseverance time is said.</summary>
    private static readonly double[] Steps = [0.25, 0.77, 1.3, 1.96, 2.45];
    private const string SocialSupport = "ssl-12-i.";

    private static readonly string[] Support =
    [
        .. from part in new[] { "everyday", "problem", "esteem" }
        from number in Enumerable.Range(1, 4)
        select $"{SocialSupport}{part}-{number}",
    ];

    public static IEnumerable<Life> Draw(Crowd crowd, int seed, int people, int months)
    {
        var luck = new Random(seed);
        for (var number = 1; number <= people; number++)
        {
            var kind = luck.NextDouble() < crowd.Others ? (LifeKind)luck.Next(1, 14) : LifeKind.Ordinary;
            yield return Draw($"{crowd.Name}-{seed}-{number:0000}", kind, crowd.Load, months, luck);
        }
    }

    private static Life Draw(string id, LifeKind kind, double load, int months, Random luck)
    {
        var mind = new Mind(load + (kind is LifeKind.SkipsPerseverance ? 0.8 : 0), luck);
        var (from, onset, one) = (FirstDay.AddDays(luck.Next(180)), luck.Next(3, 13), luck.Next(4));
        var response = Math.Min(0.98, 0.86 + (0.1 * luck.Normal()));
        var until = FirstDay.AddMonths(months);
        var (forms, events, asked) = (new List<Form>(), new List<LifeEvent>(), new Dictionary<string, int>());
        var (next, collapses) = (0, false);
        for (var month = 0; from.AddMonths(month).AddDays(30) < until; month++, mind.NextMonth())
        {
            var day = from.AddMonths(month).AddDays(1);
            if (luck.NextDouble() < SeriousAMonth)
                events.Add(new(day.AddDays(luck.Next(28)), Serious[luck.Next(Serious.Length)], "caregiver"));
            if (luck.NextDouble() < AsksAMonth * Math.Exp(0.5 * mind.Load))
                events.Add(new(day.AddDays(luck.Next(28)), "RequestForContact", "caregiver"));
            if (month == next)
            {
                var lists = kind is LifeKind.FrontQuestionAlone ? ["opening"] : Lists(month, asked);
                var answers = mind.Answer(lists);
                Shape(kind, answers, lists, month, onset, one, day, luck);
                var late = kind is LifeKind.Paper ? luck.Next(8, 21) : luck.Next(6);
                var isSure = kind is LifeKind.StopsAtTheWorst or LifeKind.Anton or LifeKind.Masked;
                var isAnswered = isSure
                    ? kind is not LifeKind.StopsAtTheWorst || month <= onset
                    : luck.NextDouble() < response;
                forms.Add(new(day, lists, isAnswered && answers.Count > 0 ? day.AddDays(late) : null, answers));
                next = month + (IsCalm(answers) ? 2 : 1);
                if (kind is LifeKind.StopsAtTheWorst or LifeKind.Anton or LifeKind.Masked or LifeKind.Creeping)
                    next = month + 1;
            }

            if (month > 1 && luck.NextDouble() < CollapsesAMonth * Math.Exp(mind.Danger))
            {
                (until, collapses) = (day.AddDays(28), true);
                events.Add(new(until, "Admission", "professional"));
                break;
            }
        }

        events.RemoveAll(happened => happened.On > until);
        return new Life(id, kind, from, until, collapses, forms, events, (mind.Strain(), mind.Strain()));
    }

    /// <summary>The lists of a month, each when it is due again.</summary>
    private static List<string> Lists(int month, Dictionary<string, int> asked)
    {
        var lists = new List<string> { "opening", "srb", "volhoudtijd" };
        foreach (
            var (list, first, every) in new[]
            {
                ("csi", 0, 3),
                ("wishes", 0, 3),
                ("ssl-12-i", 1, 6),
                ("carerqol", 5, 6),
            }
        )
            if (month >= first && !(month - asked.GetValueOrDefault(list, -99) < every))
            {
                asked[list] = month;
                lists.Add(list);
            }
        return lists;
    }

    /// <summary>Who can go on for more than a year, with nothing heavy, is asked each two months.</summary>
    private static bool IsCalm(Dictionary<string, int> answers) =>
        answers.Of(HowLong) >= 5 && !answers.IsHeavy() && !(answers.Strain() >= JudgeLimits.Strained);

    /// <summary>Makes of ordinary answers those of a kind of life.</summary>
    private static void Shape(
        LifeKind kind,
        Dictionary<string, int> answers,
        List<string> lists,
        int month,
        int onset,
        int one,
        DateOnly day,
        Random luck
    )
    {
        var since = month - onset;
        switch (kind)
        {
            case LifeKind.FrontQuestionAlone:
                Say(
                    (
                        Going,
                        since < 0 ? 4
                        : luck.Next(10) < 6 ? 1
                        : 2
                    )
                );
                break;
            case LifeKind.Floor when since is >= 0 and < 6:
                Say(
                    (Going, 1),
                    (Burden, 100),
                    (HowLong, 1),
                    (Reading.Csi, 13),
                    (Happiness, 0),
                    (SocialSupport, 12),
                    (TakeOver, 3)
                );
                break;
            case LifeKind.DeniesAllButOne:
                var says = since >= 0;
                Say((Going, says && one == 0 ? 1 : 4), (Burden, says && one == 1 ? 90 : 20), (HowLong, 6));
                Say((Reading.Csi, says && one == 2 ? 11 : 1), (Happiness, says && one == 3 ? 1 : 8));
                break;
            case LifeKind.SkipsPerseverance:
                answers.Remove(HowLong);
                break;
            case LifeKind.Lonely:
                Say((Reading.Csi, luck.Next(5, 9)), (Happiness, luck.Next(3, 5)), (SocialSupport, 12), (TakeOver, 3));
                break;
            case LifeKind.Proxy:
                Say(
                    (Going, Math.Min(5, (answers.Of(Going) ?? 3) + 1)),
                    (Burden, Math.Max(0, (answers.Of(Burden) ?? 50) - 15))
                );
                break;
            case LifeKind.Paper:
                foreach (var question in answers.Keys.Where(_ => luck.NextDouble() < 0.15).ToList())
                    answers.Remove(question);
                break;
            case LifeKind.StopsAtTheWorst when since >= -2:
                Say(
                    (Going, since < 0 ? 3 : 1),
                    (Burden, 90 + (10 * Math.Min(0, since))),
                    (HowLong, Math.Max(2, 2 - since))
                );
                break;
            case LifeKind.AlwaysRed:
                Say((Going, 2), (Burden, luck.Next(14, 20) * 5), (HowLong, luck.Next(1, 3)));
                break;
            case LifeKind.Seasonal:
                if (day.Month is 11 or 12 or 1 or 2)
                    Say((Going, luck.Next(1, 3)), (Burden, luck.Next(14, 18) * 5), (HowLong, 3));
                else
                    Say((Going, 4), (Burden, 30), (HowLong, 6), (Reading.Csi, 2));
                break;
            case LifeKind.Creeping:
                var part = Math.Clamp(since, 0, 9) / 9.0;
                Say(
                    (Going, 4),
                    (Burden, 20 + (int)(50 * part)),
                    (HowLong, 6),
                    (Reading.Csi, (int)Math.Round(6 * part)),
                    (Happiness, 6)
                );
                break;
            case LifeKind.Anton when since >= 0:
                Say((Going, 1), (Burden, 55), (HowLong, 5), (Reading.Csi, 6));
                break;
            case LifeKind.Masked when since >= 0:
                Say(
                    (Going, since is >= 1 and <= 3 ? 1 : 4),
                    (Burden, 45),
                    (HowLong, since == 0 ? 4 : 6),
                    (Reading.Csi, 3)
                );
                break;
        }

        void Say(params (string Question, int Code)[] all)
        {
            foreach (var (question, code) in all)
                if (lists.Contains(question.Split('.')[0]))
                    foreach (var (item, value) in Items(question, code))
                        answers[item] = value;
        }
    }

    /// <summary>The items of a list from its sum; of a question alone the question.</summary>
    private static IEnumerable<(string Item, int Code)> Items(string question, int sum) =>
        question switch
        {
            Reading.Csi => Csi.Select((item, place) => (item, place < sum ? 1 : 0)),
            SocialSupport => Support.Select((item, place) => (item, (sum / 12) + (place < sum % 12 ? 1 : 0))),
            _ => [(question, sum)],
        };

    /// <summary>A nearly normal number with mean 0 and deviation 1.</summary>
    private static double Normal(this Random luck) =>
        Math.Sqrt(-2 * Math.Log(1 - luck.NextDouble())) * Math.Cos(2 * Math.PI * luck.NextDouble());

    /// <summary>An ordinary person: one load with a lifelong and a moving part, and a manner of their own per list.</summary>
    private sealed class Mind(double load, Random luck)
    {
        private readonly double lasting = luck.Normal(),
            ofTime = luck.Normal(),
            ofBurden = luck.Normal(),
            ofCsi = luck.Normal(),
            ofHappiness = luck.Normal(),
            ofGoing = luck.Normal(),
            ofSupport = luck.Normal();
        private readonly string[] ladder =
        [
            .. Csi.OrderBy(item => (0.6 * Array.IndexOf(Csi, item)) + (1.8 * luck.Normal())),
        ];
        private readonly int takeOver =
            luck.NextDouble() is var share && share < 0.42 ? 1
            : share < 0.84 ? 2
            : share < 0.96 ? 3
            : 4;
        private double moving = luck.Normal();

        public double Load => load + (0.8 * lasting) + (0.6 * moving);

        private double Perseverance => (0.8 * Load) + (0.45 * ofTime);

        public double Danger => (0.75 * Load) + (0.9 * ofTime);

        public void NextMonth() => moving = (0.85 * moving) + (0.53 * luck.Normal());

        public int Strain() => Code(4.5 + (3.3 * ((0.62 * Load) + (0.75 * ofCsi))) + (0.9 * luck.Normal()), 0, 13);

        public Dictionary<string, int> Answer(List<string> lists)
        {
            var answers = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var list in lists)
            foreach (var (question, code) in Answer(list))
                if (luck.NextDouble() > 0.015)
                    answers[question] = code;
            return answers;
        }

        private IEnumerable<(string, int)> Answer(string list)
        {
            switch (list)
            {
                case "opening":
                    return
                    [
                        (Going, Code(3.7 - (0.75 * ((0.7 * Load) + (0.5 * ofGoing) + (0.5 * luck.Normal()))), 1, 5)),
                    ];
                case "srb":
                    var felt = (0.8 * Load) + (0.45 * ofBurden) + (0.4 * luck.Normal());
                    return [(Burden, 5 * Code((42 + (22 * felt)) / 5, 0, 20))];
                case "volhoudtijd":
                    var near = Perseverance + (0.4 * luck.Normal());
                    return [(HowLong, 6 - Steps.Count(step => near > step))];
                case "csi":
                    var sum = Strain();
                    return ladder.Select((item, place) => (item, place < sum ? 1 : 0));
                case "carerqol":
                    var less = (0.33 * Load) + (0.88 * ofHappiness) + (0.35 * luck.Normal());
                    return [(Happiness, Code(6.5 - (1.75 * less), 0, 10))];
                case "wishes":
                    return [(TakeOver, takeOver)];
                default:
                    var total = Code(26 - (2 * Load) + (5 * ofSupport) + (2 * luck.Normal()), 12, 48);
                    return Items(SocialSupport, total);
            }
        }

        private static int Code(double value, int lowest, int highest) =>
            (int)Math.Clamp(Math.Round(value), lowest, highest);
    }
}
