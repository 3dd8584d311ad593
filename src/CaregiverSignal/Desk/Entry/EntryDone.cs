using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Details;

namespace CaregiverSignal.Desk.Entry;

/// <summary>The message on the worklist after a check-in was typed in: for whom, and who is next.</summary>
/// <param name="Next">Null when nobody else waits to be asked.</param>
public sealed record EntryDone(string Text, CallRow? Next)
{
    private const string Field = "ingevuld";

    public static string PathOf(long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"/werklijst?{Field}={checkInId}");

    /// <param name="toAsk">The people who wait to be asked, in order.</param>
    /// <returns>
    /// Null when the address names no answered check-in of a caregiver whom this coordinator may see.
    /// </returns>
    public static EntryDone? Of(
        Transaction transaction,
        SignedInStaff staff,
        IQueryCollection query,
        IEnumerable<CallRow> toAsk
    )
    {
        if (!long.TryParse(query[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        if (CheckInTable.Get(transaction, id) is not { AnsweredAt: not null } checkIn)
            return null;
        var caregiver = CaregiverTable.Get(transaction, checkIn.CaregiverId)!;
        if (!staff.Sees.Contains(caregiver.CoordinatorId))
            return null;
        var text = EntryModel.Words[
            "Done",
            ("naam", Plainly.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName).TrimEnd('.'))
        ];
        var next = toAsk.FirstOrDefault(row => row.CheckInId != id);
        return new EntryDone(
            text,
            next is null
                ? null
                : next with
                {
                    BeforeCalling = BeforeCalling
                        .OfAll(transaction, [next.CaregiverId])
                        .GetValueOrDefault(next.CaregiverId),
                }
        );
    }
}
