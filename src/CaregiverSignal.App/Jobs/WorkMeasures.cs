using System.Diagnostics.Metrics;
using CaregiverSignal.Caseload;
using CaregiverSignal.Health;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Jobs;

/// <summary>Measures the work: what the probes found, what waits, mail on its way, and who waits for a talk.</summary>
/// <remarks>
/// The store is asked once after each beat, and only while somebody measures; reading the figures costs it nothing.
/// Figures of a beat long ago are not shown: what is not known is no good news.
/// </remarks>
public sealed class WorkMeasures
{
    private readonly Database database;
    private readonly WorkWatch watch;
    private readonly SiteTime time;
    private readonly Instrument shown;
    private volatile Figures? figures;

    public WorkMeasures(Meter meter, Database database, Readiness readiness, WorkWatch watch, SiteTime time)
    {
        (this.database, this.watch, this.time) = (database, watch, time);
        shown = meter.CreateObservableGauge(
            "caregiversignal.check.failing",
            () => readiness.Known.Select(check => Of(check.Ok ? 0 : 1, "check", check.Check)),
            description: "1 for a check of /health/ready that fails."
        );
        AfterBeat(
            "work.due",
            "{item}",
            "Items that still waited for a step after the beat.",
            known => known.Due.Select(due => Of(due.Items, "step", due.Step))
        );
        AfterBeat("mail.waiting", "{mail}", "Mails on their way out.", known => [new(known.Mails)]);
        AfterBeat(
            "red.unanswered",
            "{caregiver}",
            "People who stand red, and nobody spoke with them since.",
            known => [new(known.RedUnanswered)]
        );

        void AfterBeat(
            string name,
            string unit,
            string description,
            Func<Figures, IEnumerable<Measurement<int>>> read
        ) =>
            meter.CreateObservableGauge(
                "caregiversignal." + name,
                () => figures is { } known && time.Now - known.At < JobRunner.LongestBetween ? read(known) : [],
                unit,
                description
            );
    }

    /// <summary>Looks what a beat left.</summary>
    public void Look()
    {
        if (shown.Enabled)
            figures = database.Read(transaction => new Figures(
                time.Now,
                watch.Read(transaction).Due,
                MailTable.CountOnTheirWay(transaction),
                FigureTable.RedUnanswered(transaction)
            ));
    }

    private static Measurement<int> Of(int value, string tag, string of) =>
        new(value, KeyValuePair.Create(tag, (object?)of));

    private sealed record Figures(DateTimeOffset At, IReadOnlyList<WaitingItems> Due, int Mails, int RedUnanswered);
}
