using System.Text.RegularExpressions;

namespace CaregiverSignal.Tests;

/// <summary>Where CONTRIBUTING and the other documents send a reader, that reader finds something.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Contributing = Read("CONTRIBUTING.md");

    [Fact]
    public void Each_place_in_the_source_that_a_document_names_is_there()
    {
        var documents = Directory
            .EnumerateFiles(Path.Combine(Some.Root, "docs"), "*.md")
            .Select(File.ReadAllText)
            .Append(Read("README.md"))
            .Append(Contributing);
        var places = documents
            .SelectMany(text => Place().Matches(text))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();

        var gone = places.Where(place => !IsThere(place)).ToList();

        Assert.Empty(gone);
        Assert.True(places.Count > 10);
        Assert.False(IsThere("FollowUp/CasePage.resx"));
    }

    [Fact]
    public void The_benches_verbs_are_those_it_has()
    {
        var has = Verb()
            .Matches(Read("bench", "CaregiverSignal.Bench", "Program.cs"))
            .Select(match => match.Groups[1].Value.TrimEnd());

        var told = Told().Matches(Contributing).Select(match => match.Groups[1].Value);

        Assert.Equal(has.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    /// <summary>A folder, a file, or a file without its ending.</summary>
    private static bool IsThere(string place)
    {
        var paths = new[] { "CaregiverSignal", "CaregiverSignal.Domain" }.Select(project =>
            Path.Combine([Some.Root, "src", project, .. place.Split('/')])
        );
        return paths.Any(path => Path.Exists(path) || Path.Exists(path + ".cs"));
    }

    private static string Read(params string[] parts) => File.ReadAllText(Path.Combine([Some.Root, .. parts]));

    [GeneratedRegex("`([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z]+)+(?:\\.[a-z]+)?)`")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?m)^// dotnet run .* -- (.+)$")]
    private static partial Regex Verb();

    [GeneratedRegex(@"(?m)^\| (?:\*\(none\)\* )?`([a-z-]*\s?\[--[^`]+)` \|")]
    private static partial Regex Told();
}
