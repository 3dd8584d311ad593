namespace CaregiverSignal.Metrics;

/// <summary>Serves what is measured at <c>/metrics</c>, on an address of its own.</summary>
public sealed class MetricsPage(MetricsText text, MetricsSettings settings) : IHostedService, IAsyncDisposable
{
    private WebApplication? page;

    /// <exception cref="IOException">The address is taken, or is not one of this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Empty, as what the settings say of addresses, TLS and logs is meant for the pages.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url!.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        page = builder.Build();
        page.Run(Answer);
        try
        {
            await page.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new MetricsAddressException($"Metrics:Url: {taken.Message}", taken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        page?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (page is not null)
            await page.DisposeAsync();
    }

    private Task Answer(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path != "/metrics")
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        response.ContentType = MetricsText.ContentType;
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(text.Write());
    }
}

/// <summary>The address for metrics cannot be used.</summary>
public sealed class MetricsAddressException(string message, Exception cause) : IOException(message, cause);
