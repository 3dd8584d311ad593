namespace CaregiverSignal.People;

/// <summary>A new number or address given on the own page is read by a coordinator: a reader of their mail could divert
/// the promised call to another phone, and mail to another address.</summary>
/// <remarks>A number changes nothing until a colleague enters it; an address applies once confirmed, and the old one is
/// kept.</remarks>
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

    /// <summary>Whether a number waits to be read, as from a form sent twice.</summary>
    internal static async Task<bool> IsToRead(Transaction transaction, long caregiverId, string phone) =>
        await StaffTaskTable.ToldSince(transaction, caregiverId) is { } since
        && (await Of(transaction, caregiverId)).Any(change =>
            change.Field == NewPhone && change.OldValue == phone && change.ChangedAt >= since
        );

    /// <summary>Opens the task to read it, if anything remains after a change.</summary>
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
