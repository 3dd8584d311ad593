using CaregiverSignal.Invitations;

namespace CaregiverSignal.OwnPage;

/// <summary>What a caregiver reads and decides on their own page.</summary>
/// <remarks>
/// May be shared between threads. A look is in the record before it is shown, a change in the same commit; that
/// something was done is mailed, and no more.
/// </remarks>
public sealed class OwnPages(OwnVisits visits, OwnPageMails mails, Recorder recorder, Nudge nudge, SiteTime time)
{
    /// <summary>All plans for when it becomes too much again, newest first.</summary>
    public Task<Behind<IReadOnlyList<RelapsePlan>>> PlansAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Arranged,
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) => RelapsePlanTable.Of(transaction, visit.Caregiver.Id)
        );

    /// <returns>False when it says what the newest says.</returns>
    public Task<Behind<bool>> AddPlanAsync(OwnBrowser browser, RelapsePlan plan) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            (transaction, visit) =>
                RelapsePlanTable.Add(transaction, visit.Caregiver.Id, plan, null, time.Now)
                && Done(transaction, visit, Verb.Add.Of(Thing.Agreement))
        );

    /// <summary>All decisions, newest first.</summary>
    public Task<Behind<IReadOnlyList<Consent>>> ConsentsAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Arranged,
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) => ConsentTable.Of(transaction, visit.Caregiver.Id)
        );

    /// <summary>Stores decisions, each with a colleague beside it; who gave them is in how, and in the record.</summary>
    /// <param name="askAddress">
    /// What the coordinator reads who looks up the address of who may know of a signal: nobody else types one.
    /// </param>
    /// <returns>False when what was to be changed does not hold any more.</returns>
    /// <inheritdoc cref="GivingConsent.Save"/>
    public Task<Behind<bool>> GiveConsentAsync(
        OwnBrowser browser,
        IReadOnlyList<Consent> given,
        string replaces,
        string askAddress
    ) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            (transaction, visit) =>
            {
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                if (GivingConsent.Save(transaction, id, given, replaces, coordinator, time) is not { } stored)
                    return false;
                if (stored.Any(consent => consent is { Data: ConsentData.Burden, Email: null }))
                {
                    LifeChange.Say(transaction, id, askAddress, time);
                    transaction.Afterwards(nudge.Give);
                }

                return Done(transaction, visit, Verb.Add.Of(Thing.Consent));
            }
        );

    /// <returns>False when it is not theirs, or was withdrawn before.</returns>
    public Task<Behind<bool>> WithdrawConsentAsync(OwnBrowser browser, long consent) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            (transaction, visit) =>
                GivingConsent.Withdraw(
                    transaction,
                    consent,
                    visit.Caregiver.Id,
                    ConsentWay.Page,
                    visit.Caregiver.CoordinatorId,
                    time
                ) && Done(transaction, visit, Verb.TakeBack.Of(Thing.Consent))
        );

    private bool Done(Transaction transaction, MyVisit visit, Deed deed)
    {
        recorder.Add(transaction, visit.By, deed, visit.Caregiver.Id);
        mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
        return true;
    }
}
