using System.CommandLine;
using CaregiverSignal.Bench.SecondJudge;
using CaregiverSignal.Commands;
using CaregiverSignal.Commands.Hindsight;

namespace CaregiverSignal.Tests.SecondJudge;

/// <summary>The second judge of the signal rules can say no, and shares nothing with them.</summary>
public sealed partial class SecondJudgeTests
{
    private static readonly DateOnly Friday = new(2024, 3, 1);

    [Fact]
    public void An_empty_worklist_fails()
    {
        var verdict = Judged(_ => Told.Nothing);

        Assert.False(verdict.IsGood);
        Assert.True(verdict.Mixed.Heavy.Count > 20);
        Assert.Equal(verdict.Mixed.Heavy.Count, verdict.Mixed.NothingNextDay.Count);
        Assert.True(verdict.Heavy.Unheard > 0 && verdict.Heavy.AlarmingUnheard.Count > 0);
    }

    [Fact]
    public void Everybody_always_on_the_worklist_hears_all_and_costs_too_many_hours()
    {
        var verdict = Judged(life => new Told([], [new Row(life.From, null, Rank: 3, life.From)]));

        Assert.Equal(0, verdict.Mixed.NothingNextDay.Count + verdict.Heavy.Unheard + verdict.Broken.Count);
        Assert.Equal(100, verdict.Mixed.Open, 0.1);
        Assert.True(verdict.Mixed.Hours > JudgeLimits.MostHours);
        Assert.True(verdict.Mixed.NeverReached.Count > 0);
        Assert.False(verdict.IsGood);
    }

    [Fact]
    public void A_day_far_away_is_no_answer_to_anybody()
    {
        var verdict = Judged(life => new Told([], [new Row(life.From, null, Rank: 1, life.From.AddYears(1))]));

        Assert.Equal(0, verdict.Mixed.NothingNextDay.Count);
        Assert.True(verdict.Mixed.Due!.Median > 60);
    }

    [Fact]
    public void A_worse_life_that_stands_lower_is_a_broken_pair()
    {
        var verdict = Judged(life => new Told([], [new Row(life.From, null, IsWorse(life) ? 1 : 3, null)]));

        Assert.True(verdict.Broken.Count > 10);
        Assert.DoesNotContain(verdict.Broken, pair => pair.IsSilent);
        Assert.Empty(Judged(_ => Told.Nothing).Broken);

        static bool IsWorse(Life life) => life.Id.EndsWith("-worse", StringComparison.Ordinal);
    }

    [Fact]
    public void A_coordinator_talks_two_working_days_after_red_seven_days_after_amber_and_closes_after_fourteen()
    {
        var steps = Steps(
            new Told([new SignalRow(Friday, IsRed: true), new SignalRow(Friday.AddDays(60), IsRed: false)], [])
        );

        Assert.Equal(
            [(4, false), (14, true), (67, false), (74, true)],
            steps.Select(step => (step.On.DayNumber - Friday.DayNumber, step.Closes))
        );
    }

    [Fact]
    public void A_coordinator_looks_on_the_day_that_a_talk_set()
    {
        var talk = Friday.AddDays(7);

        var steps = Steps(
            new Told([], [new Row(Friday, talk, Rank: 1, talk), new Row(talk, null, Rank: 1, Friday.AddDays(90))])
        );

        Assert.Equal(
            [(7, false), (90, true)],
            steps.Take(2).Select(step => (step.On.DayNumber - Friday.DayNumber, step.IsLook))
        );
    }

    [Fact]
    public void The_program_reads_what_the_judge_draws_and_the_judge_what_the_program_writes()
    {
        var lives = Lives.Draw(Crowd.Heavy, seed: 1, people: 20, months: 12).ToList();
        var replay = new FolderReplay(
            (folder, signals, open) =>
            {
                using var error = new StringWriter();
                string[] args = ["replay", folder, "--out", signals, "--open", open, "--contact-after", "none"];
                var code = Awaited.Now(() =>
                    CommandLine.RunAsync(
                        new RootCommand { ReplayVerb.Create() },
                        [.. args, "--Questionnaires:Folder=" + Some.QuestionnairesFolder],
                        new InvocationConfiguration { Output = TextWriter.Null, Error = error }
                    )
                );
                Assert.True(code == 0, error.ToString());
            }
        );

        var courses = Course.Follow(lives, replay.Replay);

        Assert.Contains(courses, course => course.Told.Signals.Any(signal => signal.IsRed));
        Assert.Contains(courses, course => course.Told.Rows.Any(row => row.Rank > 1));
        Assert.Contains(courses, course => course.Talks.Any(talk => talk.IsLook));
    }

    [Fact]
    public void The_lives_that_it_draws_pass_the_gate_of_facts_and_have_every_kind()
    {
        var lives = Lives.Draw(Crowd.Mixed, seed: 1, people: 2000, months: 24).ToList();

        Assert.DoesNotContain(Fact.Of(lives), fact => !fact.Holds);
        Assert.Equal(Enum.GetValues<LifeKind>(), lives.Select(life => life.Kind).Distinct().Order());
        Assert.Equal(
            lives.Take(20).Select(life => life.Until),
            Lives.Draw(Crowd.Mixed, seed: 1, people: 20, months: 24).Select(life => life.Until)
        );
    }

    [Fact]
    public void No_rule_reads_its_limits_and_it_reads_no_rule()
    {
        var judge = Directory.GetFiles(Path.Combine(Some.Root, "bench", "CaregiverSignal.Bench", "SecondJudge"));

        Assert.True(judge.Length > 5);
        Assert.Each(judge, file => Assert.DoesNotMatch(OfTheRules(), File.ReadAllText(file)));
        Assert.Each(SourceTree.Files("*.cs"), file => Assert.DoesNotMatch(OfTheJudge(), File.ReadAllText(file.Path)));
        Assert.Matches(OfTheRules(), "using CaregiverSignal.Signals.Rules;");
        Assert.Matches(
            OfTheJudge(),
            File.ReadAllText(judge.Single(file => Path.GetFileName(file) == "JudgeLimits.cs"))
        );
    }

    /// <summary>The verdict on rules that tell each life something of its own, whatever staff do.</summary>
    private static Verdict Judged(Func<Life, Told> tell) =>
        Verdict.Of(
            lives => lives.ToDictionary(it => it.Life.Id, it => tell(it.Life)),
            seeds: [1],
            people: 60,
            months: 18,
            hours: JudgeLimits.HoursAWeek
        );

    private static IReadOnlyList<Step> Steps(Told told)
    {
        var life = new Life("A", LifeKind.Ordinary, Friday, Friday.AddYears(1), false, [], [], default);
        return Assert.Single(Course.Follow([life], _ => new Dictionary<string, Told> { ["A"] = told })).Steps;
    }

    [GeneratedRegex(@"Signals\.(Rules|Hindsight)|SimulatedWorlds|WarningSign|RuleSettings")]
    private static partial Regex OfTheRules();

    [GeneratedRegex("JudgeLimits|SecondJudge")]
    private static partial Regex OfTheJudge();
}
