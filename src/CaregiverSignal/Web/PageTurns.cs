using System.Threading.RateLimiting;

namespace CaregiverSignal.Web;

/// <summary>Limits how many pages are created at once; the others wait without a thread.</summary>
/// <remarks>SQLite's driver answers on the caller's thread: without limits a burst of pages holds every thread, and
/// health checks wait behind them all.</remarks>
public static class PageTurns
{
    /// <summary>For each page that works, some that wait for the database (our choice).</summary>
    private const int PerProcessor = 4;

    public static int Most => PerProcessor * Environment.ProcessorCount;

    public static void AddPageTurns(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context =>
                context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                    ? RateLimitPartition.GetNoLimiter(false)
                    : RateLimitPartition.GetConcurrencyLimiter(
                        true,
                        _ => new ConcurrencyLimiterOptions { PermitLimit = Most, QueueLimit = int.MaxValue }
                    )
            );
        });

    public static void UsePageTurns(this IApplicationBuilder app)
    {
        app.Use(
            async (context, next) =>
            {
                // A slow body does not take up a turn; a complete one is processed even if its sender has gone.
                if (context.Request.HasFormContentType)
                {
                    await context.Request.ReadFormAsync(CancellationToken.None);
                    context.RequestAborted = CancellationToken.None;
                }

                await next(context);
            }
        );
        app.UseRateLimiter();
    }
}
