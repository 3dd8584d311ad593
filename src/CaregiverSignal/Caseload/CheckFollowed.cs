using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Caseload;

/// <summary>
/// Looks each night whether everybody is followed: who is not becomes a task with a day, which goes to the deputy and
/// the team lead as any other; a page of caregivers at a time; false once tonight's look is done.
/// </summary>
/// <remarks>
/// A task whose caregiver is followed again ends by itself (docs/adr/0064).
/// </remarks>
public sealed class CheckFollowed(Database database, SiteTime time)
{
    /// <summary>Working days for the coordinator, as a red signal may wait (our choice).</summary>
    public const int WorkingDays = 2;

    private const int APage = 200;

    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (FollowedTable.NextAfter(transaction, time.Today) is not { } after)
                return false;
            var page = FollowedTable.Page(transaction, after, APage);
            if (
                page.Count < APage
                    ? !FollowedTable.Finish(transaction, after, time.Today)
                    : !FollowedTable.GoOn(transaction, after, page[^1].Id)
            )
                return true;

            foreach (var one in page)
                Mend(transaction, one);
            return page.Count == APage;
        });

    private void Mend(Transaction transaction, FollowedFacts one)
    {
        var isLost = Followed.LostBy(one, time.Today, time.WorkingDays) is not null;
        if (isLost && !one.IsTask)
            StaffTaskTable.Open(
                transaction,
                StaffTaskKind.Unfollowed,
                one.Id,
                time.WorkingDays.Add(time.Today, WorkingDays),
                time.Now
            );
        else if (!isLost && one.IsTask)
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Unfollowed, one.Id, time.Now);
    }
}
