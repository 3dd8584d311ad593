#if USE_MAILKIT
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public sealed class MailKitSenderContractTests : RelaySenderContractTests
{
    protected override IMailSender Make(SmtpSettings settings, TimeProvider time) => new MailKitSender(settings, time);
}
#endif
