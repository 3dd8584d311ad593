using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace CaregiverSignal.Metrics;

/// <summary>Keeps what the instruments of this program measure, and writes it as text for Prometheus.</summary>
/// <remarks>
/// The text is version 0.0.4 of prometheus.io/docs/instrumenting/exposition_formats, which Prometheus, Zabbix, Telegraf
/// and others read.
/// </remarks>
public sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, Measured> measured = new();
    private readonly Lock turn = new();

    /// <param name="isWanted">Which instruments are kept; it sees all that are in the process.</param>
    public MetricsText(Func<Instrument, bool> isWanted)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (isWanted(instrument))
                listening.EnableMeasurementEvents(
                    instrument,
                    measured.GetOrAdd(instrument, static one => new Measured(one))
                );
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Take(value, tags, state));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Take(value, tags, state));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Take(value, tags, state));
        listener.Start();
    }

    /// <summary>The name that an instrument has in the text.</summary>
    public static string NameOf(Instrument instrument) => Measured.NameOf(instrument);

    public string Write()
    {
        lock (turn)
        {
            foreach (var one in measured.Values)
                one.ForgetObserved();
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var one in measured.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
                one.WriteTo(text);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private static void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((Measured)state!).Take(value, tags);
}
