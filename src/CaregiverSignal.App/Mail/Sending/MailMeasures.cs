using System.Diagnostics.Metrics;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Sending;

/// <summary>Counts what comes of sending.</summary>
public sealed class MailMeasures(Meter meter)
{
    private readonly Counter<long> attempts = meter.CreateCounter<long>(
        "caregiversignal.mail.attempts",
        "{attempt}",
        "Attempts to hand a mail to the relay, by kind and by what came of it."
    );

    public void Attempted(string kind, SendResult result) =>
        attempts.Add(1, new("kind", kind), new("result", result.Code()));
}
