using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Instrument = System.Diagnostics.Metrics.Instrument;

namespace CaregiverSignal.Tests.Support;

/// <summary>What the instruments of one service have measured, as <c>name tag=value</c>.</summary>
internal sealed class Figures : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> measured = new(StringComparer.Ordinal);

    public Figures(TestInstallation site)
    {
        var factory = site.Part<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope != factory)
                return;
            if (instrument.Meter.Name == Measuring.MeterName)
                Instruments.Add(instrument);
            listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((of, value, tags, _) => Take(of, value, tags));
        listener.SetMeasurementEventCallback<long>((of, value, tags, _) => Take(of, value, tags));
        listener.SetMeasurementEventCallback<int>((of, value, tags, _) => Take(of, value, tags));
        listener.Start();
    }

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public Dictionary<string, double> Read()
    {
        foreach (var instrument in Instruments.Where(instrument => instrument.IsObservable))
        {
            foreach (var key in measured.Keys.Where(key => key.Split(' ')[0] == instrument.Name))
                measured.TryRemove(key, out _);
        }

        listener.RecordObservableInstruments();
        return new(measured);
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
        measured.AddOrUpdate(
            instrument.Name + labels,
            value,
            (_, before) => instrument.IsObservable ? value : before + value
        );
    }
}
