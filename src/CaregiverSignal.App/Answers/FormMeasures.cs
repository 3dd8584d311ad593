using System.Diagnostics.Metrics;
using CaregiverSignal.Metrics;

namespace CaregiverSignal.Answers;

/// <summary>Counts forms that caregivers open and send.</summary>
public sealed class FormMeasures(Meter meter)
{
    private readonly Tally opened = new(
        meter,
        "caregiversignal.form.opened",
        "{form}",
        "Forms that somebody began, or went on with, by the link in a mail.",
        [],
        [
            [],
        ]
    );

    private readonly Tally sent = new(
        meter,
        "caregiversignal.form.sent",
        "{form}",
        "Forms that were sent on the pages.",
        [],
        [
            [],
        ]
    );

    public void Opened() => opened.Add();

    public void Sent() => sent.Add();
}
