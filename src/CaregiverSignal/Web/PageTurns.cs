using System.Threading.RateLimiting;

namespace CaregiverSignal.Web;

/// <summary>How many pages are made at the same time; the others wait for their turn without a thread.</summary>
/// <remarks>SQLite's driver answers on the thread of whoever asks: without turns a burst of pages keeps every thread,
/// and whoever asks whether the program lives waits behind them all.</remarks>
public static class PageTurns
{
    /// <summary>Beside a page that works, one that waits for its store (our choice).</summary>
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
                // A body that comes slowly keeps nobody from a turn; one that came is dealt with, also where its sender
                // has gone.
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
