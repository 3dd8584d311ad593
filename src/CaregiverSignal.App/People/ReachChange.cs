using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.People;

/// <summary>
/// That the way to reach somebody was changed on their own page is read by a coordinator, with what it was: whoever
/// reads their mail could have the promised call come to another telephone, and the mail to another address.
/// </summary>
public static class ReachChange
{
    public static readonly IReadOnlyList<string> Fields = ["phone", "email"];

    /// <summary>The number or the address was replaced or taken away; newest first.</summary>
    public static IReadOnlyList<DetailChange> Of(Transaction transaction, long caregiverId, long after = 0) =>
        [
            .. DetailChangeTable
                .After(transaction, caregiverId, after)
                .Where(one => one.OnOwnPage && one.OldValue is not null && Fields.Contains(one.Field)),
        ];

    /// <summary>Opens the task to read it, where there is any after a change.</summary>
    public static void Tell(Transaction transaction, long caregiverId, long after, SiteTime time)
    {
        if (Of(transaction, caregiverId, after) is not [.., var first])
            return;
        StaffTaskTable.Open(transaction, StaffTaskKind.Told, caregiverId, LifeChange.ReadBy(time), first.ChangedAt);
    }
}
