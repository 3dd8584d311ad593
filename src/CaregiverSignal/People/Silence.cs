using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.People;

/// <summary>Of whom nobody hears: a task with a day, so that somebody asks after them.</summary>
/// <remarks>
/// The silence rule knows only those who used to answer, and looks sooner at who had it hard; this is for everybody.
/// </remarks>
public static class Silence
{
    /// <summary>In so many days somebody asks after who fell silent (our choice).</summary>
    public const int AskWithinDays = 7;

    /// <summary>
    /// Who pauses without an end is asked after again so many months after the last time (our choice).
    /// </summary>
    private const int AgainAfterMonths = 3;

    /// <summary>Did not answer as was agreed.</summary>
    /// <param name="checkInId">The newest that stayed without an answer.</param>
    public static void Begins(Transaction transaction, long caregiverId, long? checkInId, SiteTime time) =>
        Open(transaction, caregiverId, checkInId, time.Today.AddDays(AskWithinDays), time);

    /// <summary>
    /// Another state of the life cycle ends a silence; a pause without an end is the beginning of one.
    /// </summary>
    /// <param name="until">When a pause ends; null when it has no end, or there is none.</param>
    public static void StateChanged(
        Transaction transaction,
        long caregiverId,
        CaregiverStatus status,
        DateOnly? until,
        SiteTime time
    )
    {
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKinds.Silent, caregiverId, time.Now);
        if (status == CaregiverStatus.Paused && until is null)
            Begins(transaction, caregiverId, null, time);
    }

    /// <summary>They answered, or somebody spoke with them.</summary>
    public static void Heard(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (StaffTaskTable.DoneOfKind(transaction, StaffTaskKinds.Silent, caregiverId, time.Now) > 0)
            Asked(transaction, caregiverId, time);
    }

    /// <summary>
    /// Somebody asked after them: whoever pauses without an end comes back after some months, and others with the next
    /// questions they leave.
    /// </summary>
    public static void Asked(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (CaregiverTable.Get(transaction, caregiverId) is { Status: CaregiverStatus.Paused, PausedUntil: null })
            Open(transaction, caregiverId, null, time.Today.AddMonths(AgainAfterMonths), time);
    }

    private static void Open(Transaction transaction, long caregiverId, long? checkInId, DateOnly day, SiteTime time) =>
        StaffTaskTable.Open(
            transaction,
            StaffTaskKinds.Silent,
            caregiverId,
            WorkingDays.IsWorkingDay(day) ? day : WorkingDays.Add(day, 1),
            time.Now,
            checkInId
        );
}
