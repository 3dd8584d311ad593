namespace CaregiverSignal.People;

/// <summary>Makes one caregiver active whose pause is over; false without one.</summary>
internal sealed class EndPause(SiteTime time)
{
    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (await CaregiverTable.Next(transaction, CaregiverTable.PauseOver(time.Today)) is not { } caregiver)
            return false;
        await LifeCycle.Resume(transaction, caregiver.Id, ReportedBy.System, time);
        return true;
    }
}
