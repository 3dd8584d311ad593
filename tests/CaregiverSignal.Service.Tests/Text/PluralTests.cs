namespace CaregiverSignal.Tests.Text;

/// <summary>The forms of words for numbers, against the rules and the examples of Unicode CLDR.</summary>
public sealed partial class PluralTests
{
    /// <summary>
    /// common/supplemental/plurals.xml of CLDR 48, type cardinal; n and i are the same for whole numbers.
    /// </summary>
    public static TheoryData<Language, string, string, string> Cldr =>
        new()
        {
            { Language.Dutch, "One", "n = 1", "1" },
            { Language.YoungDutch, "One", "n = 1", "1" },
            { Language.English, "One", "n = 1", "1" },
            { Language.Turkish, "One", "n = 1", "1" },
            { Language.Polish, "One", "n = 1", "1" },
            {
                Language.Polish,
                "Few",
                "n % 10 = 2..4 and n % 100 != 12..14",
                "2~4, 22~24, 32~34, 42~44, 52~54, 62, 102"
            },
            {
                Language.Polish,
                "Many",
                "n != 1 and n % 10 = 0..1 or n % 10 = 5..9 or n % 100 = 12..14",
                "0, 5~19, 100"
            },
            { Language.Arabic, "Zero", "n = 0", "0" },
            { Language.Arabic, "One", "n = 1", "1" },
            { Language.Arabic, "Two", "n = 2", "2" },
            { Language.Arabic, "Few", "n % 100 = 3..10", "3~10, 103~110" },
            { Language.Arabic, "Many", "n % 100 = 11..99", "11~26, 111" },
        };

    [Theory]
    [MemberData(nameof(Cldr))]
    public void A_number_has_the_form_that_the_rules_of_its_language_give(
        Language language,
        string form,
        string rule,
        string examples
    )
    {
        for (var n = 0; n <= 200; n++)
            Assert.Equal((n, Holds(rule, n)), (n, Plural.Of(language, n) == form));
        foreach (var example in examples.Split(", "))
        {
            var ends = example.Split('~').Select(int.Parse).ToList();
            for (var n = ends[0]; n <= ends[^1]; n++)
                Assert.Equal((n, form), (n, Plural.Of(language, n)));
        }

        Assert.Contains(form, Plural.FormsOf(language));
    }

    [Fact]
    public void Every_form_is_one_that_translators_are_told_of() =>
        Assert.Each(
            Enum.GetValues<Language>(),
            language =>
                Assert.Empty(
                    Enumerable
                        .Range(0, 200)
                        .Select(n => Plural.Of(language, n))
                        .Except([.. Plural.FormsOf(language), ""])
                )
        );

    private static bool Holds(string rule, int n) =>
        rule.Split(" or ").Any(either => either.Split(" and ").All(relation => HoldsOne(relation, n)));

    private static bool HoldsOne(string relation, int n)
    {
        var parts = Relation().Match(relation);
        var value = parts.Groups["by"].Value is { Length: > 0 } by ? n % int.Parse(by, null) : n;
        var from = int.Parse(parts.Groups["from"].Value, null);
        var to = parts.Groups["to"].Value is { Length: > 0 } last ? int.Parse(last, null) : from;
        return (value >= from && value <= to) == (parts.Groups["is"].Value == "=");
    }

    [GeneratedRegex(@"^n( % (?<by>\d+))? (?<is>!?=) (?<from>\d+)(\.\.(?<to>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Relation();
}
