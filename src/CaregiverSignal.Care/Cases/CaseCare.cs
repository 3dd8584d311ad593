using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Cases;

/// <summary>The caregiver's life and care: who they are, whom they care for, and who is around them.</summary>
/// <param name="Cares">All the care they give, and who gives it with them.</param>
/// <param name="Ended">The event that ended their care; null while it continues. A caregiver who lost one of several
/// people they care for is asked as before.</param>
/// <param name="ForHelp">What decides which help fits.</param>
/// <param name="Directory">What the service directory has for them, nearest first.</param>
/// <param name="SeesNetwork">Whether the caregiver lets us see who is around them.</param>
/// <param name="NetworkDue">The day on which their network was drawn, once that is half a year ago and we may see it;
/// null before.</param>
/// <param name="SeesSafety">Whether the reader may know what was noted about their safety.</param>
public sealed record CaseCare(
    PersonDetails Details,
    IReadOnlyList<SharedCare> Cares,
    CareEvent? Ended,
    bool IsOver,
    KnownCare ForHelp,
    IReadOnlyList<Offer> Directory,
    bool SeesNetwork,
    DateOnly? NetworkDue,
    bool SeesSafety
)
{
    /// <summary>The death of whoever they cared for; null otherwise.</summary>
    public CareEvent? Lost => Ended is { Kind: EventKind.Death } ? Ended : null;

    internal static async Task<CaseCare> Of(
        Transaction transaction,
        Caregiver caregiver,
        CaseCourse course,
        CaseAnswers answers,
        SignedInStaff staff,
        DateOnly today
    )
    {
        var id = caregiver.Id;
        var details = await PersonDetailsTable.Of(transaction, id);
        var cares = await SharedCare.Of(
            transaction,
            await SituationTable.Of(transaction, id),
            course.Helpers,
            staff.Sees,
            today
        );
        var seesNetwork = await NetworkConsent.Of(transaction, id, today) is not null;
        IReadOnlyList<Tie> ties = seesNetwork ? await TieTable.Of(transaction, id) : [];
        return new CaseCare(
            details,
            cares,
            caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused ? null : EndedCare.Last(course.Events),
            await EndedCare.IsOver(transaction, caregiver),
            CareSummary.Of(
                details,
                [.. cares.Select(care => care.Caring)],
                course.Help,
                course.Events,
                answers.OfHelp,
                answers.Newest,
                course.Scores,
                ties,
                course.Open is not null,
                today
            ),
            [.. OffersNear.Of(await OfferTable.All(transaction), details)],
            seesNetwork,
            Network.DueSince(ties, today),
            await staff.SeesSafetyOf(transaction, caregiver)
        );
    }
}
