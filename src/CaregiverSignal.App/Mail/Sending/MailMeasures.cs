using System.Diagnostics.Metrics;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Metrics;

namespace CaregiverSignal.Mail.Sending;

/// <summary>Counts what comes of sending.</summary>
public sealed class MailMeasures(Meter meter, MailKinds kinds)
{
    private readonly Tally attempts = new(
        meter,
        "caregiversignal.mail.attempts",
        "{attempt}",
        "Attempts to hand a mail to the relay, by kind and by what came of it.",
        ["kind", "result"],
        from kind in kinds.All
        from result in Codes.All<SendResult>()
        select new[] { kind.Code, result }
    );

    private readonly Tally pauses = new(
        meter,
        "caregiversignal.mail.relay.pauses",
        "{pause}",
        "How often the relay was left alone for a while, because it failed.",
        [],
        [
            [],
        ]
    );

    public void Attempted(string kind, SendResult result) => attempts.Add(kind, result.Code());

    public void Paused() => pauses.Add();
}
