namespace CaregiverSignal.Tests;

/// <summary>What our documents say of the code is so.</summary>
public sealed class DocumentsTests
{
    private static IEnumerable<string> All =>
        Directory
            .EnumerateFiles(Path.Combine(Some.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(
                new[] { "README.md", "CONTRIBUTING.md", "questionnaires/README.md", "reports/README.md" }.Select(name =>
                    Path.Combine(Some.Root, name)
                )
            );

    [Fact]
    public void Each_test_member_and_file_that_a_document_names_is_there() =>
        Assert.Equal(
            [],
            from document in All
            from name in Documents.Missing(File.ReadAllText(document))
            select $"{Path.GetRelativePath(Some.Root, document)}: {name}"
        );

    [Theory]
    [InlineData("DocumentsTests.Nothing_of_the_kind", "DocumentsTests.What_is_not_there_is_found")]
    [InlineData("Languages.Elsewhere", "Languages.Speak")]
    [InlineData("Nobody.Speak(words)", "Languages.Speak(language)")]
    [InlineData("ResultModel.Nothing.At.All", "MyPageModel.Next.rest")]
    [InlineData("Text/Langauges.cs", "Text/Languages.cs")]
    [InlineData("Text/Languages.Elsewhere", "Text/Languages.Speak")]
    [InlineData("Storage/Languages", "Text/Languages")]
    [InlineData("docs/nothing.md", "docs/files.md")]
    [InlineData("Langauges.cs", "Languages.cs")]
    [InlineData("Duc" + "Items", "DueItems")]
    public void What_is_not_there_is_found(string invented, string name) =>
        Assert.Equal([invented], Documents.Missing($"Whoever reads `{name}`\n```\ncode\n```\nreads `{invented}` too."));
}
