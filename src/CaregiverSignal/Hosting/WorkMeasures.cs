using System.Diagnostics.Metrics;
using CaregiverSignal.Alerts;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>Measures the work: beats, steps, what waits, mail on its way, and signals.</summary>
/// <remarks>
/// The store is asked once after each beat, and only while somebody measures; reading the figures costs it nothing, and
/// waits for nothing. Figures of a beat long ago are not shown: what is not known is no good news.
/// </remarks>
public sealed class WorkMeasures
{
    /// <summary>
    /// After this long without being taken up, a signal lies there too long (our choice: an alert is for today).
    /// </summary>
    public static readonly TimeSpan LongestUntaken = TimeSpan.FromDays(2);

    private static readonly InstrumentAdvice<double> BeatSeconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    /// <summary>From seconds, as an alert should take, to the days that a relay may be away.</summary>
    private static readonly InstrumentAdvice<double> HandOverSeconds = new()
    {
        HistogramBucketBoundaries = [1, 2.5, 5, 10, 30, 60, 120, 300, 900, 1800, 3600, 14_400, 86_400, 172_800],
    };

    private readonly Database database;
    private readonly JobRunner runner;
    private readonly MailLoop loop;
    private readonly WorkWatch watch;
    private readonly SiteTime time;
    private readonly Histogram<double> beats;
    private readonly Histogram<double> handOvers;
    private readonly Histogram<double> alerts;
    private readonly Counter<long> failures;
    private readonly Instrument shown;
    private volatile Figures? figures;
    private DateTimeOffset handOversUntil;

    public WorkMeasures(Meter meter, Database database, JobRunner runner, MailLoop loop, WorkWatch watch, SiteTime time)
    {
        (this.database, this.runner, this.loop, this.watch, this.time) = (database, runner, loop, watch, time);
        handOversUntil = time.Now;
        beats = meter.CreateHistogram(
            "caregiversignal.beat.duration",
            "s",
            "How long a beat takes, which does everything that is due.",
            tags: null,
            BeatSeconds
        );
        failures = meter.CreateCounter<long>(
            "caregiversignal.step.failures",
            "{failure}",
            "How often a step failed, at an item or as a whole."
        );
        handOvers = meter.CreateHistogram(
            "caregiversignal.mail.handover.duration",
            "s",
            "From writing a mail until the relay has it; mail to caregivers also waits for its hours.",
            tags: null,
            HandOverSeconds
        );
        alerts = meter.CreateHistogram(
            "caregiversignal.alert.handover.duration",
            "s",
            "From finding a red signal until the relay has the alert.",
            tags: null,
            HandOverSeconds
        );
        meter.CreateObservableCounter(
            "caregiversignal.mail.round.failures",
            () => loop.Failures,
            "{failure}",
            "How often a round of sending mail failed."
        );
        shown = meter.CreateObservableGauge(
            "caregiversignal.beat.age",
            () => AgeOf(runner.LastRunAt),
            "s",
            "Since the last beat ended; one comes each minute."
        );
        meter.CreateObservableGauge(
            "caregiversignal.mail.round.age",
            () => AgeOf(loop.LastRoundAt),
            "s",
            "Since the last round of sending mail ended well."
        );
        Gauge(meter, "work.due", "{item}", "Items that still waited for a step after the beat.", Due);
        Gauge(meter, "work.due.age", "s", "How long the oldest of them has been due.", DueAge);
        Gauge(
            meter,
            "work.aside",
            "{item}",
            "Items at which a step failed, and which it tries again each hour.",
            Aside
        );
        Gauge(
            meter,
            "work.stopped",
            "{step}",
            "1 for a step that failed with no item to blame, and stands still.",
            Stopped
        );
        Gauge(meter, "mail.waiting", "{mail}", "Mails on their way out.", Waiting);
        Gauge(meter, "mail.waiting.age", "s", "How long the oldest of them has been on its way.", WaitingAge);
        Gauge(meter, "mail.held", null, "1 while no mail goes until resume-mail.", Held);
        Gauge(meter, "mail.relay.paused", null, "1 while the relay is left alone, because it failed.", Paused);
        Gauge(meter, "alert.late", "{mail}", "Alerts that the relay did not get in time, or that came back.", Late);
        Gauge(meter, "signal.open", "{signal}", "Signals that are open.", Open);
        Gauge(meter, "signal.untaken", "{signal}", "Open signals that nobody took up within two days.", Untaken);
    }

    /// <summary>Notes that a beat was done, and looks what it left.</summary>
    public void AfterBeat(TimeSpan took)
    {
        beats.Record(took.TotalSeconds);
        foreach (var failure in runner.Failed)
            failures.Add(1, new KeyValuePair<string, object?>("step", failure.Step));
        if (!shown.Enabled)
            return;
        var state = watch.Look();
        figures = database.Read(transaction => new Figures(
            time.Now,
            state,
            MailTable.CountOnTheirWay(transaction),
            SendHold.WhyHeld(transaction),
            SendHoldTable.Relay(transaction).IsPaused(time.Now),
            ReturnTable.CountLate(transaction, time.Now),
            SignalCountTable.Open(transaction, time.Now - LongestUntaken)
        ));
        RecordHandOvers();
    }

    private void RecordHandOvers()
    {
        var (from, until) = (handOversUntil, time.Now);
        foreach (var mail in database.Read(transaction => HandedOverTable.Between(transaction, from, until)))
        {
            handOvers.Record(
                (mail.SentAt - mail.CreatedAt).TotalSeconds,
                new KeyValuePair<string, object?>("kind", mail.Kind)
            );
            if (mail.Kind == AlertMail.Kind.Code && mail.FoundAt is { } found)
                alerts.Record((mail.SentAt - found).TotalSeconds);
        }

        handOversUntil = until;
    }

    private void Gauge(
        Meter meter,
        string name,
        string? unit,
        string description,
        Func<Figures, IEnumerable<Measurement<double>>> read
    ) =>
        meter.CreateObservableGauge(
            "caregiversignal." + name,
            () => figures is { } known && time.Now - known.At < JobRunner.LongestBetween ? read(known) : [],
            unit,
            description
        );

    private IEnumerable<Measurement<double>> AgeOf(DateTimeOffset? last) =>
        last is { } at ? [new((time.Now - at).TotalSeconds)] : [];

    private static IEnumerable<Measurement<double>> Due(Figures known) =>
        known.Work.Due.Select(one => Of(one.Items, ("step", one.Step)));

    private IEnumerable<Measurement<double>> DueAge(Figures known) =>
        known.Work.Due.Select(one => Of(known.Work.AgeOf(one, time).TotalSeconds, ("step", one.Step)));

    private static IEnumerable<Measurement<double>> Aside(Figures known) =>
        known
            .Work.Troubles.Where(one => !one.IsOfTheStep)
            .GroupBy(one => one.Step)
            .Select(step => Of(step.Count(), ("step", step.Key)));

    private static IEnumerable<Measurement<double>> Stopped(Figures known) =>
        known.Work.StandingStill.Select(one => Of(1, ("step", one.Step)));

    private static IEnumerable<Measurement<double>> Waiting(Figures known) =>
        known.Mail.Select(one => Of(one.Mails, ("kind", one.Kind), ("state", one.State.Code())));

    private static IEnumerable<Measurement<double>> WaitingAge(Figures known) =>
        known.Mail.Select(one =>
            Of((known.At - one.Oldest).TotalSeconds, ("kind", one.Kind), ("state", one.State.Code()))
        );

    private static IEnumerable<Measurement<double>> Held(Figures known) =>
        Enum.GetValues<HoldReason>().Select(why => Of(known.Held == why ? 1 : 0, ("reason", why.Code())));

    private static IEnumerable<Measurement<double>> Paused(Figures known) => [Of(known.IsPaused ? 1 : 0)];

    private static IEnumerable<Measurement<double>> Late(Figures known) => [Of(known.LateAlerts)];

    private static IEnumerable<Measurement<double>> Open(Figures known) =>
        known.Signals.Select(one => Of(one.Signals, ("urgency", one.Urgency.Code())));

    private static IEnumerable<Measurement<double>> Untaken(Figures known) =>
        known.Signals.Select(one => Of(one.LeftLying, ("urgency", one.Urgency.Code())));

    private static Measurement<double> Of(double value, params (string Tag, string Value)[] tags) =>
        new(value, tags.Select(one => KeyValuePair.Create(one.Tag, (object?)one.Value)));

    /// <summary>What was so after a beat.</summary>
    private sealed record Figures(
        DateTimeOffset At,
        WorkState Work,
        IReadOnlyList<MailOnItsWay> Mail,
        HoldReason? Held,
        bool IsPaused,
        int LateAlerts,
        IReadOnlyList<OpenCount> Signals
    );
}
