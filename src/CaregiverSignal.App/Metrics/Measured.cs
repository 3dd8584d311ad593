using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CaregiverSignal.Metrics;

/// <summary>What one instrument has measured, by its tags, and as text for Prometheus.</summary>
/// <remarks>
/// Names, units and suffixes are those that OpenTelemetry gives for Prometheus, so that boards and alarms fit either
/// way of reading: opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics.
/// </remarks>
internal sealed class Measured
{
    /// <summary>As in OpenTelemetry: a tag with endless values must not fill the memory.</summary>
    private const int MostSeries = 2000;

    private const string Rest = "otel_metric_overflow=\"true\"";

    /// <summary>Those of OpenTelemetry for seconds.</summary>
    private static readonly double[] StandardBounds =
    [
        0.005,
        0.01,
        0.025,
        0.05,
        0.075,
        0.1,
        0.25,
        0.5,
        0.75,
        1,
        2.5,
        5,
        7.5,
        10,
    ];

    private readonly Instrument instrument;
    private readonly Kind kind;
    private readonly double[] bounds = [];
    private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);

    public Measured(Instrument instrument)
    {
        this.instrument = instrument;
        kind = KindOf(instrument.GetType().GetGenericTypeDefinition());
        if (kind == Kind.Histogram)
            bounds = [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? StandardBounds];
        Name = NameOf(instrument, kind);
    }

    private enum Kind
    {
        /// <summary>Grows by what is added.</summary>
        Counter,

        /// <summary>Goes up and down by what is added.</summary>
        Sum,

        /// <summary>Stands at what was measured last.</summary>
        Gauge,

        Histogram,
    }

    public string Name { get; }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (series)
        {
            var one = SeriesOf(labels);
            one.Count++;
            one.Value = kind == Kind.Gauge || instrument.IsObservable ? value : one.Value + value;
            if (kind == Kind.Histogram)
                one.Buckets[BucketOf(value)]++;
        }
    }

    /// <summary>Forgets what was observed before: what is not observed again is no longer there.</summary>
    public void ForgetObserved()
    {
        if (!instrument.IsObservable)
            return;
        lock (series)
            series.Clear();
    }

    public void WriteTo(StringBuilder text)
    {
        lock (series)
        {
            if (series.Count == 0)
                return;
            var type =
                kind == Kind.Counter ? "counter"
                : kind == Kind.Histogram ? "histogram"
                : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {Help(instrument.Description)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {type}\n");
            foreach (var (labels, one) in series)
            {
                if (kind == Kind.Histogram)
                    WriteHistogram(text, labels, one);
                else
                    Line(text, Name, labels, one.Value);
            }
        }
    }

    private Series SeriesOf(string labels)
    {
        if (series.TryGetValue(labels, out var known))
            return known;
        return series.Count < MostSeries || labels == Rest
            ? series[labels] = new Series(new long[kind == Kind.Histogram ? bounds.Length + 1 : 0])
            : SeriesOf(Rest);
    }

    /// <summary>The first bucket whose bound is not below the value; the last has no bound.</summary>
    private int BucketOf(double value)
    {
        var place = Array.BinarySearch(bounds, value);
        return place < 0 ? ~place : place;
    }

    private void WriteHistogram(StringBuilder text, string labels, Series one)
    {
        var (until, before) = (0L, labels.Length == 0 ? "" : labels + ",");
        foreach (var (place, count) in one.Buckets.Index())
        {
            until += count;
            var bound = place < bounds.Length ? Number(bounds[place]) : "+Inf";
            Line(text, Name + "_bucket", $"{before}le=\"{bound}\"", until);
        }

        Line(text, Name + "_sum", labels, one.Value);
        Line(text, Name + "_count", labels, one.Count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name)
            .Append(labels.Length == 0 ? "" : "{" + labels + "}")
            .Append(' ')
            .Append(Number(value))
            .Append('\n');

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder(128);
        foreach (var (tag, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(Plain(tag)).Append("=\"");
            foreach (var one in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
                _ = one switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(one),
                };
            text.Append('"');
        }

        return text.ToString();
    }

    private static Kind KindOf(Type type) =>
        type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? Kind.Counter
        : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? Kind.Sum
        : type == typeof(Histogram<>) ? Kind.Histogram
        : Kind.Gauge;

    public static string NameOf(Instrument instrument) =>
        NameOf(instrument, KindOf(instrument.GetType().GetGenericTypeDefinition()));

    private static string NameOf(Instrument instrument, Kind kind)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return Plain(instrument.Name) + unit + (kind == Kind.Counter ? "_total" : "");
    }

    /// <summary>Prometheus knows letters, digits and underscores.</summary>
    private static string Plain(string name) =>
        string.Create(
            name.Length,
            name,
            static (plain, name) =>
            {
                for (var place = 0; place < plain.Length; place++)
                    plain[place] = char.IsAsciiLetterOrDigit(name[place]) ? name[place] : '_';
            }
        );

    private static string Help(string? description) =>
        (description ?? "")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Series(long[] buckets)
    {
        public long[] Buckets => buckets;

        public long Count { get; set; }

        public double Value { get; set; }
    }
}
