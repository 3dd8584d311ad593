using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The mail that asks whether a talk is welcome, as the case can send it.</summary>
public sealed record TalkOffer(string From, DateOnly AgainOn)
{
    /// <returns>Null if no mail reaches them, and once today's attempt was made.</returns>
    internal static async Task<TalkOffer?> Of(
        Transaction transaction,
        Caregiver caregiver,
        Signal open,
        SiteTime time
    ) =>
        open.TriedOn == time.Today || !await TalkOfferMail.Reaches(transaction, caregiver, time)
            ? null
            : new TalkOffer(
                (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!.NameToCaregivers ?? "",
                await Again(transaction, caregiver, open, time)
            );

    /// <summary>The follow-up day: if urgent, that of any attempt; otherwise in a week, but never after they say they
    /// can no longer go on.</summary>
    private static async Task<DateOnly> Again(Transaction transaction, Caregiver caregiver, Signal open, SiteTime time)
    {
        var day =
            TypedContact.LastTryOn(caregiver, open, time) ?? TypedContact.NextOf(LookAgain.Week, null, time)!.Value;
        return await CanGoOn.Of(transaction, caregiver, time) is { } said && said.Last < day ? said.Last : day;
    }
}
