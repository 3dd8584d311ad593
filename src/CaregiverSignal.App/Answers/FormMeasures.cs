using System.Diagnostics.Metrics;

namespace CaregiverSignal.Answers;

/// <summary>Counts forms that caregivers open and send.</summary>
public sealed class FormMeasures(Meter meter)
{
    private readonly Counter<long> opened = meter.CreateCounter<long>(
        "caregiversignal.form.opened",
        "{form}",
        "Forms that somebody began, or went on with, by the link in a mail."
    );

    private readonly Counter<long> sent = meter.CreateCounter<long>(
        "caregiversignal.form.sent",
        "{form}",
        "Forms that were sent on the pages."
    );

    public void Opened() => opened.Add(1);

    public void Sent() => sent.Add(1);
}
