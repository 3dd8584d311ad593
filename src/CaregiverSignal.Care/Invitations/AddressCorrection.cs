using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>Changes what is known of a caregiver, with the consequences for their mail and links.</summary>
internal static class AddressCorrection
{
    /// <param name="by">Who corrected it; null for an import and on the own page.</param>
    /// <returns>The changed fields; none if nothing differs.</returns>
    internal static async Task<IReadOnlyList<PersonField>> Save(
        Transaction transaction,
        long caregiverId,
        PersonDetails details,
        long? by,
        SiteTime time,
        bool onOwnPage = false
    )
    {
        var before = await PersonDetailsTable.Of(transaction, caregiverId);
        var last = onOwnPage ? await DetailChangeTable.NewestOf(transaction, caregiverId) : 0;
        if (onOwnPage && before.Phone is not null && details.Phone != before.Phone)
        {
            if (details.Phone is { } given && !await ReachChange.IsToRead(transaction, caregiverId, given))
                await DetailChangeTable.Add(
                    transaction,
                    caregiverId,
                    ReachChange.NewPhone,
                    given,
                    by,
                    time.Now,
                    onOwnPage: true
                );
            details = details with { Phone = before.Phone };
        }

        var changed = await PersonDetailsTable.Change(transaction, caregiverId, details, by, time, onOwnPage);
        if (onOwnPage)
            await ReachChange.Tell(transaction, caregiverId, last, time);
        // A caregiver who said 16 but is younger is asked by a person from now on.
        if (details.YoungUntil is not null && Minors.IsUnder16(details.Born, time.Today))
            await CaregiverTable.SetYoung(transaction, caregiverId, null);
        if (
            (
                NewAddress.IsOther(before.Email, details.Email)
                && (before.Channel != Channel.Sms || await MailTable.WentTo(transaction, caregiverId, before.Email!))
            )
            || (
                before.Channel == Channel.Sms
                && NewAddress.IsOther(MobileNumber.Of(before.Phone), MobileNumber.Of(details.Phone))
            )
            || (before.Channel.IsSent() && before.Channel != details.Channel)
        )
        {
            await NewAddress.Follow(transaction, caregiverId, time);
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.NoArrival, caregiverId, time.Now, by);
        }
        else if (!details.MailReaders.OpensNoLess(before.MailReaders))
            await NewAddress.EndOwnPage(transaction, caregiverId);

        if (before.Channel != details.Channel)
            await AskAnotherWay(transaction, caregiverId, details.Channel, time);
        return changed;
    }

    /// <summary>Keeps the number of a promised call at which they were reached, if no other is known: it was for this
    /// once, and the next call would have none.</summary>
    internal static async Task KeepNumber(Transaction transaction, long caregiverId, long coordinatorId, SiteTime time)
    {
        if (
            await StaffTaskTable.CallOf(transaction, caregiverId) is { Phone: { } number }
            && await PersonDetailsTable.Of(transaction, caregiverId) is { Phone: null } details
        )
            await Save(transaction, caregiverId, details with { Phone = number }, coordinatorId, time);
    }

    /// <summary>An open check-in is sent from now on, or becomes a task for a person.</summary>
    private static async Task AskAnotherWay(Transaction transaction, long caregiverId, Channel channel, SiteTime time)
    {
        if (await CheckInTable.OpenOf(transaction, caregiverId) is not { } open)
            return;
        if (channel.IsSent())
        {
            await CheckInsByHand.NoLonger(transaction, caregiverId, time);
            await CheckInTable.MailAgain(transaction, open.Id, time.Now);
        }
        else
        {
            await CheckInsByHand.ByHand(transaction, open, time);
        }
    }
}
