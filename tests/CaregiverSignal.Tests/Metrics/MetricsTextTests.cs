using System.Diagnostics.Metrics;
using CaregiverSignal.Metrics;

namespace CaregiverSignal.Tests.Metrics;

/// <summary>What is measured is written as Prometheus reads it.</summary>
public sealed class MetricsTextTests : IDisposable
{
    private readonly Meter meter = new("test");
    private readonly MetricsText text;

    public MetricsTextTests() => text = new MetricsText(instrument => instrument.Meter == meter);

    public void Dispose()
    {
        text.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void Nothing_measured_is_nothing_written()
    {
        meter.CreateCounter<long>("a.counter");

        Assert.Equal("", text.Write());
    }

    [Fact]
    public void A_counter_adds_up_for_each_of_its_labels_and_says_what_it_is()
    {
        var counter = meter.CreateCounter<long>("mail.attempts", "{attempt}", "Tries.\nA \\ too.");
        counter.Add(1, new KeyValuePair<string, object?>("mail.kind", "alert"));
        counter.Add(2, new KeyValuePair<string, object?>("mail.kind", "alert"));
        counter.Add(1, new KeyValuePair<string, object?>("mail.kind", "a \"b\\c\"\nd"));

        Assert.Equal(
            """
            # HELP mail_attempts_total Tries.\nA \\ too.
            # TYPE mail_attempts_total counter
            mail_attempts_total{mail_kind="a \"b\\c\"\nd"} 1
            mail_attempts_total{mail_kind="alert"} 3

            """.ReplaceLineEndings("\n"),
            text.Write()
        );
    }

    [Fact]
    public void A_histogram_counts_what_is_not_above_each_bound()
    {
        var histogram = meter.CreateHistogram(
            "commit.duration",
            "s",
            "Commits.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }
        );
        foreach (var seconds in new[] { 0.1, 0.25, 1, 7 })
            histogram.Record(seconds, new KeyValuePair<string, object?>("kind", "x"));

        Assert.Equal(
            """
            # HELP commit_duration_seconds Commits.
            # TYPE commit_duration_seconds histogram
            commit_duration_seconds_bucket{kind="x",le="0.1"} 1
            commit_duration_seconds_bucket{kind="x",le="1"} 3
            commit_duration_seconds_bucket{kind="x",le="+Inf"} 4
            commit_duration_seconds_sum{kind="x"} 8.35
            commit_duration_seconds_count{kind="x"} 4

            """.ReplaceLineEndings("\n"),
            text.Write()
        );
    }

    [Fact]
    public void A_gauge_stands_at_what_is_observed_now_and_what_is_no_longer_observed_is_gone()
    {
        var waiting = new Dictionary<string, int> { ["invite"] = 3, ["judge"] = 1 };
        meter.CreateObservableGauge(
            "work.due",
            () => waiting.Select(one => new Measurement<int>(one.Value, KeyValuePair.Create("step", (object?)one.Key)))
        );
        text.Write();
        waiting.Remove("judge");
        waiting["invite"] = 2;

        Assert.Equal(
            """
            # HELP work_due 
            # TYPE work_due gauge
            work_due{step="invite"} 2

            """.ReplaceLineEndings("\n"),
            text.Write()
        );
    }

    [Fact]
    public void What_goes_up_and_down_is_a_gauge_and_bytes_are_in_its_name()
    {
        var open = meter.CreateUpDownCounter<long>("store.open", "By");
        open.Add(5);
        open.Add(-2);

        Assert.EndsWith("# TYPE store_open_bytes gauge\nstore_open_bytes 3\n", text.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tally_is_at_zero_from_the_start_for_each_value_that_it_knows()
    {
        var tally = new Tally(
            meter,
            "step.failures",
            "{failure}",
            "F.",
            ["step"],
            [
                ["invite"],
                ["judge"],
            ]
        );
        tally.Add("judge");
        tally.Add("later");

        Assert.Equal(
            ["{step=\"invite\"} 0", "{step=\"judge\"} 1", "{step=\"later\"} 1"],
            text.Write()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line["step_failures_total".Length..])
        );
    }

    [Fact]
    public void A_label_with_endless_values_does_not_fill_the_memory()
    {
        var counter = meter.CreateCounter<long>("asked");
        for (var value = 0; value < 3000; value++)
            counter.Add(1, new KeyValuePair<string, object?>("who", value));

        var lines = text.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2 + 2000 + 1, lines.Length);
        Assert.Contains("asked_total{otel_metric_overflow=\"true\"} 1000", lines);
    }

    [Fact]
    public void What_many_measure_at_once_is_counted_to_the_last()
    {
        var counter = meter.CreateCounter<int>("asked");

        Parallel.For(0, 10_000, n => counter.Add(1, new KeyValuePair<string, object?>("who", n % 3)));

        Assert.Equal(
            10_000,
            text.Write()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Sum(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))
        );
    }
}
