using Microsoft.Extensions.Logging.Console;

namespace CaregiverSignal.Hosting;

/// <summary>What is logged: all lines of our own, and from the framework only what an operator must see.</summary>
/// <remarks>The operator chooses the format with the framework's own setting Logging:Console:FormatterName.</remarks>
public static partial class Logging
{
    private const string InstantToSecond = "yyyy-MM-ddTHH:mm:ssZ ";

    private static readonly (string Category, LogLevel Least)[] Framework =
    [
        ("Microsoft", LogLevel.Warning),
        ("Microsoft.AspNetCore.DataProtection", LogLevel.Error),
        ("Microsoft.AspNetCore.Antiforgery", LogLevel.None),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error),
        // It would write what a stranger put in an address.
        ("Microsoft.AspNetCore.Authentication", LogLevel.None),
        // One sentence of ours says why the pages cannot open.
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical),
        // It would put the path, and with it a key, in the scope of every line that a request logs.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Quartz", LogLevel.Warning),
        ("System", LogLevel.Warning),
    ];

    /// <remarks>The framework logs every request's full path, and a path can contain a key; so it stays at Warning or
    /// above whatever the settings say.</remarks>
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddConfiguration(configuration.GetSection("Logging"));
        // Before the console, so that the operator's own FormatterOptions override these. The journal adds the time.
        logging.Services.Configure<SimpleConsoleFormatterOptions>(line =>
        {
            line.SingleLine = true;
            line.UseUtcTimestamp = true;
            line.TimestampFormat = InstantToSecond;
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(line =>
        {
            line.UseUtcTimestamp = true;
            line.TimestampFormat = InstantToSecond.TrimEnd();
        });
        logging.AddConsole();
        // The builder has already chosen, and its choice overrides the settings.
        logging.Services.PostConfigure<ConsoleLoggerOptions>(console =>
            console.FormatterName = FormatOf(configuration)
        );
        logging.Services.PostConfigure<LoggerFilterOptions>(Quieten);
    }

    /// <summary>Whether a person reads the output, rather than a program that takes each line as a log entry.</summary>
    public static bool IsForPeople(IConfiguration configuration) =>
        FormatOf(configuration).Equals(ConsoleFormatterNames.Simple, StringComparison.OrdinalIgnoreCase);

    public static void Started(WebApplication app, Installation installation, Database database)
    {
        var (log, settings, schema) = (LogOf(app), installation.Settings.Now, Migrations.Newest);
        Starting(
            log,
            ProgramVersion.Full,
            database.Engine.Provider,
            database.Name,
            schema,
            settings.Mail.Place,
            settings.Site.BaseUrl,
            settings.GuardFile
        );
        foreach (var fault in installation.Rejected)
            Rejected(log, fault.ToString());
    }

    /// <summary>Logs the pages' addresses, for a log read by a program.</summary>
    public static void Opened(WebApplication app)
    {
        var (log, address) = (LogOf(app), string.Join(" and ", app.Urls));
        PagesOpen(log, address);
    }

    public static void Stopped(WebApplication app, int code)
    {
        var log = LogOf(app);
        Stopping(log, ProgramVersion.Full, code);
    }

    private static string FormatOf(IConfiguration configuration) =>
        configuration["Logging:Console:FormatterName"] is { Length: > 0 } format
            ? format
            : ConsoleFormatterNames.Simple;

    private static ILogger LogOf(WebApplication app) =>
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CaregiverSignal");

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "CaregiverSignal {Version} starts on the {Provider} store {Store}, schema {Schema}; mail goes to {Mail}, links begin with {Site}, and {Guard} tells the store from its copies"
    )]
    private static partial void Starting(
        ILogger log,
        string version,
        string provider,
        string store,
        int schema,
        string mail,
        string site,
        string guard
    );

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The files of the last good start hold, as these have a fault: {Fault}"
    )]
    private static partial void Rejected(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pages are open at {Address}")]
    private static partial void PagesOpen(ILogger log, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "CaregiverSignal {Version} has stopped, with code {Code}")]
    private static partial void Stopping(ILogger log, string version, int code);

    /// <summary>Removes settings that let the framework log more, and adds our rules for each output.</summary>
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
            || Framework.Any(pair => category.StartsWith(pair.Category, StringComparison.OrdinalIgnoreCase))
        );
}
