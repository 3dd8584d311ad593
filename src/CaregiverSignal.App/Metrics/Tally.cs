using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CaregiverSignal.Metrics;

/// <summary>A counter that shows each value of its tags from the start, at zero.</summary>
/// <remarks>
/// Prometheus sees no increase in a series that first appears at 1: without the zero, the first failure after each
/// start would alarm nobody.
/// </remarks>
public sealed class Tally
{
    private readonly string[] tags;
    private readonly ConcurrentDictionary<string, Counted> counts = new(StringComparer.Ordinal);

    /// <param name="known">The values of the tags, in their order, that are there from the start.</param>
    public Tally(Meter meter, string name, string unit, string description, string[] tags, IEnumerable<string[]> known)
    {
        this.tags = tags;
        foreach (var values in known)
            Of(values);
        meter.CreateObservableCounter(name, Read, unit, description);
    }

    public void Add(params string[] values) => Interlocked.Increment(ref Of(values).Count);

    private Counted Of(string[] values) => counts.GetOrAdd(string.Join('\n', values), _ => new Counted(values));

    private IEnumerable<Measurement<long>> Read() =>
        counts.Values.Select(one => new Measurement<long>(
            Interlocked.Read(ref one.Count),
            tags.Zip(one.Values, (tag, value) => KeyValuePair.Create(tag, (object?)value))
        ));

    private sealed class Counted(string[] values)
    {
        public long Count;

        public string[] Values => values;
    }
}
