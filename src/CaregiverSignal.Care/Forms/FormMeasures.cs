using System.Diagnostics.Metrics;

namespace CaregiverSignal.Forms;

public sealed class FormMeasures(Meter meter)
{
    private readonly Counter<long> sent = meter.CreateCounter<long>(
        "caregiversignal.form.sent",
        "{form}",
        "Forms that were sent on the pages."
    );

    public void Sent() => sent.Add(1);
}
