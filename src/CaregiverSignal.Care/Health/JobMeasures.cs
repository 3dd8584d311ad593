using System.Diagnostics.Metrics;
using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Health;

/// <summary>Measures the work: what the probes found, mail on its way, and who waits for a talk.</summary>
/// <remarks>The store is asked after each run of the jobs, so that reading the figures waits for nothing; unanswered
/// figures are not shown.</remarks>
public sealed class JobMeasures
{
    private readonly Database database;
    private volatile Counts? counts;

    public JobMeasures(Meter meter, Database database, Readiness readiness)
    {
        this.database = database;
        meter.CreateObservableGauge(
            "caregiversignal.check.failing",
            () =>
                readiness.Known.Select(check => new Measurement<int>(
                    check.Ok ? 0 : 1,
                    KeyValuePair.Create("check", (object?)check.Check)
                )),
            description: "1 for a check of /health/ready that fails."
        );
        meter.CreateObservableGauge(
            "caregiversignal.mail.waiting",
            () => Shown(counts?.MailsWaiting),
            "{mail}",
            "Mails on their way out."
        );
        meter.CreateObservableGauge(
            "caregiversignal.red.unanswered",
            () => Shown(counts?.RedUnanswered),
            "{caregiver}",
            "People who stand red, and nobody spoke with them since."
        );
    }

    /// <summary>Asks the store for the figures.</summary>
    public async Task LookAsync(CancellationToken stop = default)
    {
        counts = null;
        counts = await database.ReadAsync(
            async transaction => new Counts(
                await MailTable.CountOnTheirWay(transaction),
                await FigureTable.RedUnanswered(transaction)
            ),
            stop
        );
    }

    private static IEnumerable<Measurement<int>> Shown(int? count) =>
        count is { } known ? [new Measurement<int>(known)] : [];

    private sealed record Counts(int MailsWaiting, int RedUnanswered);
}
