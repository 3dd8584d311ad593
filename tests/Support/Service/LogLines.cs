using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Support;

/// <summary>Keeps what is logged, one text a line.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger<T> For<T>() => new Logger<T>(Lines);

    ILogger ILoggerProvider.CreateLogger(string categoryName) => For<LogLines>();

    public void Dispose() { }

    private sealed class Logger<T>(ConcurrentQueue<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
