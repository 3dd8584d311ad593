using System.Text.RegularExpressions;
using CaregiverSignal.Cli;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

public sealed partial class InstrumentPageTests
{
    private static readonly string Folder = Path.Combine(Some.Root, "docs", "instruments");

    private static readonly Instruments Shipped = Instruments.Load(Some.QuestionnairesFolder, "").Instruments!;

    public static TheoryData<string> Pages => [.. DescribeVerb.Pages(Shipped).Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_in_the_repository_is_the_one_its_files_make(string name)
    {
        var path = Path.Combine(Folder, name);

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == DescribeVerb.Pages(Shipped)[name],
            $"docs/instruments/{name} is not current. Run: {InstrumentPage.Command}"
        );
    }

    [Fact]
    public void No_page_is_left_of_a_questionnaire_that_is_gone()
    {
        Assert.Equal(
            DescribeVerb.Pages(Shipped).Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_readme_lists_every_questionnaire_as_it_is()
    {
        var rows = File.ReadAllLines(Path.Combine(Some.Root, "README.md"))
            .Where(line =>
                line.Contains("](docs/instruments/", StringComparison.Ordinal)
                && line.StartsWith("| [", StringComparison.Ordinal)
            );

        Assert.Equal(
            Shipped
                .Keys.Select(Shipped.Newest)
                .Select(one =>
                    $"| [{one.Key}](docs/instruments/{one.Key}.md) | {one.Name.En} | {one.Wording.StateName} | {InstrumentPage.State(one.Licence)} |"
                ),
            rows
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_row_of_a_table_has_the_cells_of_its_head_and_every_link_leads_somewhere(string name)
    {
        var page = DescribeVerb.Pages(Shipped)[name];
        var tables = page.Split("\n\n").Where(part => part.StartsWith('|')).Select(part => part.TrimEnd().Split('\n'));

        Assert.All(tables, rows => Assert.Single(rows.Select(row => CellEnd().Count(row)).Distinct()));
        Assert.Each(
            Link().Matches(page),
            link => Assert.True(Path.Exists(Path.Combine(Folder, link.Groups[1].Value)), link.Value)
        );
    }

    [Fact]
    public void Our_words_stand_in_dutch_with_english_beside_them()
    {
        var page = InstrumentPage.Of(Some.Small());

        Assert.Contains("| `glad` | gladness | agree | Bent u blij?<br>*Glad?* |", page, StringComparison.Ordinal);
        Assert.Contains("| 2 | soms *sometimes* |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_official_text_is_on_no_page()
    {
        var official = Some
            .SmallWording.Replace("own-1", "official-1", StringComparison.Ordinal)
            .Replace("\"own\"", "\"official\"", StringComparison.Ordinal)
            .Replace("\"Ours.\"", "\"By leave of X.\"", StringComparison.Ordinal);
        var small = InstrumentFile.Parse(Some.SmallFiles(overlay: official), new List<Fault>())!;

        var page = InstrumentPage.Of(small) + InstrumentPage.Index([small]);

        Assert.All(
            new[] { "Bent u", "Hoe zwaar?", "Twee vragen", "soms", "tien" },
            text => Assert.DoesNotContain(text, page, StringComparison.Ordinal)
        );
        Assert.Contains("Official, `official-1`. By leave of X.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Supplied_numbers_are_named_with_their_source_and_not_printed()
    {
        var page = InstrumentPage.Of(Some.Weighted());

        Assert.Contains("Its numbers were supplied: `nl-1`, Invented for a test.", page, StringComparison.Ordinal);
        Assert.Contains("with what `glad` and `tired` add together", page, StringComparison.Ordinal);
        Assert.DoesNotContain("50.5", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for numbers", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scale_without_numbers_is_said_to_wait_and_why()
    {
        var page = InstrumentPage.Of(Some.Small());

        Assert.Contains(
            "- `worth`: Worth\n\nIts weights are in a paper we do not have.\n\nThese scales have no value until `small-v1.scales.json`",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Scoring_error_and_bands_are_in_words()
    {
        var page = InstrumentPage.Of(Some.Small());

        Assert.Contains(
            "The mean of the codes of `glad`, `tired`. Reversed, counting as 4 − code: `tired`. From 1 to 3; higher is better.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Error of measurement (SEM): 2, from a standard deviation of 5 and a retest of 0.84. Smallest detectable change: 5.54 points (1.96 × √2 × SEM).",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("| `low` | 1 to 1.5 | laag *low* |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csi", "| `high` | 7 to 13, from the cut-off | zwaar *high strain* |")]
    [InlineData("csi", "Smallest detectable change: 2.77 points")]
    [InlineData("csi", "[srb](srb.md) stands in for it")]
    [InlineData("srb", "Error of measurement: no published one was found, so a change cannot be judged.")]
    [InlineData("srb", "Stored and imported is any code of 0 to 100; a page offers these.")]
    [InlineData("ediz", "How many of all 9 items are answered with 3, 4 or 5.")]
    [InlineData("zbi-12", "Not supplied. Copyrighted")]
    [InlineData("ssl-i", "`ssl-i-v1.scales.json` lies in the overlay folder")]
    [InlineData("carerqol", "At most once in 14 days.")]
    [InlineData("volhoudtijd", "The answer to `time` itself.")]
    public void A_page_says_what_the_definition_does(string key, string text) =>
        Assert.Contains(text, InstrumentPage.Of(Shipped.Newest(key)), StringComparison.Ordinal);

    [Fact]
    public void A_published_rule_for_skipped_items_is_told()
    {
        var definition = Some.SmallFile.Replace(
            "\"rule\": \"bounds\"",
            "\"rule\": \"person-mean\", \"most\": 1",
            StringComparison.Ordinal
        );

        Assert.Contains(
            "Up to 1 skipped items of a scale count as the mean of the answered ones",
            InstrumentPage.Of(Some.Questionnaire(definition)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_markdown_would_take_for_its_own_is_shown_as_it_is()
    {
        var definition = Some.SmallFile.Replace("\"gladness\"", "\"a|b *c* <d>\"", StringComparison.Ordinal);

        Assert.Contains(
            @"| a\|b \*c\* &lt;d> |",
            InstrumentPage.Of(Some.Questionnaire(definition)),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
