namespace CaregiverSignal;

/// <summary>What is logged: our own lines, and of the framework only what an operator must see.</summary>
public static class Logging
{
    /// <remarks>
    /// The framework writes every request's full path at Information, and a path can hold a key; hosting, routing and
    /// antiforgery stay at Warning whatever the settings say.
    /// </remarks>
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
    }
}
