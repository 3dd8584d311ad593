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
        var readme = await File.ReadAllLinesAsync(Path.Combine(Some.Root, "README.md"), Some.Stop);
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
        Assert.InRange(typed.Count, 4, 50);
        Assert.InRange(listed.Count, 6, 50);

        foreach (var lines in typed.Concat(listed).GroupBy(line => line.Split(' ')[0]))
        {
            var help = await folder.RunAsync([.. lines.Key.Length > 0 ? [lines.Key] : Array.Empty<string>(), "--help"]);
            Assert.Matches($@"Usage:\s+\S+ {lines.Key}", help);
            foreach (var option in lines.SelectMany(line => Option().Matches(line)).Select(match => match.Value))
                Assert.Matches($@"(?m)^\s+{option}\b", help);
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("SUPPORT.md")]
    [InlineData("docs")]
    [InlineData("questionnaires")]
    public void Every_file_and_picture_that_is_linked_is_there(string place)
    {
        var path = Path.Combine(Some.Root, place);
        var documents = File.Exists(path) ? [path] : Directory.GetFiles(path, "*.md", SearchOption.AllDirectories);

        var linked = (
            from document in documents
            from link in Linked().Matches(File.ReadAllText(document))
            select Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value)
        ).ToList();

        Assert.NotEmpty(linked);
        Assert.DoesNotContain(linked, link => !Path.Exists(link));
    }

    [GeneratedRegex(@"^\| `([^`]+)`")]
    private static partial Regex Listed();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)")]
    private static partial Regex Linked();
}
