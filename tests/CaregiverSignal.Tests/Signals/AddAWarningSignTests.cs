using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

/// <summary>
/// Each warning sign in the list has all that CONTRIBUTING names under "A signal rule", and is found in a life that
/// goes
/// through the real steps. The list belongs to the program, so no sign can be added here; what one lacks is reported.
/// </summary>
public sealed partial class AddAWarningSignTests
{
    private static readonly Texts Reasons = Texts.Of("Signals.Rules.Reasons");

    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "signals.md"));

    /// <summary>Lives in which all signs are found: burdened, silent, and after care at home has ended.</summary>
    private static readonly Case[] Lives =
    [
        new Case()
            .Asked("2025-01-06")
            .Answers(csi: 3, volhoudtijd: 5, going: 4, burden: 30, support: 36, missing: 10)
            .Asked("2025-02-06")
            .Answers(csi: 3, volhoudtijd: 5, going: 4, burden: 30, support: 32, missing: 10)
            .Asked("2025-03-06")
            .Answers(csi: 9, volhoudtijd: 3, going: 1, burden: 90, support: 24, missing: 22)
            .Gives("ediz-plus", [.. Some.Instruments.Newest("ediz-plus").Items.Select(item => (item.Key, 3))])
            .Happened("2025-03-10", "HelperLost", by: "professional")
            .Happened("2025-03-11", "RespiteFailed", by: "professional")
            .Happened("2025-03-12", "CrisisAdmission", by: "professional")
            .Happened("2025-03-16", "RequestForContact")
            .Asked("2025-04-06")
            .Answers(csi: 9, volhoudtijd: 3, going: 1, burden: 90, happiness: 2),
        new Case()
            .Asked("2025-01-10")
            .Answers(csi: 3, volhoudtijd: 3, support: 12)
            .Missed("2025-02-10")
            .Asked("2025-03-10")
            .Answers(going: 2),
        new Case()
            .Asked("2025-01-06")
            .Answers(csi: 11, volhoudtijd: 6, takeOver: 3)
            .Happened("2025-02-03", "Fall")
            .Happened("2025-03-03", "HelperLost")
            .Happened("2025-06-03", "Death", by: "professional"),
    ];

    public static TheoryData<int> EachLife => [.. Enumerable.Range(0, Lives.Length)];

    [Fact]
    public void Each_sign_has_what_the_recipe_names() =>
        Assert.Each(WarningSigns.All, sign => Assert.Empty(LacksOf(sign)));

    [Theory]
    [MemberData(nameof(EachLife))]
    public async Task What_is_found_in_a_life_is_on_the_case_page_with_its_sentence(int life)
    {
        using var site = Some.Installation().On("2019-01-01");
        var person = await InTheService.Live(site, Lives[life]);

        var found = await site.Read(transaction => FindingTable.Of(transaction, person));

        var page = (await (await site.SignedIn()).Open($"/zaak/{person}")).Text;
        Assert.Each(found, finding => Assert.Has(finding.Reason, page));
    }

    [Fact]
    public async Task Each_sign_is_found_in_one_of_these_lives_and_each_kind_of_fact_stands_in_one()
    {
        var found = (
            await Lives.SelectAsync(async life =>
            {
                using var site = Some.Installation().On("2019-01-01");
                var person = await InTheService.Live(site, life);
                return await site.Read(transaction => FindingTable.Of(transaction, person));
            })
        ).SelectMany(each => each);

        Assert.Equal(
            WarningSigns.All.Select(sign => sign.Key).Order(StringComparer.Ordinal),
            found.Select(finding => finding.WarningSign).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Enum.GetValues<ObservationKind>(),
            Lives
                .SelectMany(life => Observations.Of(life.History()))
                .Select(observation => observation.Kind)
                .Distinct()
                .Order()
        );
    }

    private static IEnumerable<string> LacksOf(WarningSign sign)
    {
        var type = sign.GetType();
        if (WarningSigns.All.Count(warningSign => warningSign.GetType() == type && warningSign.Key == sign.Key) != 1)
            yield return "its line in the list";
        if (!Reasons.Has(sign.Key))
            yield return "its sentence";
        if (sign is { Weighs: false, IsLine: false } && !sign.Kind.IsUrgent())
            yield return "weight, a line or an alert";
        if (sign.Weighs && !HasRow("What weighs", sign))
            yield return "its row under 'What weighs'";
        if (sign.IsLine && !HasRow("What is a line by itself", sign))
            yield return "its row under 'What is a line by itself'";
    }

    private static bool HasRow(string section, WarningSign sign) =>
        Section()
            .Matches(Document)
            .Single(match => match.Groups["title"].Value == section)
            .Value.Split('\n')
            .Any(line =>
                line.Contains($"| `{sign.Key}` |")
                && line.EndsWith($"| `{sign.Kind.Code()}` |", StringComparison.Ordinal)
            );

    [GeneratedRegex(@"^## (?<title>.+)\n(?:(?!## ).*\n)*", RegexOptions.Multiline)]
    private static partial Regex Section();
}
