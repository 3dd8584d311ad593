using CaregiverSignal.Answers;
using CaregiverSignal.Desk.Help;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Desk.Help;

/// <summary>What could be proposed to a caregiver.</summary>
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
            Assert.DoesNotContain(offers[0], known.Select(one => one.Kind));
            known.Add(new ArrangedHelp { Kind = offers[0] });
        }

        Assert.NotEmpty(known);
    }

    [Fact]
    public void C_11_where_nobody_strange_is_let_in_the_own_people_are_thought_of_first()
    {
        ArrangedHelp[] known = [new() { Kind = HelpKind.VolunteerAtHome, Reason = HelpReason.RefusesStrangers }];

        var offers = HelpOffers.Of(known, HelpWish.Respite, [], false, Today);

        Assert.Equal(HelpKind.OwnNetwork, offers[0]);
        Assert.DoesNotContain(HelpKind.ProfessionalAtHome, offers);
        Assert.DoesNotContain(HelpKind.DayCare, offers);
    }

    [Fact]
    public void C_06_who_cares_for_more_is_not_sent_to_the_family() =>
        Assert.DoesNotContain(HelpKind.OwnNetwork, HelpOffers.Of([], HelpWish.Respite, [], true, Today));

    [Theory]
    [InlineData("2025-10-01", true)]
    [InlineData("2025-08-01", false)]
    public void C_10_after_somebody_dropped_out_an_explanation_comes_first_for_half_a_year(string lost, bool first)
    {
        CareEvent[] events = [new() { Kind = EventKind.HelperLost, HappenedOn = Some.Date(lost) }];

        Assert.Equal(first, HelpOffers.Of([], null, events, false, Today)[0] == HelpKind.InformTheNetwork);
    }

    [Fact]
    public void C_08_after_a_crisis_agreements_with_the_professionals_come_first() =>
        Assert.Equal(
            [HelpKind.TriadAgreement, HelpKind.InformTheNetwork, HelpKind.OwnNetwork],
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
