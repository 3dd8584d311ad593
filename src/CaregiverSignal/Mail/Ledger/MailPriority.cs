namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// The order of waiting mails: the lowest number goes first. Each <see cref="MailKind"/> has its own number, and
/// <c>docs/mail.md</c> lists them in order (our choice, docs/adr/0022).
/// </summary>
public static class MailPriority
{
    /// <summary>
    /// The last number for which somebody waits at a screen, or for a call: these mails have a lane of their own.
    /// </summary>
    public const int Pressing = 20;
}
