using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

public sealed class DemoVerbTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Families_are_in_it_a_mother_of_three_two_daughters_of_one_and_one_who_is_cared_for_and_cares()
    {
        var rows = Population.Together(Population.Invent(new DemoOptions(50, 12, 1))).Situations;
        var mother = rows.GroupBy(row => row.Person).Single(cares => cares.Count() == 3);

        Assert.All(mother, care => Assert.Equal(Relation.Parent, care.Relation));
        Assert.Equal(
            [Relation.Child, Relation.Child],
            rows.Where(row => row.Situation == "demo-father").Select(row => row.Relation)
        );
        Assert.Single(rows, row => row is { Situation: "demo-partner", Relation: Relation.Partner });
        Assert.All(
            rows.Where(row => row.Called is not null),
            row => Assert.True(row.Town is null == row.LivesTogether)
        );
        Assert.Equal(rows.Count, rows.Select(row => (row.Person, row.Situation)).Distinct().Count());
    }

    [Fact]
    public void A_demo_in_its_own_folder_replaces_the_one_before_and_a_seed_tells_the_same_as_before()
    {
        var first = Run("demo", "--seed", "7");
        var second = Run("demo", "--seed", "8");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.NotEqual(first.Output, second.Output);
        Assert.Equal(Run("fresh", "--seed", "8").Output, second.Output);
    }

    [Fact]
    public void The_smallest_demo_runs()
    {
        var run = DemoRun.In(Path.Combine(temporary.Name, "demo"), "--caregivers", "1", "--months", "1");

        Assert.Equal(0, run.Code);
        Assert.Has("1 caregiver, 1 month, seed 1", run.Output);
    }

    [Fact]
    public void In_English_it_tells_the_same_and_mails_in_English()
    {
        var dutch = Run("demo", "--seed", "8").Output;
        var english = Run("english", "--seed", "8", "--language", "en").Output;

        Assert.Equal(dutch.Where(char.IsAsciiDigit), english.Where(char.IsAsciiDigit));
        Assert.All(
            Directory.GetFiles(Path.Combine(temporary.Name, "english", "mail"), "*invitation*"),
            mail => Assert.Has("Dear ", File.ReadAllText(mail))
        );
    }

    [Theory]
    [InlineData("--caregivers", "2001", "1 to 2000")]
    [InlineData("--caregivers", "many", "1 to 2000")]
    [InlineData("--months", "0", "1 to 60")]
    public void Sizes_out_of_range_are_refused_with_the_range(string option, string value, string range)
    {
        var run = DemoRun.In(Path.Combine(temporary.Name, "demo"), option, value);

        Assert.Equal(2, run.Code);
        Assert.Has($"{option}: '{value}' is not allowed; write a whole number from {range}", run.Error);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(Path.Combine(temporary.Name, "demo")));
    }

    private DemoRun Run(string folder, params string[] options) =>
        DemoRun.In(Path.Combine(temporary.Name, folder), ["--caregivers", "8", "--months", "3", .. options]);
}
