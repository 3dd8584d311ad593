using System.Text.Json;
using System.Xml.Linq;

namespace CaregiverSignal.Tests.Commands;

/// <summary>The real program's log, in the form that an operator chose.</summary>
public sealed partial class ServiceLogTests : IDisposable
{
    private readonly ProgramFolder program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task As_json_every_line_is_an_object_the_first_says_what_runs_where_and_the_last_that_it_stopped()
    {
        var lines = await ServeAndStop("--Logging:Console:FormatterName=json");

        var messages = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            (
                await Version(),
                "sqlite",
                program.Database,
                Migrations.Newest.ToString(CultureInfo.InvariantCulture),
                "Information"
            ),
            (
                State(messages[0], "Version"),
                State(messages[0], "Provider"),
                State(messages[0], "Store"),
                State(messages[0], "Schema"),
                messages[0].GetProperty("LogLevel").GetString()
            )
        );
        Assert.Has("The pages are open at http://127.0.0.1:", lines[1]);
        Assert.Contains("has stopped, with code 0", messages[^1].GetProperty("Message").GetString());
        Assert.Matches(Instant(), messages[0].GetProperty("Timestamp").GetString()!);
    }

    [Fact]
    public async Task For_the_journal_every_line_begins_with_how_grave_it_is()
    {
        program.WritePeople(1, "2026-03-02");
        await program.RunAsync("import", "import");
        program.Query("update caregiver set born = '2000-13-45'");

        var lines = await ServeAndStop("--Logging:Console:FormatterName=systemd", "Job 'invite' failed");

        Assert.Each(lines, line => Assert.Matches(Priority(), line));
        Assert.Begins("<6>CaregiverSignal[", lines[0]);
        Assert.Begins("<3>", lines.Single(line => line.Contains("Job 'invite'")));
    }

    [Fact]
    public async Task For_people_the_address_stands_by_itself()
    {
        var lines = await ServeAndStop("--Logging:Console:FormatterName=simple");

        Assert.Matches(StartLine(), lines[0]);
        Assert.Single(
            lines,
            line => line.StartsWith("The pages are open at http://127.0.0.1:", StringComparison.Ordinal)
        );
        Assert.Ends("has stopped, with code 0", lines[^1]);
    }

    [Fact]
    public async Task The_version_is_the_one_that_is_built_with_its_commit_when_there_is_a_repository()
    {
        var built = XDocument
            .Load(Path.Combine(Some.Root, "Directory.Build.props"))
            .Descendants("Version")
            .Single()
            .Value;
        var isRepository = Path.Exists(Path.Combine(Some.Root, ".git"));

        var version = await Version();

        Assert.Matches(
            isRepository ? $@"^{Regex.Escape(built)}\+[0-9a-f]{{40}}$" : $"^{Regex.Escape(built)}$",
            version
        );
    }

    private async Task<string> Version() => (await program.RunAsync("--version")).Trim();

    private async Task<IReadOnlyList<string>> ServeAndStop(string format, string until = "The pages are open")
    {
        using var service = program.Start("--Urls=http://127.0.0.1:0", "--Mail:Mode=folder", format);
        await service.LineAsync(until);
        service.Terminate();
        var (code, output, error) = await service.EndAsync();
        Assert.Equal((0, ""), (code, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string State(JsonElement line, string name) =>
        line.GetProperty("State").GetProperty(name).ToString();

    [GeneratedRegex("^<[3-7]>")]
    private static partial Regex Priority();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    private static partial Regex Instant();

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info: CaregiverSignal\[\d+\] CaregiverSignal \S+ starts on the sqlite store /\S+, schema \d+; mail goes to /\S+, links begin with http://\S+, and \S+/data\.mailfence tells the store from its copies$"
    )]
    private static partial Regex StartLine();
}
