namespace CaregiverSignal.Tests.Signals;

/// <summary>The level by every combination of the answers that decide it: guarantees 2 and 6 of docs/signals.md.</summary>
public class FloorTests
{
    private static readonly DateOnly Today = Some.Date("2026-03-02");

    private static readonly int?[] Times = [null, 6, 5, 4, 3, 2, 1];
    private static readonly int?[] Burdens = [null, 50, 60, 70, 80];
    private static readonly int?[] Goings = [null, 4, 2, 1];
    private static readonly int?[] Strains = [null, 6, 7, 10, 13];
    private static readonly int?[] TakeOvers = [null, 1, 3, 4];
    private static readonly int?[] Happinesses = [null, 3, 2, 0];

    [Fact]
    public void The_level_is_that_of_two_heavy_things_or_of_the_points_whatever_is_missing()
    {
        foreach (var said in All())
            Assert.True(Expected(said) == LevelOf(said), $"{said} was {LevelOf(said)}");
    }

    [Fact]
    public void No_answer_is_a_lower_level_than_a_lighter_one_or_than_none()
    {
        foreach (var said in All())
        {
            foreach (var worse in Worse(said))
                Assert.True(Rank(LevelOf(worse)) >= Rank(LevelOf(said)), $"{worse} after {said}");
        }
    }

    private static IEnumerable<Said> All() =>
        from time in Times
        from burden in Burdens
        from going in Goings
        from strain in Strains
        from takeOver in TakeOvers
        from happiness in Happinesses
        select new Said(time, burden, going, strain, takeOver, happiness);

    /// <summary>The same, with one answer the next worse.</summary>
    private static IEnumerable<Said> Worse(Said said)
    {
        if (Next(Times, said.Time) is { } time)
            yield return said with
            {
                Time = time,
            };
        if (Next(Burdens, said.Burden) is { } burden)
            yield return said with
            {
                Burden = burden,
            };
        if (Next(Goings, said.Going) is { } going)
            yield return said with
            {
                Going = going,
            };
        if (Next(Strains, said.Strain) is { } strain)
            yield return said with
            {
                Strain = strain,
            };
        if (Next(TakeOvers, said.TakeOver) is { } takeOver)
            yield return said with
            {
                TakeOver = takeOver,
            };
        if (Next(Happinesses, said.Happiness) is { } happiness)
            yield return said with
            {
                Happiness = happiness,
            };
    }

    private static int? Next(int?[] from, int? said) =>
        Array.IndexOf(from, said) is var place && place + 1 < from.Length ? from[place + 1] : null;

    /// <summary>As docs/signals.md says it, worked out anew.</summary>
    private static Urgency? Expected(Said said)
    {
        var heavy =
            (said.Time <= 2 ? 2 : 0)
            + (said.Burden >= 80 ? 1 : 0)
            + (said.Going == 1 ? 1 : 0)
            + (said.Strain >= 10 ? 1 : 0)
            + (said.Strain >= 7 && said.TakeOver >= 3 ? 2 : 0)
            + (said.Happiness <= 2 ? 1 : 0)
            + (said.Time == 3 && (said.Going <= 2 || said.Burden >= 70) ? 1 : 0);
        var points =
            said.Time switch
            {
                1 => 9,
                2 => 8,
                3 => 6,
                4 => 4,
                5 => 2,
                _ => 0,
            }
            + (said.Burden >= 60 ? 1 : 0)
            + (said.Going <= 2 ? 1 : 0);
        return heavy >= 2 || points >= 8 ? Urgency.Red
            : heavy == 1 || points >= 5 ? Urgency.Amber
            : null;
    }

    private static int Rank(Urgency? level) => level is { } urgency ? (int)urgency : -1;

    private static Urgency? LevelOf(Said said)
    {
        var life = new SignalLifecycle(new RuleSettings());
        List<Observation> observations = [new(Today, ObservationKind.Answered)];
        Add(ObservationKind.PerseveranceTime, said.Time);
        Add(ObservationKind.Burden, said.Burden);
        Add(ObservationKind.Going, said.Going);
        Add(ObservationKind.Strain, said.Strain);
        Add(ObservationKind.Happiness, said.Happiness);
        Add(ObservationKind.TakeOver, said.TakeOver);
        life.Take(observations, 0);
        Assert.Equal(life.LevelOn(Today) == Urgency.Red, life.StandingOn(Today)?.Level == Urgency.Red);
        return life.LevelOn(Today);

        void Add(ObservationKind kind, int? value)
        {
            if (value is { } given)
                observations.Add(new Observation(Today, kind, given, given));
        }
    }

    private sealed record Said(int? Time, int? Burden, int? Going, int? Strain, int? TakeOver, int? Happiness);
}
