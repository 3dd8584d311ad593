namespace CaregiverSignal.Web.Limits;

/// <summary>Records that somebody ran into a limit: once a quarter of an hour from one network, or a flood would fill
/// the record.</summary>
public sealed class LimitsHit(LimitCounts counts, AuditWriter auditWriter, TimeProvider clock)
{
    private readonly Quota told = new(counts, "limit told", TimeSpan.FromMinutes(15));

    public async Task NoteAsync(HttpContext context, AuditTarget what, CancellationToken stop = default)
    {
        var network = context.Network();
        if (told.Take(clock.GetUtcNow(), new QuotaShare($"{network} {what.Code()}", 1)) is not null)
            return;
        try
        {
            await auditWriter.AddAsync(
                Actor.Stranger(network),
                AuditAction.Limit.Of(what),
                outcome: Outcome.Refused,
                stop: stop
            );
        }
        catch (StorageException)
        {
            // They are refused all the same; a store that takes nothing says so elsewhere.
        }
    }
}
