using System.CommandLine;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Commands;
using CaregiverSignal.Commands.Hindsight;
using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.Commands;

/// <summary>However the rows of a folder lie, <c>replay</c> tells the same.</summary>
public sealed class ReplayFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ReplayFolderTests()
    {
        WorldFolder.Write(folder.Name, Some.WorldPeople(Worlds.ToChooseOn[0], 40), Some.Plan);
        Out = Path.Combine(folder.Name, "signals.csv");
    }

    private string Out { get; set; }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_is_told_byte_for_byte_however_the_rows_lie()
    {
        var luck = new Random(LongRun.Seed());
        var told = Told();
        Assert.True(told.Count(sign => sign == '\n') > 60);
        for (var round = 0; round < LongRun.Of(small: 5, large: 200); round++)
        {
            // All anywhere; then by person again, in an order that is not that of the ids, each with rows anywhere.
            Rewrite((_, rows) => Shuffled(rows, luck));
            Assert.Equal(told, Told());
            var order = Ids().ToDictionary(id => id, _ => luck.Next());
            Rewrite((_, rows) => Shuffled(rows, luck).OrderBy(row => order[IdOf(row)]));
            Assert.Equal(told, Told());
            Rewrite((file, rows) => file == FolderFiles.People ? rows : rows.OrderBy(IdOf, StringComparer.Ordinal));
            Assert.Equal(told, Told());
        }
    }

    [Fact]
    public void The_same_is_told_with_columns_in_any_order_and_with_quotes_and_blanks_around_cells()
    {
        var told = Told();

        foreach (var file in FolderFiles.Names)
        {
            var lines = File.ReadAllLines(Path.Combine(folder.Name, file));
            folder.Write(file, string.Concat(lines.Select(line => Reversed(line, "{0}") + "\n")));
        }

        Assert.Equal(told, Told());
        foreach (var file in FolderFiles.Names)
        {
            var lines = File.ReadAllLines(Path.Combine(folder.Name, file));
            folder.Write(file, string.Concat(lines.Select(line => Reversed(line, "\" {0} \"") + "\r\n")));
        }

        Assert.Equal(told, Told());

        static string Reversed(string line, string cell) =>
            string.Join(
                ',',
                line.Split(',').Reverse().Select(text => cell.Replace("{0}", text, StringComparison.Ordinal))
            );
    }

    [Fact]
    public void Nobody_elses_rows_change_what_is_told_of_somebody()
    {
        var luck = new Random(LongRun.Seed());
        var told = Told().Split('\n');
        var some = Ids().Where(_ => luck.Next(2) == 0).ToHashSet();

        Rewrite((_, rows) => rows.Where(row => some.Contains(IdOf(row))));

        Assert.Equal(
            told.Where((row, place) => place == 0 || row.Length == 0 || some.Contains(IdOf(row))),
            Told().Split('\n')
        );
    }

    [Theory]
    [InlineData(
        "people.csv",
        "W0000041,gisteren,,email",
        "people.csv: row 42, column enrolled: 'gisteren' is not a day"
    )]
    [InlineData(
        "people.csv",
        "W0000040,2023-01-02,,email",
        "people.csv: row 42, column person: is there twice; the first is in row 41"
    )]
    [InlineData(
        "people.csv",
        "W0000001,2023-01-02,,email",
        "people.csv: row 42, column person: is there twice; the first is in row 2"
    )]
    [InlineData("asked.csv", "W0000040,2023-01-02,nights", "column instruments: 'nights' is not known")]
    [InlineData("asked.csv", "W0000041,2023-01-02,csi", "column person: 'W0000041' is not in people.csv")]
    [InlineData(
        "answers.csv",
        "W0000040,2022-01-02,csi,sleep,1",
        "column date: 2022-01-02 is before the person's first check-in"
    )]
    [InlineData("answers.csv", "W0000040,2024-01-02,zbi-12,z01,1", "column instrument: 'zbi-12' was not asked on")]
    [InlineData(
        "answers.csv",
        "W0000040,2024-01-02,csi,sleep,2",
        "column value: '2' is not allowed for csi.sleep; allowed are 0 to 1"
    )]
    [InlineData("events.csv", "W0000040,2024-01-02,Party,caregiver,", "column kind: 'Party' is not known")]
    [InlineData("events.csv", "W0000039,2024-01-02,Fall,caregiver", "has 4 cells; the header has 5")]
    public void A_fault_in_the_last_row_is_told_and_what_stood_there_before_stays(string file, string row, string fault)
    {
        File.WriteAllText(Out, "of last year");
        File.AppendAllText(Path.Combine(folder.Name, file), row + "\n");

        var (code, error) = Replay();

        Assert.Equal(1, code);
        Assert.Has(fault, Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("of last year", File.ReadAllText(Out));
        Assert.Empty(Directory.EnumerateFiles(folder.Name, "*.part"));
    }

    [Theory]
    [InlineData(FolderFiles.Asked)]
    [InlineData(FolderFiles.Answers)]
    public void A_file_without_anything_in_it_is_no_file_of_nobody(string file)
    {
        File.WriteAllText(Path.Combine(folder.Name, file), "");

        var (code, error) = Replay();

        Assert.Equal(1, code);
        Assert.Has(file, error);
    }

    [Fact]
    public void An_answer_given_twice_and_a_check_in_asked_twice_are_told_by_person_too()
    {
        Rewrite((file, rows) => file is FolderFiles.Answers or FolderFiles.Asked ? rows.Prepend(rows[0]) : rows);

        var (code, error) = Replay();

        Assert.Equal(1, code);
        Assert.Has("asked.csv: row 3, column date: is there twice; the first is in row 2", error);
        Assert.Has("answers.csv: row 3, column item: is there twice; the first is in row 2", error);
    }

    [Fact]
    public void A_disk_that_fails_while_a_file_is_read_is_told_as_a_fault_of_that_file()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var answers = Path.Combine(folder.Name, FolderFiles.Answers);
        File.Delete(answers);
        // The kernel refuses the first read of it with an input/output error.
        File.CreateSymbolicLink(answers, "/proc/self/mem");

        var (code, error) = Replay();

        Assert.Equal(1, code);
        Assert.Begins(
            answers + ": cannot be read: ",
            Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        );
        Assert.False(File.Exists(Out));
    }

    [Fact]
    public void A_place_where_nothing_can_be_written_is_told_by_the_name_of_the_file_and_nothing_else()
    {
        Out = Path.Combine(folder.Name, "gone", "signals.csv");
        folder.Write(FolderFiles.Answers, "not read");

        var (code, error) = Replay();

        Assert.Equal(1, code);
        Assert.Begins($"{Out}: cannot be written: ", error);
        Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private string Told()
    {
        var (code, error) = Replay();
        Assert.True(code == 0, error);
        return File.ReadAllText(Out);
    }

    private (int Code, string Error) Replay()
    {
        using var error = new StringWriter();
        var root = new RootCommand { ReplayVerb.Create() };
        string[] args = ["replay", folder.Name, "--out", Out, "--Questionnaires:Folder=" + Some.QuestionnairesFolder];
        return (
            Awaited.Now(() =>
                CommandLine.RunAsync(
                    root,
                    args,
                    new InvocationConfiguration { Output = TextWriter.Null, Error = error }
                )
            ),
            error.ToString()
        );
    }

    private List<string> Ids() =>
        [.. File.ReadLines(Path.Combine(folder.Name, FolderFiles.People)).Skip(1).Select(IdOf)];

    private void Rewrite(Func<string, IReadOnlyList<string>, IEnumerable<string>> order)
    {
        foreach (var file in FolderFiles.Names)
        {
            var lines = File.ReadAllLines(Path.Combine(folder.Name, file));
            folder.Write(file, string.Concat(order(file, lines[1..]).Prepend(lines[0]).Select(line => line + "\n")));
        }
    }

    private static string IdOf(string row) => row.Split(',')[0];

    private static string[] Shuffled(IEnumerable<string> rows, Random luck)
    {
        var shuffled = rows.ToArray();
        luck.Shuffle(shuffled);
        return shuffled;
    }
}
