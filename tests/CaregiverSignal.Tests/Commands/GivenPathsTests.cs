using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using CaregiverSignal.Commands;
using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Commands;

/// <summary>
/// What a command writes goes where it was meant, and what it reads is a file: for every path of every verb.
/// </summary>
public sealed class GivenPathsTests : IDisposable
{
    /// <summary>Words of the verbs that are texts and no paths.</summary>
    private static readonly string[] NoPaths =
    [
        "chart ID",
        "chart --language",
        "demo --language",
        "tick --at",
        "import --map",
        "export --person",
        "report --month",
        "report --year",
        "report --municipality",
        "backtest --format",
        "audit --format",
        "score INSTRUMENT",
        "score --format",
        "score --scale",
        "check --mail",
        "invite-coordinator email",
        "invite-coordinator --name",
        "erase id",
    ];

    private readonly ProgramFolder program = new();

    public GivenPathsTests() => program.Write("in/people.csv", "person,enrolled\np1,2026-01-05\n");

    public void Dispose() => program.Dispose();

    public static TheoryData<string, string> All =>
        [
            .. AllVerbs
                .Create()
                .Subcommands.SelectMany(verb => PathsOf(verb).Select(path => (verb.Name, path.Name)))
                .ToArray(),
        ];

    [Fact]
    public void A_word_of_a_verb_is_a_path_that_is_looked_at_or_known_to_be_none()
    {
        var texts = AllVerbs
            .Create()
            .Subcommands.SelectMany(verb =>
                SymbolsOf(verb)
                    .Where(word => TypeOf(word) == typeof(string) && word is not IGivenPath)
                    .Select(word => $"{verb.Name} {word.Name}")
            )
            .ToList();

        Assert.Empty(texts.Except(NoPaths));
        Assert.True(All.Count > 12, "They were not found.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_path_that_is_no_file_or_folder_is_refused_and_left_as_it_is(string verb, string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes and links are others there.");
        var use = PathsOf(AllVerbs.Create().Subcommands.Single(it => it.Name == verb))
            .Single(it => it.Name == path)
            .Use;
        var pipe = program.Path("pipe.svg");
        using (var made = Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync(Some.Stop);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(program.Path("socket.svg")));
        File.CreateSymbolicLink(program.Path("to-pipe.svg"), pipe);
        List<string> wrong = ["", " ", pipe, program.Path("socket.svg"), program.Path("to-pipe.svg")];
        var file = program.Write("file.svg", "mine");
        var folder = Path.GetDirectoryName(program.Write("folder.svg/file", "mine"))!;
        if (use is not (PathUse.Reads or PathUse.ReadsFile or PathUse.WritesFile))
            wrong.Add(file);
        if (use is PathUse.ReadsFile or PathUse.WritesFile or PathUse.WritesNewFile or PathUse.WritesFolder)
            wrong.Add(folder);
        if (use is PathUse.WritesFile or PathUse.WritesNewFile or PathUse.WritesFolder)
        {
            File.CreateSymbolicLink(program.Path("to-file.svg"), file);
            wrong.Add(program.Path("to-file.svg"));
        }

        foreach (var place in wrong)
        {
            var (code, output, error) = await Task.Run(() => program.Run(Words(verb, path, place)))
                .WaitAsync(TimeSpan.FromSeconds(30), Some.Stop);

            Assert.True(code is 1 or 2, $"{verb} {path} '{place}' ended with {code}: {error}");
            Assert.Empty(output);
            Assert.Lacks("   at ", error);
            Assert.Has(place.Trim().Length == 0 ? path : place, error);
        }

        Assert.Equal(FileKind.Pipe, FileKinds.At(pipe));
        Assert.Equal("mine", await File.ReadAllTextAsync(file, Some.Stop));
        Assert.Equal(["file"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.False(Directory.Exists(program.Data));
    }

    [Theory]
    [InlineData("in/people.csv")]
    [InlineData("in/events.csv")]
    [InlineData("linked/people.csv")]
    [InlineData("second-name.csv")]
    [InlineData("questionnaires/plan.json")]
    public void A_replay_writes_over_nothing_that_it_reads_by_whatever_name(string place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links are others there.");
        Directory.CreateSymbolicLink(program.Path("linked"), program.Path("in"));
        using (var made = Process.Start("ln", [program.Path("in/people.csv"), program.Path("second-name.csv")]))
            made.WaitForExit();
        var before = File.Exists(program.Path(place)) ? File.ReadAllText(program.Path(place)) : null;

        foreach (var words in new string[][] { ["--out", place], ["--out", "o.csv", "--open", program.Path(place)] })
        {
            var (code, _, error) = program.Run(["replay", "in", .. words]);

            Assert.Equal(
                (1, $"{program.Path(place)}: is what this command reads; name another place\n"),
                (code, error)
            );
        }

        Assert.Equal(before, File.Exists(program.Path(place)) ? File.ReadAllText(program.Path(place)) : null);
        Assert.False(File.Exists(program.Path("o.csv")));
    }

    [Fact]
    public void Two_outputs_have_a_place_each()
    {
        foreach (var other in new[] { program.Path("o.csv"), program.Path("in", "..", "o.csv") })
        {
            var (code, _, error) = program.Run("replay", "in", "--out", "o.csv", "--open", other);

            Assert.Equal((1, $"{other}: is named for two outputs; give each a place of its own\n"), (code, error));
        }

        Assert.False(File.Exists(program.Path("o.csv")));
        Assert.Equal(0, program.Run("replay", "in", "--out", "o.csv", "--open", program.Path("p.csv")).Code);
    }

    [Fact]
    public async Task A_pipe_in_a_folder_that_is_read_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are others there.");
        using (var made = Process.Start("mkfifo", program.Path("in/events.csv")))
            await made.WaitForExitAsync(Some.Stop);

        var (code, _, error) = await Task.Run(() => program.Run("replay", "in", "--out", "o.csv"))
            .WaitAsync(TimeSpan.FromSeconds(30), Some.Stop);

        Assert.Equal(1, code);
        Assert.Has("events.csv: cannot be read: it is a pipe, and no file.", error);
    }

    /// <summary>A command line that lacks nothing, with one path as it is given.</summary>
    private string[] Words(string verb, string path, string place)
    {
        var command = AllVerbs.Create().Subcommands.Single(it => it.Name == verb);
        var words = new List<string> { verb };
        foreach (var argument in command.Arguments)
            if (argument.Name == path)
                words.Add(place);
            else if (argument.Arity.MinimumNumberOfValues > 0)
                words.Add(
                    argument is not IGivenPath given ? (verb == "score" ? "csi" : "p1")
                    : given.Use == PathUse.ReadsFile ? program.Path("in", "people.csv")
                    : program.Path("in")
                );
        foreach (var option in command.Options.Where(option => option.Name == path || option.Required))
            words.AddRange([option.Name, option.Name == path ? place : program.Path("out.svg")]);
        return [.. words];
    }

    private static IEnumerable<IGivenPath> PathsOf(Command verb) => SymbolsOf(verb).OfType<IGivenPath>();

    private static IEnumerable<Symbol> SymbolsOf(Command verb) =>
        [.. verb.Arguments, .. verb.Options.Where(option => option.Name is not ("--help" or "--version"))];

    private static Type TypeOf(Symbol word) => word is Option option ? option.ValueType : ((Argument)word).ValueType;
}
