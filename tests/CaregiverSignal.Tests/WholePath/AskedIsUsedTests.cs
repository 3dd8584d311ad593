using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// Nothing is asked that a rule, the pace or the offered help does not use, but for what is named here with its reason.
/// </summary>
public sealed class AskedIsUsedTests() : AtASite("2026-03-02")
{
    /// <summary>Questions, columns of people.csv and events that are asked to be read by a person.</summary>
    private static readonly Dictionary<string, string> OnPurpose = new()
    {
        ["cra"] = "five sides of the load, shown for the talk: no cut-off is published",
        ["giving"] = "giving belongs to support, and is never a task to hand out",
        ["carerqol.fulfilment"] = "what caring gives is said first on the result page, and outweighs nothing (C-20)",
        ["roles.caring"] = "for the talk: the csi measures it",
        ["first_name"] = "to reach them",
        ["last_name"] = "to reach them",
        ["email"] = "to reach them",
        ["phone"] = "to reach them",
        ["postal_address"] = "to reach them",
        ["safe_to_call"] = "before calling",
        ["channel"] = "how they are asked (R-37)",
        ["language"] = "how they are asked and called (R-36)",
        ["with_pictures"] = "how they are asked",
        ["mail_readers"] = "what a link opens",
        ["municipality"] = "which offers are near, and reports",
        ["neighbourhood"] = "which offers are near, and reports",
        ["called"] = "how a talk names who is cared for",
        ["cared_for_born"] = "for the talk, as the care changes with age",
        ["cared_for_municipality"] = "which municipality thanks them",
        ["referred_by"] = "who may hear of it",
        ["referral_agreed_by"] = "who may hear of it",
        ["keeps_doing"] = "their own words, on top of the talk (S3:4952-4954)",
        ["hands_over"] = "their own words, on top of the talk (S3:4952-4954)",
        ["Other"] = "the words are read as a task",
        ["SupportStarted"] = "help that runs is said to be there",
    };

    /// <summary>The columns of which the offered help makes a fact of its own.</summary>
    private static readonly Dictionary<string, string[]> MadeOf = new()
    {
        ["age"] = ["born"],
        ["care"] = ["hours_per_week", "caring_since"],
        ["respite"] = ["RespiteFailed"],
    };

    private static readonly HashSet<string> Facts =
    [
        .. HelpFits.Rows.SelectMany(row => row.When).SelectMany(all => all.Split(" & ")),
    ];

    private IEnumerable<string> Asked =>
        [
            .. Questions,
            .. PersonField.All.Select(detail => detail.Column).Where(DetailWords.AreOf),
            .. Consequences.Told.Append(EventKind.CareCollapse).Select(kind => kind.ToString()),
        ];

    private IEnumerable<string> Questions =>
        from instrument in site.Part<Plan>()
            .Instruments.Select(planned => Some.Instruments.Newest(planned.Key))
            .Union(site.Part<Plan>().OnRequest)
        from item in instrument.Items
        where !IsReadByARule(instrument, item.Key)
        select $"{instrument.Key}.{item.Key}";

    [Fact]
    public void Nothing_that_is_asked_is_used_by_nothing()
    {
        var unused = Asked.Where(asked => !IsUsed(asked) && ReasonOf(asked) is null).ToList();

        Assert.Empty(unused);
        Assert.True(Asked.Count() > 60);
    }

    [Fact]
    public void What_is_asked_for_a_person_alone_is_asked_and_used_by_nothing_else()
    {
        Assert.All(
            OnPurpose.Keys,
            reason =>
                Assert.Contains(
                    Asked,
                    asked => reason == asked || asked.StartsWith(reason + ".", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain(Asked, asked => IsUsed(asked) && ReasonOf(asked) is not null);
        Assert.False(IsUsed("wishes.golf") || IsUsed("hobby") || IsUsed("Storm"));
    }

    [Fact]
    public void Each_answer_that_decides_what_is_offered_can_be_given()
    {
        foreach (var fact in Facts.Where(fact => fact.Contains('.')))
        {
            var (question, code) = (
                fact.Split('=')[0].Split('.'),
                int.Parse(fact.Split('=')[1], CultureInfo.InvariantCulture)
            );

            var item = Some.Instruments.Find(question[0])?.Item(question[1]);

            Assert.Contains(code, item!.Codes.Select(answer => answer.Value));
        }

        Assert.All(
            Facts.Where(fact => fact.StartsWith("condition=", StringComparison.Ordinal)),
            fact => Assert.Contains(fact.Split('=')[1], DetailWords.Conditions)
        );
    }

    [Fact]
    public void Each_row_has_a_sentence_in_both_languages_of_staff() =>
        Assert.All(
            HelpFits.Rows.Where(row => row.Kinds.Count > 0),
            row =>
                Assert.All(
                    new[] { Language.Dutch, Language.English },
                    language =>
                        Assert.NotEmpty(Languages.In(language, () => HelpFitWords.Of(new(HelpKind.All[0], row.Key))))
                )
        );

    /// <summary>docs/help.md: each risk factor of the founding documents once, and the rows that use it.</summary>
    [Fact]
    public void The_document_says_of_each_risk_factor_where_it_is_asked_shown_and_used()
    {
        var rows = File.ReadLines(Path.Combine(Some.Root, "docs", "help.md"))
            .Where(line => line.StartsWith("| R-", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('|')[1].Trim().Split(' ')[0]);

        Assert.Equal(Enumerable.Range(1, 41).Select(number => $"R-{number:00}"), rows.Keys);
        Assert.All(rows.Values, line => Assert.Equal(7, line.Split('|').Length));
        foreach (var row in HelpFits.Rows)
            Assert.All(row.Factors, factor => Assert.Contains($"`{row.Key}`", rows[factor]));
    }

    private static string? ReasonOf(string asked) =>
        OnPurpose.GetValueOrDefault(asked) ?? OnPurpose.GetValueOrDefault(asked.Split('.')[0]);

    private static bool IsUsed(string asked) =>
        Facts.Any(fact =>
            fact.StartsWith(asked + "=", StringComparison.Ordinal)
            || fact == "event=" + asked
            || MadeOf.GetValueOrDefault(fact.Split('=')[0])?.Contains(asked) == true
        )
        || (
            Enum.TryParse<EventKind>(asked, out var kind)
            && (SeriousEvent.IsHeavy(kind) || kind.StatusAfter(endsCare: true) is not null)
        );

    /// <summary>Whether a rule reads it by itself, or in a total.</summary>
    private static bool IsReadByARule(Instrument instrument, string item) =>
        Observations.KindOf(instrument.Key, item) is not null
        || instrument.Scales.Any(scale =>
            Observations.KindOf(instrument.Key, scale.Key) is not null && scale.Items.Any(part => part.Item.Key == item)
        );
}
