using System.Diagnostics.Metrics;
using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Health;

/// <summary>Measures the work: what the probes found, mail on its way, and who waits for a talk.</summary>
/// <remarks>The store is asked when somebody reads the figures; what it cannot answer is not shown.</remarks>
public sealed class JobMeasures
{
    public JobMeasures(Meter meter, Database database, Readiness readiness)
    {
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
            () => database.Read(MailTable.CountOnTheirWay),
            "{mail}",
            "Mails on their way out."
        );
        meter.CreateObservableGauge(
            "caregiversignal.red.unanswered",
            () => database.Read(FigureTable.RedUnanswered),
            "{caregiver}",
            "People who stand red, and nobody spoke with them since."
        );
    }
}
