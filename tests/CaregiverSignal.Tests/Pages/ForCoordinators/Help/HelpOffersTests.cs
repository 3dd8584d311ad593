using CaregiverSignal.Answers;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Help;

/// <summary>What could be proposed to a caregiver (domain.md rows 66 and 70).</summary>
public sealed class HelpOffersTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    public static TheoryData<HelpWish> EveryWish => [.. Enum.GetValues<HelpWish>()];

    [Theory]
    [MemberData(nameof(EveryWish))]
    public void Three_at_most_are_offered_and_never_what_was_there_before(HelpWish wish)
    {
        var known = new List<ArrangedHelp>();
        while (HelpOffers.Of(known, wish, [], false, Today) is { Count: > 0 } offers)
        {
            Assert.InRange(offers.Count, 1, 3);
            Assert.DoesNotContain(offers[0], known.Select(help => help.Kind));
            known.Add(new ArrangedHelp { Kind = offers[0] });
        }

        Assert.NotEmpty(known);
    }

    [Fact]
    public void C_11_where_nobody_strange_is_let_in_the_own_people_are_thought_of_first()
    {
        ArrangedHelp[] known =
        [
            new() { Kind = HelpKind.Of("volunteer-at-home"), Reason = HelpReason.RefusesStrangers },
        ];

        var offers = HelpOffers.Of(known, HelpWish.Respite, [], false, Today);

        Assert.Equal(HelpKind.Of("own-network"), offers[0]);
        Assert.DoesNotContain(HelpKind.Of("professional-at-home"), offers);
        Assert.DoesNotContain(HelpKind.Of("day-care"), offers);
    }

    [Theory]
    [MemberData(nameof(EveryWish))]
    public void P_19_help_of_a_professional_is_always_among_them(HelpWish wish)
    {
        HelpKind[] professional =
        [
            HelpKind.Of("day-care"),
            HelpKind.Of("professional-at-home"),
            HelpKind.Of("household-help"),
            HelpKind.Of("client-support"),
            HelpKind.Of("wmo"),
        ];
        foreach (var respite in new[] { EventKind.RespiteStarted, EventKind.RespiteFailed, EventKind.Fall })
            Assert.Contains(
                HelpOffers.Of([], wish, [new() { Kind = respite, HappenedOn = Today }], false, Today),
                kind => professional.Contains(kind)
            );
    }

    [Fact]
    public void C_11_respite_that_failed_is_not_offered_again_in_the_same_way() =>
        Assert.DoesNotContain(
            HelpKind.Of("volunteer-at-home"),
            HelpOffers.Of(
                [],
                HelpWish.Respite,
                [new() { Kind = EventKind.RespiteFailed, HappenedOn = Today }],
                false,
                Today
            )
        );

    [Fact]
    public void C_06_who_cares_for_more_is_not_sent_to_the_family() =>
        Assert.DoesNotContain(HelpKind.Of("own-network"), HelpOffers.Of([], HelpWish.Respite, [], true, Today));

    [Theory]
    [InlineData("2025-10-01", true)]
    [InlineData("2025-08-01", false)]
    public void C_10_after_somebody_dropped_out_an_explanation_comes_first_for_half_a_year(string lost, bool first)
    {
        CareEvent[] events = [new() { Kind = EventKind.HelperLost, HappenedOn = Some.Date(lost) }];

        Assert.Equal(first, HelpOffers.Of([], null, events, false, Today)[0] == HelpKind.Of("inform-the-network"));
    }

    [Fact]
    public void C_08_after_a_crisis_agreements_with_the_professionals_come_first() =>
        Assert.Equal(
            [HelpKind.Of("triad-agreement"), HelpKind.Of("inform-the-network"), HelpKind.Of("own-network")],
            HelpOffers.Of(
                [],
                null,
                [
                    new() { Kind = EventKind.CrisisAdmission, HappenedOn = Today },
                    new() { Kind = EventKind.BehaviourWorsened, HappenedOn = Today },
                ],
                false,
                Today
            )
        );
}
