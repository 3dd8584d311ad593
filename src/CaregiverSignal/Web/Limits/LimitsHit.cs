namespace CaregiverSignal.Web.Limits;

/// <summary>Logs that somebody hit a limit, at most once in 15 minutes per network.</summary>
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
            // They are refused anyway; a database that accepts nothing is reported elsewhere.
        }
    }
}
