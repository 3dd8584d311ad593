using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace CaregiverSignal.Hosting;

/// <summary>The pages' addresses and certificates: the settings Urls and Kestrel.</summary>
public static class Listening
{
    public static void Listen(this WebApplicationBuilder builder, Installation installation)
    {
        builder.Configuration.AddConfiguration(installation.Configuration);
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Configure(installation.Configuration.GetSection("Kestrel")))
            .UseKestrelHttpsConfiguration();
        if (string.IsNullOrWhiteSpace(installation.Configuration["Urls"]))
            builder.WebHost.UseUrls(OwnAddress.Standard);
    }

    /// <returns>Why the pages cannot open, in a sentence; null if these settings are not the reason.</returns>
    public static string? WhyClosed(Exception problem)
    {
        var why = problem switch
        {
            CryptographicException => $"the certificate named there cannot be read ({problem.Message.TrimEnd('.')}).",
            IOException or FormatException or InvalidOperationException => problem.Message,
            _ => null,
        };
        return why is null
            ? null
            : $"The pages cannot open by Urls (as --Urls=http://localhost:5081) and Kestrel (for a certificate): {why}";
    }

    /// <summary>Opens and closes the pages as the service would.</summary>
    /// <returns>Why they cannot open; null if they can, or are open.</returns>
    public static async Task<string?> TryAsync(Installation installation, CancellationToken stop = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Listen(installation);
        await using var pages = builder.Build();
        try
        {
            await pages.StartAsync(stop);
            await pages.StopAsync(stop);
            return null;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return null;
        }
        catch (Exception problem) when (WhyClosed(problem) is { } why)
        {
            return why;
        }
    }
}
