using CaregiverSignal.Time;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>
/// A life with a coordinator who keeps the rules: talks two working days after red and seven days after amber or a line,
/// closes after fourteen, and looks again on the day that is due.
/// </summary>
public sealed record Course(Life Life, Told Told, IReadOnlyList<Step> Steps)
{
    /// <summary>More rounds than anybody has steps: rules by which an earlier day depends on a later one never end.</summary>
    private const int MostRounds = 80;

    public IEnumerable<Step> Talks => Steps.Where(step => !step.Closes);

    /// <summary>
    /// Replays, adds what the coordinator does about it, and replays again until nothing changes: what is told on a day
    /// depends on earlier days alone, so each round has at least one more step right.
    /// </summary>
    public static IReadOnlyList<Course> Follow(IReadOnlyList<Life> lives, Replayer replay, Pace? pace = null)
    {
        var courses = lives.ToDictionary(life => life.Id, life => new Course(life, Told.Nothing, []));
        var changed = lives;
        for (var round = 0; changed.Count > 0; round++)
        {
            if (round == MostRounds)
                throw new InvalidOperationException($"What is told about {changed[0].Id} depends on later days.");
            var told = replay([.. changed.Select(life => (life, courses[life.Id].Steps))]);
            var still = new List<Life>();
            foreach (var life in changed)
            {
                var now = told.GetValueOrDefault(life.Id, Told.Nothing);
                var before = courses[life.Id].Steps;
                var steps = StepsAfter(life, now, before, pace ?? Pace.Kept);
                courses[life.Id] = new Course(life, now, steps);
                if (!steps.SequenceEqual(before))
                    still.Add(life);
            }

            changed = still;
        }

        return [.. lives.Select(life => courses[life.Id])];
    }

    private static List<Step> StepsAfter(Life life, Told told, IReadOnlyList<Step> before, Pace pace)
    {
        var set = before.Select(step => step.On).ToHashSet();
        var wanted = new PriorityQueue<Wanted, DateOnly>();
        foreach (var signal in told.Signals)
            Want(signal.On, pace.TalkAfter(signal), signal.IsRed, isLook: false);
        foreach (var row in told.Rows)
        {
            if (told.Signals.Any(signal => signal.On == row.From))
                continue;
            var isLook = set.Contains(row.From) || set.Contains(row.From.AddDays(-1));
            var day = row.Due ?? (row.Rank == 1 ? row.From.AddDays(pace.TalkDays) : null);
            // A row that goes on after its day has gone by brings no day of its own.
            if (day <= row.From && told.Rows.Any(other => other.Until == row.From && other.From < row.From))
                continue;
            if (day is { } due && !(row.Until < due))
                Want(row.From, due > row.From ? due : row.From, row.Rank == 3, isLook);
        }

        var steps = new List<Step>();
        var last = default(DateOnly);
        while (wanted.TryDequeue(out var talk, out var day) && day <= life.Until)
        {
            if (last > talk.Since)
                continue;
            if (last < day)
                steps.Add(new Step(day, Closes: false, talk.IsRed, talk.IsLook));
            last = day;
            // Where nothing says when to look again at what stays open.
            foreach (var row in told.Rows.Where(row => row.StandsOn(day) && !(row.Due > day)))
            {
                var looked = day.AddDays(row.Rank == 1 ? JudgeLimits.LineLookDays : JudgeLimits.LookDays);
                if (row.StandsOn(looked))
                    Want(day, looked, row.Rank == 3, isLook: true);
            }
        }

        for (var place = 0; place < told.Signals.Count; place++)
        {
            var closes = told.Signals[place].On.AddDays(pace.CloseDays);
            var isLast = place == told.Signals.Count - 1 || told.Signals[place + 1].On > closes;
            if (isLast && closes <= life.Until)
                steps.Add(new Step(closes, Closes: true, told.Signals[place].IsRed, IsLook: false));
        }

        return [.. steps.OrderBy(step => step.On).ThenBy(step => step.Closes)];

        void Want(DateOnly since, DateOnly on, bool isRed, bool isLook) =>
            wanted.Enqueue(new Wanted(since, isRed, isLook), on);
    }

    /// <param name="Since">A talk after this day is the one that is wanted.</param>
    private readonly record struct Wanted(DateOnly Since, bool IsRed, bool IsLook);
}

/// <summary>How soon a coordinator talks and closes.</summary>
public sealed record Pace(int RedWorkingDays, int TalkDays, int CloseDays)
{
    public static readonly Pace Kept = new(JudgeLimits.RedTalkWorkingDays, JudgeLimits.TalkDays, JudgeLimits.CloseDays);

    /// <summary>Each step four weeks later: calling sooner may leave no more unheard than this.</summary>
    public static readonly Pace Late = new(
        JudgeLimits.RedTalkWorkingDays + 20,
        JudgeLimits.TalkDays + 28,
        JudgeLimits.CloseDays + 28
    );

    public DateOnly TalkAfter(SignalRow signal) =>
        signal.IsRed ? WorkingDays.Usual.Add(signal.On, RedWorkingDays) : signal.On.AddDays(TalkDays);
}
