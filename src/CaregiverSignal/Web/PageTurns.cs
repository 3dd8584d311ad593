namespace CaregiverSignal.Web;

/// <summary>How many pages are made at the same time; the others wait for their turn without a thread.</summary>
/// <remarks>
/// A page keeps a thread while it waits for the store, and the driver of a server needs one of its own to send several
/// statements at once: without a thread to spare they would all wait for each other.
/// </remarks>
public static class PageTurns
{
    /// <summary>Far more than a store reads at a time (our choice).</summary>
    private const int Most = 100;

    private const int SpareThreads = 50;

    public static void UsePageTurns(this IApplicationBuilder app)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Most + SpareThreads), ports);
        var turns = new SemaphoreSlim(Most);
        app.Use(
            async (context, next) =>
            {
                // A body that comes slowly keeps nobody from a turn; one that came is dealt with, also where its sender
                // has gone.
                if (context.Request.HasFormContentType)
                    await context.Request.ReadFormAsync(CancellationToken.None);
                await turns.WaitAsync(CancellationToken.None);
                try
                {
                    await next(context);
                }
                finally
                {
                    turns.Release();
                }
            }
        );
    }
}
