using System.Text.RegularExpressions;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>What the README tells people to type exists.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Command = "dotnet run --project src/CaregiverSignal";

    private readonly ProgramFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_command_has_its_verb_and_options()
    {
        var readme = await File.ReadAllLinesAsync(
            Path.Combine(Some.Root, "README.md"),
            TestContext.Current.CancellationToken
        );
        var typed = readme
            .Select(line => line.Trim())
            .Where(line => line.StartsWith(Command, StringComparison.Ordinal))
            .Select(line => line[Command.Length..].TrimStart(' ', '-'))
            .ToList();
        var listed = readme
            .SkipWhile(line => line != "## Commands")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => Listed().Match(line).Groups[1].Value)
            .Where(line => line.Length > 0)
            .ToList();
        Assert.InRange(typed.Count, 5, 50);
        Assert.InRange(listed.Count, 6, 50);

        foreach (var lines in typed.Concat(listed).GroupBy(line => line.Split(' ')[0]))
        {
            var help = await folder.RunAsync([.. lines.Key.Length > 0 ? [lines.Key] : Array.Empty<string>(), "--help"]);
            Assert.Matches($@"Usage:\s+caregiversignal {lines.Key}", help);
            foreach (var option in lines.SelectMany(line => Option().Matches(line)).Select(match => match.Value))
                Assert.Matches($@"(?m)^\s+{option}\b", help);
        }
    }

    [Fact]
    public async Task A_team_lead_begins_with_the_command_and_by_the_names_that_are_written_there()
    {
        var section = string.Join(
            '\n',
            (await File.ReadAllLinesAsync(Path.Combine(Some.Root, "README.md"), TestContext.Current.CancellationToken))
                .SkipWhile(line => line != "### How a team lead begins")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('#'))
        );
        var command = section
            .Split('\n')
            .Single(line => line.TrimStart().StartsWith(Command, StringComparison.Ordinal));
        var words = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Some.Root, "src"), "*.resx", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );

        var link = await folder.RunAsync(command.Split("-- ")[1].Split(' '));

        Assert.Contains("/i/", link, StringComparison.Ordinal);
        Assert.Equal(
            ["Lotte|Noord|1|1|1|0"],
            folder.Query(
                """
                select coordinator.name, team.name, is_coordinator, is_team_lead, is_administrator, is_operator
                from coordinator join team on team.id = team_id
                """
            )
        );
        Assert.Each(
            Named()
                .Matches(section)
                .Select(match =>
                    string.Join(' ', match.Groups[1].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                ),
            name => Assert.Contains($"<value>{name}</value>", words, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Every_file_and_picture_that_is_linked_is_there()
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Some.Root, "README.md"),
            TestContext.Current.CancellationToken
        );

        var linked = Linked().Matches(readme).Select(match => match.Groups[1].Value).ToList();

        Assert.True(linked.Count > 10, $"Only {linked.Count} links are found.");
        Assert.DoesNotContain(linked, path => !Path.Exists(Path.Combine(Some.Root, path)));
    }

    [GeneratedRegex(@"^\| `([^`]+)`")]
    private static partial Regex Listed();

    [GeneratedRegex(@"\*([A-Z][^*]+)\*")]
    private static partial Regex Named();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)")]
    private static partial Regex Linked();
}
