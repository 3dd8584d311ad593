using CaregiverSignal.Answers;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Help;

/// <summary>What could be proposed to a caregiver; pure, over what is known of them.</summary>
public static class HelpOffers
{
    /// <summary>How many months an event decides what comes first (C-10).</summary>
    private const int EventCountsMonths = 6;

    private static readonly HelpKind[] Usual =
    [
        HelpKind.OwnNetwork,
        HelpKind.VolunteerAtHome,
        HelpKind.PeerGroup,
        HelpKind.DayCare,
        HelpKind.ProfessionalAtHome,
    ];

    /// <summary>
    /// What fits a wish, along the ladder of domain.md row 70: own network, volunteers, general provisions,
    /// professionals (our choice).
    /// </summary>
    private static readonly Dictionary<HelpWish, HelpKind[]> ByWish = new()
    {
        [HelpWish.Talk] = [HelpKind.Buddy, HelpKind.PeerGroup],
        [HelpWish.Respite] =
        [
            HelpKind.OwnNetwork,
            HelpKind.VolunteerAtHome,
            HelpKind.DayCare,
            HelpKind.ProfessionalAtHome,
            HelpKind.ShortStay,
        ],
        [HelpWish.Practical] = [HelpKind.Accompaniment, HelpKind.HouseholdHelp, HelpKind.Wmo],
        [HelpWish.Information] = [HelpKind.ClientSupport, HelpKind.Wmo],
        [HelpWish.Peers] = [HelpKind.PeerGroup],
        [HelpWish.Nothing] = [],
    };

    /// <summary>At a home where nobody strange is let in, these are not proposed again (C-11).</summary>
    private static readonly HelpKind[] ByStrangers =
    [
        HelpKind.VolunteerAtHome,
        HelpKind.ProfessionalAtHome,
        HelpKind.DayCare,
        HelpKind.ShortStay,
    ];

    /// <summary>Professional help is always among what is offered (P-19).</summary>
    private static readonly HelpKind[] ByProfessionals =
    [
        HelpKind.DayCare,
        HelpKind.ProfessionalAtHome,
        HelpKind.ShortStay,
        HelpKind.HouseholdHelp,
        HelpKind.ClientSupport,
        HelpKind.Wmo,
        HelpKind.TriadAgreement,
    ];

    /// <summary>It comes down to them already: their own people are not asked for more (C-06).</summary>
    private static readonly HelpKind[] ByOwnPeople = [HelpKind.OwnNetwork, HelpKind.FamilyMeeting];

    /// <summary>
    /// What comes before anything else when one of these events is fresh: who hears of a crisis only once it is there
    /// makes agreements with the professionals (C-08), and the others hear why somebody dropped out (C-10).
    /// </summary>
    private static readonly (HelpKind Kind, EventKind[] After)[] AfterEvents =
    [
        (HelpKind.TriadAgreement, [EventKind.CrisisAdmission]),
        (HelpKind.InformTheNetwork, [EventKind.HelperLost, EventKind.BehaviourWorsened]),
    ];

    /// <param name="known">All help of the caregiver: none of it is offered again in the same form.</param>
    /// <param name="wish">What they said would help; null when not known.</param>
    /// <param name="caresForMore">They care in several situations.</param>
    /// <returns>Three at most, what fits first.</returns>
    public static IReadOnlyList<HelpKind> Of(
        IReadOnlyList<ArrangedHelp> known,
        HelpWish? wish,
        IReadOnlyList<CareEvent> events,
        bool caresForMore,
        DateOnly today
    )
    {
        var without = known.Select(one => one.Kind).ToHashSet();
        if (known.Any(one => one.Reason == HelpReason.RefusesStrangers))
            without.UnionWith(ByStrangers);
        if (caresForMore)
            without.UnionWith(ByOwnPeople);
        if (InPlace.RespiteRuns(events))
            without.UnionWith(Enum.GetValues<HelpKind>().Where(kind => HelpKinds.GroupOf(kind) == HelpGroup.Respite));
        // Unless it was other respite that did not work out.
        if (InPlace.RespiteFailed(events) && !known.Any(IsFailedRespite))
            without.Add(HelpKind.VolunteerAtHome);
        var fresh = events
            .Where(one => one.HappenedOn > today.AddMonths(-EventCountsMonths))
            .Select(one => one.Kind)
            .ToHashSet();
        List<HelpKind> fitting =
        [
            .. AfterEvents
                .Where(one => fresh.Overlaps(one.After))
                .Select(one => one.Kind)
                .Concat(wish is { } wanted ? ByWish[wanted] : [])
                .Concat(Usual)
                .Concat(ByProfessionals)
                .Distinct()
                .Where(kind => !without.Contains(kind)),
        ];
        var first = fitting.Take(HelpRoad.MostProposed).ToList();
        if (!first.Exists(ByProfessionals.Contains) && fitting.Exists(ByProfessionals.Contains))
            first[^1] = fitting.Find(ByProfessionals.Contains);
        return first;
    }

    private static bool IsFailedRespite(ArrangedHelp help) =>
        help.Step == HelpStep.Failed && HelpKinds.GroupOf(help.Kind) == HelpGroup.Respite;
}
