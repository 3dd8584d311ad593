using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>Checks each night that every caregiver is followed up, one page of caregivers at a time; each one who is
/// not becomes a task with a day, which can escalate like any other. Returns false once tonight's check is
/// done.</summary>
/// <remarks>The task ends by itself once the caregiver is followed again. Unreadable caregivers get one too.</remarks>
internal sealed class CheckFollowed(Database database, SiteTime time)
{
    /// <summary>Working days that the coordinator has: as long as a red signal may wait (our choice).</summary>
    public const int WorkingDays = 2;

    private const int APage = 200;

    public Task<bool> RunOneAsync(CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await FollowedTable.NextAfter(transaction, time.Today) is not { } after)
                    return false;
                var page = await FollowedTable.Ids(transaction, after, APage);
                if (
                    page.Count < APage
                        ? !await FollowedTable.Finish(transaction, after, time.Today)
                        : !await FollowedTable.GoOn(transaction, after, page[^1])
                )
                    return true;

                var facts = (await FollowedTable.Of(transaction, page, time)).ToDictionary(followedFacts =>
                    followedFacts.Id
                );
                foreach (var id in page)
                    await Mend(transaction, id, facts.GetValueOrDefault(id));
                return page.Count == APage;
            },
            stop
        );

    /// <param name="facts">Null if unreadable, so that nobody knows.</param>
    private async Task Mend(Transaction transaction, long id, FollowedFacts? facts)
    {
        var isLost = facts is null || Followed.LostBy(facts, time.Today, time.WorkingDays) is not null;
        if (isLost && facts?.IsTask != true)
            await StaffTaskTable.Open(
                transaction,
                StaffTaskKind.Unfollowed,
                id,
                time.WorkingDays.Add(time.Today, WorkingDays),
                time.Now
            );
        else if (!isLost && facts!.IsTask)
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Unfollowed, id, time.Now);
    }
}
