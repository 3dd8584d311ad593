using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Referrals;

/// <summary>Which help is offered first, and which is not (domain.md rows 66 and 70, and its cases).</summary>
public sealed class HelpFitsTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly KnownCare Nothing = new() { Today = Today };

    [Fact]
    public void Each_row_names_kinds_that_there_are_and_facts_that_can_be_known_and_its_source()
    {
        Assert.Distinct(HelpFits.Rows.Select(row => row.Key));
        Assert.All(
            HelpFits.Rows,
            row =>
            {
                Assert.All([.. row.Kinds, .. row.Not], kind => Assert.NotNull(HelpKind.Find(kind)));
                Assert.Empty(row.Kinds.Intersect(row.Not));
                Assert.Matches("S[0-4]:[0-9]|ours", row.Source);
                Assert.All(row.When.SelectMany(all => all.Split(" & ")), fact => Assert.True(CanBeKnown(fact), fact));
            }
        );
        Assert.False(CanBeKnown("event=Storm") || CanBeKnown("hobby=golf") || CanBeKnown("relation=boss"));
    }

    /// <summary>P-19, and that no row gives what another forbids: of each two rows that hold together.</summary>
    [Fact]
    public void A_professional_is_always_among_the_first_three_and_what_a_row_says_not_is_never_offered()
    {
        foreach (var one in HelpFits.Rows)
        foreach (var other in HelpFits.Rows)
        {
            var known = Nothing with { Details = [.. AllOf(one), .. AllOf(other)] };

            var offered = HelpFits.Of(known).Select(fit => fit.Kind).ToList();

            Assert.Contains(offered.Take(HelpRoad.MostProposed), kind => kind.Professional);
            Assert.Distinct(offered.Select(kind => kind.Key));
            Assert.Empty(offered.Select(kind => kind.Key).Intersect(one.Not.Concat(other.Not)));
            Assert.True(offered.Count >= HelpRoad.MostProposed, $"{one.Key} and {other.Key}");
        }
    }

    [Fact]
    public void What_was_there_before_is_not_offered_again_but_what_ended_well_or_was_not_for_then()
    {
        var known = Nothing;
        while (HelpFits.Of(known) is [var first, ..])
        {
            Assert.DoesNotContain(first.Kind, known.Help.Select(help => help.Kind));
            known = known with { Help = [.. known.Help, new ArrangedHelp { Kind = first.Kind }] };
        }

        Assert.NotEmpty(known.Help);
        foreach (
            var (step, reason, ended, again) in new[]
            {
                (HelpStep.Ended, (HelpReason?)null, "2026-02-01", true),
                (HelpStep.Declined, HelpReason.CaregiverDeclines, "2024-02-01", false),
                (HelpStep.Declined, HelpReason.NotNow, "2026-02-01", false),
                (HelpStep.Declined, HelpReason.NotNow, "2025-08-01", true),
                (HelpStep.Failed, HelpReason.Other, "2024-02-01", false),
            }
        )
        {
            var was = Was("peer-group", step, reason) with { EndedOn = Date(ended) };
            Assert.Equal(again, Keys(Nothing with { Help = [was] }).Contains("peer-group"));
        }
    }

    [Theory]
    [InlineData(1, "buddy")]
    [InlineData(2, "own-network")]
    [InlineData(3, "accompaniment")]
    [InlineData(4, "client-support")]
    [InlineData(5, "peer-group")]
    public void What_they_say_would_help_comes_first_and_says_so(int wish, string kind)
    {
        var first = HelpFits.Of(Said("wishes.wish", wish))[0];

        Assert.Equal(kind, first.Kind.Key);
        Assert.Begins("wish-", first.Because);
        var old = Nothing with { Answers = [("wishes.wish", wish, Today.AddMonths(-7))] };
        Assert.Equal("always", HelpFits.Of(old)[0].Because);
    }

    /// <summary>S3:3588-3593, 3634-3641: who goes along so that leave is left, and who minds the children.</summary>
    [Fact]
    public void C_02_parents_of_three_get_somebody_who_goes_along_or_minds_and_their_family_is_not_asked_for_more()
    {
        var pieter = Nothing with
        {
            Details = ["relation=parent", "condition=intellectual", "works=yes"],
            CaresForMore = true,
            Events = [(EventKind.JobChanged, Date("2026-02-10"))],
            Answers = [At("wishes.take-over", 3), At("roles.own-time", 0), At("roles.together", 0)],
            IsStrained = true,
        };

        Assert.Equal(["accompaniment", "volunteer-at-home", "day-care"], Keys(pieter).Take(3));
        Offers_none_of(pieter, "own-network", "family-meeting");
    }

    /// <summary>
    /// S3:2492-2500: he was too heavily burdened, and the mother wants no acquaintances to take over.
    /// </summary>
    [Fact]
    public void C_03_a_young_adult_is_relieved_and_no_family_is_asked()
    {
        var son = Nothing with { Born = Date("2005-01-01"), Details = ["relation=child"] };

        Assert.Equal("buddy", Keys(son)[0]);
        Offers_none_of(son, "own-network", "family-meeting");
        Assert.DoesNotContain("age=18-24", (son with { Born = Date("2000-01-01") }).Facts());
    }

    /// <summary>S3:3320-3337: his guidance was her relief.</summary>
    [Fact]
    public void C_05_where_guidance_was_cut_the_professional_road_comes_first()
    {
        var wife = Nothing with
        {
            Details = ["relation=partner", "condition=physical"],
            Events = [(EventKind.FormalHelpReduced, Date("2026-02-10"))],
        };

        Assert.Equal("wmo", Keys(wife)[0]);
        Assert.Contains("day-care", Keys(wife));
        Offers_none_of(wife, "own-network", "family-meeting");
    }

    /// <summary>S3:3304-3313: "It is unreasonable."</summary>
    [Fact]
    public void C_06_who_cares_for_three_is_not_sent_to_the_family()
    {
        var brother = Nothing with
        {
            Details = ["relation=sibling", "condition=psychiatric", "relation=child", "works=yes"],
            CaresForMore = true,
            Events = [(EventKind.FormalHelpReduced, Date("2026-02-10"))],
            Answers = [At("wishes.wish", 2)],
        };

        Assert.Equal(["accompaniment", "volunteer-at-home", "wmo"], Keys(brother).Take(3));
        Offers_none_of(brother, "own-network", "family-meeting");
    }

    /// <summary>S3:4716-4731: "You are the counterparty", and the family is called when there is a crisis.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void C_07_and_C_08_who_is_not_heard_gets_a_talk_of_three_and_somebody_beside_them(int notHeard)
    {
        var parent = Said("wishes.professionals", notHeard) with { Details = ["relation=parent"] };

        Assert.Equal("triad-agreement", Keys(parent)[0]);
        Assert.Contains("client-support", Keys(parent));
        var partner = Nothing with { Events = [(EventKind.CrisisAdmission, Today)] };
        Assert.Equal("triad-agreement", Keys(partner)[0]);
    }

    /// <summary>S3:4747-4761, and as with Arnold and Ivanka (S3:5012-5023, 5048-5054): not "more people".</summary>
    [Fact]
    public void C_09_where_visits_dry_up_the_others_hear_why_before_anybody_new_is_sought()
    {
        var household = Nothing with
        {
            Details = ["relation=partner", "condition=psychiatric"],
            HasLessSupport = true,
            HasSmallerCircle = true,
        };

        var first = Keys(household).Take(3).ToList();
        Assert.Contains("inform-the-network", first);
        Assert.DoesNotContain("buddy", first);
        Assert.Equal("inform-the-network", Keys(household with { Details = [] })[0]);
    }

    /// <summary>S3:4897-4930, 5012-5023.</summary>
    [Theory]
    [InlineData("2025-10-01", true)]
    [InlineData("2025-08-01", false)]
    public void C_10_after_somebody_dropped_out_an_explanation_comes_first_for_half_a_year(string lost, bool first)
    {
        var partner = Nothing with
        {
            Details = ["relation=partner"],
            Events = [(EventKind.HelperLost, Date(lost)), (EventKind.BehaviourWorsened, Date(lost))],
        };

        Assert.Equal(first, Keys(partner)[0] == "inform-the-network");
    }

    /// <summary>S3:4956-4964.</summary>
    [Fact]
    public void C_11_where_nobody_strange_is_let_in_nobody_strange_is_offered()
    {
        var known = Said("wishes.wish", 2) with
        {
            Details = ["condition=brain-injury"],
            Help = [Was("volunteer-at-home", HelpStep.Failed, HelpReason.RefusesStrangers)],
        };

        Assert.Equal("own-network", Keys(known)[0]);
        Offers_none_of(
            known,
            "volunteer-at-home",
            "day-care",
            "professional-at-home",
            "short-stay",
            "accompaniment",
            "household-help"
        );
    }

    /// <summary>S3:4957-4959: the care is too heavy for them.</summary>
    [Fact]
    public void C_11_respite_that_failed_is_not_offered_again_in_the_same_way()
    {
        var told = Nothing with { Events = [(EventKind.RespiteFailed, Today)] };
        var tooHeavy = Nothing with { Help = [Was("volunteer-at-home", HelpStep.Failed, HelpReason.TooHeavy)] };

        foreach (var known in new[] { told, tooHeavy })
        {
            Assert.Equal("professional-at-home", Keys(known)[0]);
            Offers_none_of(known, "volunteer-at-home");
        }

        var runs = told with { Events = [.. told.Events, (EventKind.RespiteStarted, Today)] };
        Assert.DoesNotContain(HelpFits.Of(runs), fit => fit.Kind.Group == HelpGroup.Respite);
    }

    /// <summary>S3:4962: somebody of their own circle meets the least resistance.</summary>
    [Fact]
    public void With_a_brain_injury_the_own_circle_is_thought_of_before_a_volunteer()
    {
        var known = Said("wishes.wish", 2) with { Details = ["condition=brain-injury"] };

        Assert.Equal("own-network", Keys(known)[0]);
        Offers_none_of(known, "volunteer-at-home");
    }

    /// <summary>S1:558: the care for a parent weighs less on average (S3:993-995), and own contacts went.</summary>
    [Fact]
    public void C_14_who_lost_their_own_contacts_through_the_care_for_parents_gets_people_for_themselves()
    {
        var adult = Nothing with { Details = ["relation=child", "condition=old-age"], HasLessSupport = true };

        Assert.Equal(("buddy", "own-contacts"), (Keys(adult)[0], HelpFits.Of(adult)[0].Because));
        Assert.Contains("peer-group", Keys(adult));
    }

    /// <summary>S3:539-544: it may be good and heavy at once; S3:4799-4802: no conference under strain.</summary>
    [Fact]
    public void C_20_what_caring_gives_takes_nothing_away_from_what_is_offered()
    {
        var heavy = Nothing with
        {
            Details = ["relation=partner", "condition=dementia"],
            Answers = [At("wishes.wish", 2), At("carerqol.relational", 2)],
            IsStrained = true,
        };
        var glad = heavy with
        {
            Answers = [.. heavy.Answers, At("carerqol.fulfilment", 2), At("carerqol.happiness", 9)],
        };

        Assert.Equal(["own-network", "psycho-education", "day-care"], Keys(heavy).Take(3));
        Assert.Equal(HelpFits.Of(heavy), HelpFits.Of(glad));
        Offers_none_of(heavy, "family-meeting");
    }

    [Theory]
    [InlineData("wishes.barrier", 2, "volunteer-at-home")]
    [InlineData("wishes.barrier", 6, "client-support")]
    [InlineData("wishes.take-over", 4, "accompaniment")]
    [InlineData("appraisal.confidence", 1, "psycho-education")]
    [InlineData("roles.arranging", 3, "budget-help")]
    [InlineData("grief.shares", 3, "peer-group")]
    public void What_weighs_says_what_comes_first(string question, int answer, string kind)
    {
        Assert.Equal(kind, Keys(Said(question, answer))[0]);
        Assert.NotEqual("always", HelpFits.Of(Said(question, answer))[0].Because);
    }

    private static KnownCare Said(string question, int answer) => Nothing with { Answers = [At(question, answer)] };

    private static (string, int, DateOnly) At(string question, int answer) => (question, answer, Today.AddDays(-7));

    private static ArrangedHelp Was(string kind, HelpStep step, HelpReason? reason) =>
        new()
        {
            Kind = HelpKind.Of(kind),
            Step = step,
            Reason = reason,
            EndedOn = Today,
        };

    private static List<string> Keys(KnownCare known) => [.. HelpFits.Of(known).Select(fit => fit.Kind.Key)];

    private static void Offers_none_of(KnownCare known, params string[] kinds) =>
        Assert.Empty(Keys(known).Intersect(kinds));

    private static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Facts with which a row holds.</summary>
    private static string[] AllOf(HelpFitRow row) => row.When is [var first, ..] ? first.Split(" & ") : [];

    /// <summary>Answers and details are held by a test that knows them.</summary>
    private static bool CanBeKnown(string fact) =>
        fact.Split('=') switch
        {
            ["event", var kind] => Enum.GetNames<EventKind>().Contains(kind),
            ["help", var reason] => Codes.Find<HelpReason>(reason) is not null,
            ["relation", var relation] => Codes.Find<Relation>(relation) is not null,
            ["condition", "dementia" or "brain-injury" or "psychiatric"] => true,
            ["works" or "interpreter" or "had_choice" or "takes_over" or "lives_together", "yes" or "no"] => true,
            ["tasks", var task] => Codes.Find<CareTask>(task) is not null,
            ["respite" or "situations" or "care" or "strain" or "support" or "circle" or "age", _] => true,
            [var question, var code] => question.Contains('.')
                && int.TryParse(code, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
}
