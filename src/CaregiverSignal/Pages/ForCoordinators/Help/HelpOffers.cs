using CaregiverSignal.Answers;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

/// <summary>What could be proposed to a caregiver; pure, over what is known of them.</summary>
public static class HelpOffers
{
    /// <summary>How many months an event decides what comes first (C-10).</summary>
    private const int EventCountsMonths = 6;

    /// <remarks>
    /// Where nobody strange is let in, nobody strange is proposed again (C-11). Who cares for more people already has all
    /// that comes down to them: their own people are not asked for more (C-06). After a crisis agreements with the
    /// professionals come first (C-08), and after a helper was lost that the others hear why (C-10). A professional is
    /// always among what is offered (P-19).
    /// </remarks>
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
        var noStrangers = known.Any(help => help.Reason == HelpReason.RefusesStrangers);
        var respiteRuns = InPlace.RespiteRuns(events);
        // Unless it was other respite that did not work out.
        var noVolunteer = InPlace.RespiteFailed(events) && !known.Any(IsFailedRespite);
        var fresh = events
            .Where(careEvent => careEvent.HappenedOn > today.AddMonths(-EventCountsMonths))
            .Select(careEvent => careEvent.Kind)
            .ToHashSet();
        List<HelpKind> fitting =
        [
            .. HelpKind
                .All.Where(kind => kind.ComesFirstAfter.Count > 0 && fresh.Overlaps(kind.ComesFirstAfter))
                .Concat(Laddered(kind => wish is { } wanted && kind.Wishes.Contains(wanted.Code())))
                .Concat(Laddered(kind => kind.Usual))
                .Concat(HelpKind.All.Where(kind => kind is { Professional: true, ComesFirstAfter: [] }))
                .Distinct()
                .Where(kind => known.All(help => help.KindCode != kind.Key))
                .Where(kind => !(noStrangers && kind.BringsStrangers) && !(caresForMore && kind.AsksOwnPeople))
                .Where(kind => !(respiteRuns && kind.Group == HelpGroup.Respite))
                .Where(kind => !(noVolunteer && kind.Key == "volunteer-at-home")),
        ];
        var first = fitting.Take(HelpRoad.MostProposed).ToList();
        if (!first.Exists(kind => kind.Professional) && fitting.Find(kind => kind.Professional) is { } professional)
            first[^1] = professional;
        return first;
    }

    /// <summary>The nearest first: own people, volunteers, general, specialised.</summary>
    private static IEnumerable<HelpKind> Laddered(Func<HelpKind, bool> fits) =>
        HelpKind.All.Where(fits).OrderBy(kind => kind.Step);

    private static bool IsFailedRespite(ArrangedHelp help) =>
        help.Step == HelpStep.Failed && help.Kind.Group == HelpGroup.Respite;
}
