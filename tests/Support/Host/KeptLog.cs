using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Support;

/// <summary>Keeps every line that is logged, with the values in it.</summary>
[ProviderAlias(nameof(KeptLog))]
public sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> written = new();

    /// <summary>All there is to log is logged, and only here.</summary>
    public static (string, string?)[] Settings =>
        [
            ("Logging:LogLevel:Default", "Trace"),
            ("Logging:Console:LogLevel:Default", "None"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ($"Logging:{nameof(KeptLog)}:LogLevel:Default", "Trace"),
        ];

    public IReadOnlyCollection<string> Written => written;

    /// <summary>The pages have a log of their own once they are open, and it is theirs that is read.</summary>
    public void Read(TestInstallation site)
    {
        _ = site.Address;
        site.Part<ILoggerFactory>().AddProvider(this);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        written.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var line = new StringBuilder(formatter(state, exception)).Append(' ').Append(exception);
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            line.AppendJoin(' ', values.Select(value => value.Value));
        written.Enqueue(line.ToString());
    }

    public void Dispose() { }
}
