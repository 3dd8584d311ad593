using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>The mail that asks whether a talk is welcome, as it can be sent from the case.</summary>
/// <param name="From">In whose name it goes.</param>
/// <param name="AgainOn">When the coordinator looks again.</param>
public sealed record TalkOffer(string From, DateOnly AgainOn)
{
    /// <returns>Null where no mail reaches them, and where this day's attempt was made already.</returns>
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

    /// <summary>The day to look again: where it is urgent that of any attempt, otherwise a week on, and never after
    /// they say that they can no longer go on.</summary>
    private static async Task<DateOnly> Again(Transaction transaction, Caregiver caregiver, Signal open, SiteTime time)
    {
        var day =
            TypedContact.LastTryOn(caregiver, open, time) ?? TypedContact.NextOf(LookAgain.Week, null, time)!.Value;
        return await CanGoOn.Of(transaction, caregiver, time) is { } said && said.Last < day ? said.Last : day;
    }
}
