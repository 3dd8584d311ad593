using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Tips;

/// <summary>
/// Takes in what somebody sent for the whole team to read on its working day, within the limits on that.
/// </summary>
public sealed class TakeTip(Database database, WorryLimits limits, LimitsHit hits, Recorder recorder, SiteTime time)
{
    /// <returns>How long to wait, where it was not taken; null when it was.</returns>
    public async Task<TimeSpan?> From(HttpContext context, TipForm form)
    {
        var (wait, sender) = (limits.Wait(context), limits.MarkOf(context));
        var by = Actor.Stranger(context.Network());
        if (wait is null && await database.WriteAsync(transaction => Keep(transaction, form, sender, by)))
            return null;
        hits.Note(context, Thing.Tip);
        return wait ?? TimeSpan.FromHours(1);
    }

    /// <returns>False when the store has no room for another.</returns>
    private bool Keep(Transaction transaction, TipForm form, string sender, Actor by)
    {
        if (TipTable.CountUntouched(transaction) >= WorryLimits.MostKept)
            return false;
        TipTable.Add(transaction, form.DedupeKey(), form, time.Now, sender);
        recorder.Add(transaction, by, Verb.Tell.Of(Thing.Tip));
        return true;
    }
}
