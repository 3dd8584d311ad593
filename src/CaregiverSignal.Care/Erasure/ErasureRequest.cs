using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;

namespace CaregiverSignal.Erasure;

/// <summary>A caregiver asks on their own page to be erased: from then on nothing is asked or mailed, and a colleague
/// calls them once, as any reader of the mailbox could ask it too.</summary>
/// <remarks>The task to call is the request: if nothing is open, it is done by itself after <see cref="WaitDays"/>
/// days, well within the month that the law gives (AVG, article 12); otherwise by a colleague after that talk, or by a
/// team lead.</remarks>
public static class ErasureRequest
{
    /// <summary>Days after which it is done if nobody was reached and nothing is open (our choice).</summary>
    public const int WaitDays = 14;

    /// <summary>Days within which they have an answer, whatever is open: as many as a month has (AVG, article 12,
    /// 3).</summary>
    public const int AnswerDays = 28;

    /// <summary>Working days within which they are called (our choice).</summary>
    private const int CallWithin = 1;

    /// <summary>When it was asked; null if it was not, or was taken back.</summary>
    internal static Task<DateTimeOffset?> AskedAt(Transaction transaction, long caregiverId) =>
        StaffTaskTable.OpenedAt(transaction, StaffTaskKind.Erase, caregiverId);

    internal static async Task Ask(Transaction transaction, long caregiverId, SiteTime time)
    {
        await Participation.Stop(transaction, caregiverId, ReportedBy.Caregiver, time);
        await NewAddress.EndWhatWentOut(transaction, caregiverId, time);
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Erase,
            caregiverId,
            time.WorkingDays.Add(time.Today, CallWithin),
            time.Now
        );
    }

    /// <summary>Takes the request back: a caregiver who took part then takes part again.</summary>
    /// <returns>False if there was none.</returns>
    internal static async Task<bool> TakeBack(
        Transaction transaction,
        Caregiver caregiver,
        ReportedBy by,
        Language home,
        SiteTime time,
        long? doneBy
    )
    {
        if (await AskedAt(transaction, caregiver.Id) is not { } asked)
            return false;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Erase, caregiver.Id, time.Now, doneBy);
        await Participation.ReturnAfter(transaction, caregiver, time.DayOf(asked), by, home, time);
        return true;
    }
}
