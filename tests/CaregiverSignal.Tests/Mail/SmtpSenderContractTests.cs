using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public sealed class SmtpSenderContractTests : RelaySenderContractTests
{
    protected override IMailSender Make(SmtpSettings settings, TimeProvider time) => new SmtpSender(settings, time);
}
