namespace CaregiverSignal.Hosting;

/// <summary>What is logged: all lines of our own, and from the framework only what an operator must see.</summary>
public static class Logging
{
    private static readonly (string Category, LogLevel Least)[] Framework =
    [
        ("Microsoft", LogLevel.Warning),
        ("Microsoft.AspNetCore.DataProtection", LogLevel.Error),
        ("Microsoft.AspNetCore.Antiforgery", LogLevel.None),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error),
        // It would put the path, and with it a key, in the scope of every line that a request logs.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Quartz", LogLevel.Warning),
        ("System", LogLevel.Warning),
    ];

    /// <remarks>
    /// The framework logs every request's full path, and a path can hold a key; so it stays at Warning or above
    /// whatever the settings say.
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
        logging.Services.PostConfigure<LoggerFilterOptions>(Quieten);
    }

    /// <summary>
    /// Removes every rule of the settings that would let the framework log more, and adds our rules for each output.
    /// </summary>
    private static void Quieten(LoggerFilterOptions options)
    {
        foreach (var rule in options.Rules.Where(IsTooLoud).ToList())
            options.Rules.Remove(rule);
        foreach (var output in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var (category, level) in Framework)
                options.Rules.Add(new LoggerFilterRule(output, category, level, null));
        }
    }

    private static bool IsTooLoud(LoggerFilterRule rule) =>
        rule.CategoryName is { } category
        && (
            category.Contains('*', StringComparison.Ordinal)
            || Framework.Any(one => category.StartsWith(one.Category, StringComparison.OrdinalIgnoreCase))
        );
}
