using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The colleagues to whom something about a coordinator's people can be given.</summary>
public static class ColleaguesHere
{
    /// <summary>
    /// Whoever sees those people every day, has come in once and is not away. So nobody sees more for being asked, and
    /// nothing is laid where nobody looks.
    /// </summary>
    public static IReadOnlyList<Coordinator> Of(Transaction transaction, long ownerId, DateOnly today)
    {
        var away = AbsenceTable.Away(transaction, today);
        return
        [
            .. CoordinatorTable
                .ReadersBeside(transaction, ownerId)
                .Where(one => one.EnrolledAt is not null && !away.Contains(one.Id)),
        ];
    }
}
