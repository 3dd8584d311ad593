using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Invitations;

/// <summary>Changes what is known of a caregiver, with what follows for their mail and links.</summary>
public static class Correcting
{
    /// <param name="by">Who corrected it; null for an import.</param>
    /// <returns>The fields that changed; none when nothing differs.</returns>
    public static IReadOnlyList<PersonField> Save(
        Transaction transaction,
        long caregiverId,
        PersonDetails details,
        long? by,
        SiteTime time
    )
    {
        var before = PersonDetailsTable.Of(transaction, caregiverId);
        var changed = PersonDetailsTable.Change(transaction, caregiverId, details, by, time.Now);
        if (NewAddress.IsOther(before.Email, details.Email))
            NewAddress.Follow(transaction, caregiverId, time);
        else if (before.Channel == Channel.Email && details.Channel != Channel.Email)
            MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        return changed;
    }
}
