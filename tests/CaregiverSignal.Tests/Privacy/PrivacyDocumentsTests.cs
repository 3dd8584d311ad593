using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Privacy;

/// <summary>What a support point and whoever runs it read is what the program does.</summary>
public sealed partial class PrivacyDocumentsTests
{
    [Fact]
    public void The_register_has_every_term_of_the_program_with_its_standard()
    {
        var terms = Documents
            .Rows(Documents.Section(Read("processing-register-template.md"), "Bewaartermijnen"))
            .Where(row => row[1].StartsWith("`RetentionTerms.", StringComparison.Ordinal))
            .ToDictionary(row => row[1].Split('.', '`')[2], row => row[2]);

        var standard = new RetentionTerms();
        Assert.Equal(
            typeof(RetentionTerms)
                .GetProperties()
                .ToDictionary(
                    term => term.Name,
                    term => Convert.ToString(term.GetValue(standard), CultureInfo.InvariantCulture)!
                ),
            terms
        );
    }

    [Theory]
    [InlineData("processing-register-template.md")]
    [InlineData("dpia-template.md")]
    [InlineData("incident.md")]
    [InlineData("mail.md")]
    [InlineData("operations.md")]
    public void Each_setting_verb_and_page_that_they_name_is_there(string document)
    {
        var text = Read(document);
        var verbs = VerbName()
            .Matches(File.ReadAllText(Path.Combine(Some.Root, "README.md")))
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            Setting()
                .Matches(text)
                .Select(match => match.Groups[1].Value)
                .Except(SettingsReader.Keys)
                .Except(PageSettings.Keys)
        );
        Assert.Each(Verb().Matches(text).Select(match => match.Groups[1].Value), verb => Assert.Contains(verb, verbs));
        Assert.Each(
            Linked().Matches(text).Select(match => match.Groups[1].Value),
            link => Assert.True(Path.Exists(Path.Combine(Some.Root, "docs", link)), link)
        );
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(Some.Root, "docs", document));

    [GeneratedRegex("`([A-Z][A-Za-z]+:[A-Z][A-Za-z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex(
        "`(?:caregiversignal )?(check|erase|import|export|backup|restore|invite-coordinator|resume-mail)(?= [A-Z[-]|`)"
    )]
    private static partial Regex Verb();

    [GeneratedRegex("(?m)^\\| `([a-z]+(?:-[a-z]+)*)")]
    private static partial Regex VerbName();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Linked();
}
