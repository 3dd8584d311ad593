namespace CaregiverSignal.People;

/// <summary>That another way to reach somebody was given on their own page is read by a coordinator: whoever reads
/// their mail could have the promised call come to another telephone, and the mail to another address.</summary>
/// <remarks>A number changes nothing until a colleague writes it down; an address holds once it was confirmed, and what
/// it was is kept.</remarks>
internal static class ReachChange
{
    public const string NewPhone = "new_phone";

    public static readonly IReadOnlyList<string> Fields = [NewPhone, "email"];

    /// <summary>A number was given, or the address was replaced; newest first.</summary>
    internal static async Task<IReadOnlyList<DetailChange>> Of(
        Transaction transaction,
        long caregiverId,
        long after = 0
    ) =>
        [
            .. (await DetailChangeTable.After(transaction, caregiverId, after)).Where(change =>
                change.OnOwnPage && change.OldValue is not null && Fields.Contains(change.Field)
            ),
        ];

    /// <summary>Whether a number was given that nobody read yet, as by a form that was sent twice.</summary>
    internal static async Task<bool> IsToRead(Transaction transaction, long caregiverId, string phone) =>
        await StaffTaskTable.ToldSince(transaction, caregiverId) is { } since
        && (await Of(transaction, caregiverId)).Any(change =>
            change.Field == NewPhone && change.OldValue == phone && change.ChangedAt >= since
        );

    /// <summary>Opens the task to read it, where there is any after a change.</summary>
    internal static async Task Tell(Transaction transaction, long caregiverId, long after, SiteTime time)
    {
        if (await Of(transaction, caregiverId, after) is not [.., var first])
            return;
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Told,
            caregiverId,
            LifeChange.ReadBy(time),
            first.ChangedAt
        );
    }
}
