namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// Which mail goes first when several wait: the lowest number. Each <see cref="MailKind"/> has its own, and
/// <c>docs/mail.md</c> has them in order (our choice, docs/adr/0022).
/// </summary>
public static class MailPriority
{
    /// <summary>
    /// Up to here somebody waits at a screen, or for a call: a lane of its own takes these beside all other mail.
    /// </summary>
    public const int Pressing = 20;
}
