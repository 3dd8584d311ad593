using CaregiverSignal.Delivery;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli.Checks;

/// <summary>
/// What <c>check</c> looks at of mail: where it goes, what holds it, what became of it, what starting would send.
/// </summary>
public static class MailChecks
{
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    private const int MostReturned = 1000;

    /// <param name="database">Null where there is none yet.</param>
    public static CheckLine Place(Installation installation, Database? database) =>
        installation.Settings.Mail is { Mode: MailMode.Smtp } mail
            ? Relay(database, mail.Relay)
            : Folder(installation.Settings.Mail.Folder);

    private static CheckLine Folder(string place)
    {
        var folder = new DirectoryInfo(place);
        if (!Path.Exists(folder.FullName))
            return new CheckLine("mail", true, $"folder {folder.FullName}: the first mail makes it");
        OwnerOnly.Replace(Path.Combine(folder.FullName, ".writable"), _ => { });
        File.Delete(Path.Combine(folder.FullName, ".writable"));
        return OwnerOnly.IsOpenToOthers(folder.FullName)
            ? new CheckLine(
                "mail",
                true,
                $"folder {folder.FullName}: writable, but others on this machine can look into it, and its mails hold links that work; chmod 700 keeps them out",
                Warns: true
            )
            : new CheckLine("mail", true, $"folder {folder.FullName}: writable; the mails in it hold links that work");
    }

    /// <remarks>
    /// Tries the relay. A refused sign-in counts as one of the service's, and none is tried while the service waits
    /// after one: repeated attempts lock accounts.
    /// </remarks>
    private static CheckLine Relay(Database? database, SmtpSettings settings)
    {
        var now = (database is null ? TimeProvider.System : Installation.ClockOf(database)).GetUtcNow();
        var relay = $"relay {settings.Host} port {settings.Port}";
        if (database?.Read(SendHoldTable.Relay) is { Stage: "auth" } state && state.IsPaused(now))
            return new CheckLine(
                "mail",
                false,
                $"{relay} refused the sign-in, and is not tried again before {state.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}, as wrong tries lock accounts; check --mail ADDRESS tries at once"
            );

        var outcome = LookAtRelay(settings).GetAwaiter().GetResult();
        if (outcome.Result == SendResult.Sent)
            return new CheckLine("mail", true, $"{relay} takes mail ({Security(settings)})");
        if (outcome.Note == SendNote.SignInRefused)
            database?.Write(transaction =>
                SendHoldTable.Set(transaction, SendHoldTable.Relay(transaction).After(outcome, now))
            );
        return new CheckLine(
            "mail",
            false,
            $"{relay}: {outcome.Note?.Code() ?? "refused"}, at {outcome.Stage} {outcome.Code} {outcome.Enhanced}".TrimEnd()
        );
    }

    /// <summary>Signs in at the mailbox of returned mail, and reads nothing.</summary>
    public static CheckLine Inbox(InboxSettings inbox)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var silent = new MailKit.NullProtocolLogger();
        var place = $"mailbox {inbox.User} at {inbox.Host} port {inbox.Port}";
        return new Mailbox(inbox).LookAsync(silent, patience.Token).GetAwaiter().GetResult() is { } problem
            ? new CheckLine("returned mail", false, $"{place}: {problem}")
            : new CheckLine("returned mail", true, $"{place}: folder {inbox.Folder} can be read");
    }

    private static string Security(SmtpSettings relay) =>
        relay.Security switch
        {
            SmtpSecurity.None => "none: clear text, on this machine only",
            SmtpSecurity.Tls => "tls",
            _ => "starttls",
        };

    private static async Task<SendOutcome> LookAtRelay(SmtpSettings relay)
    {
        await using var sender = new RelaySender(relay, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await sender.ConnectAsync(patience.Token) is { } trouble
            ? CheckMail.PatienceEnded(trouble)
            : new SendOutcome(SendResult.Sent, "ehlo");
    }

    public static CheckLine Held(Installation installation, Database database)
    {
        var (why, isNew) = ((HoldReason?)null, false);
        Verbs.WithSendHold(
            installation.Settings,
            database,
            hold => (why, isNew) = (hold.ReasonAtStart(), hold.IsNewNode())
        );
        var file = Path.GetFullPath(installation.Settings.Mail.GuardFile);
        if (why is HoldReason.Copied && isNew)
            return new CheckLine(
                "mail held",
                true,
                "not now; this node has not served the store yet: start it while another is at work, as one that starts alone holds mail until resume-mail",
                Warns: true
            );
        return why is { } held
            ? new CheckLine("mail held", false, $"{held.Held()}; see resume-mail")
            : new CheckLine("mail held", true, $"no; {file} tells this store from its copies");
    }

    /// <summary>The mail that somebody has to look at.</summary>
    public static CheckLine Ledger(Database database)
    {
        var now = Installation.ClockOf(database).GetUtcNow();
        var (late, unsure, returned) = database.Read(transaction =>
            (
                ReturnTable.CountLate(transaction, now),
                MailLedgerTable.CountIn(transaction, "unsure", now),
                MailLedgerTable.IdleReturns(transaction, now - LookedBack, MostReturned).Count
            )
        );
        if (late > 0)
            return new CheckLine(
                "mail ledger",
                false,
                $"alerts not with the relay in time, or that came back: {late}; see Post in the pages"
            );
        return unsure + returned == 0
            ? new CheckLine("mail ledger", true, "no alert is late, and every mail is known to be sent or not")
            : new CheckLine(
                "mail ledger",
                true,
                $"mails that were perhaps sent: {unsure}; came back in a week, and to look at: {returned}; see Post in the pages",
                Warns: true
            );
    }

    /// <summary>The mail that the service, or a tick, would send.</summary>
    public static CheckLine Starting(Installation installation, Database database)
    {
        var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
        var now = database.Read(transaction => MailForecast.Read(transaction, time));
        var waits =
            installation.Settings.Mail.Window.Contains(time.Now, time) || !now.Mails.Any(one => one.ToCaregiver)
                ? ""
                : "; mail to caregivers waits for Mail:Window";
        return new CheckLine("starting now", true, now.InWords() + waits);
    }
}
