using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Checks;

public static class MailChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="database">Null if there is none yet.</param>
    public static async Task<CheckLine> PlaceAsync(
        Installation installation,
        Database? database,
        CancellationToken stop = default
    ) =>
        installation.Settings.Mail is { Mode: MailMode.Smtp } mail ? await RelayAsync(database, mail.Relay, stop)
        : !installation.Settings.Mail.IsSaid
            ? CheckLine.Warn(
                $"nobody has said how mail goes, so no caregiver is asked: fill it in at {PageSettings.Home}/mail, or set {PageSettings.MailMode}"
            ) with
            {
                Setting = PageSettings.MailMode,
            }
        : Folder(Path.GetFullPath(installation.Settings.Mail.Folder));

    private static CheckLine Folder(string folder) =>
        File.Exists(folder) ? CheckLine.Fail($"folder {folder}: is a file")
        : !Directory.Exists(folder) ? CheckLine.Ok($"folder {folder}: the first mail makes it")
        : OwnerOnly.IsOpenToOthers(folder)
            ? CheckLine.Warn(
                $"folder {folder}: others on this machine can look into it, and its mails hold links that work; chmod 700 keeps them out"
            )
        : CheckLine.Ok($"folder {folder}: the mails in it hold links that work");

    /// <remarks>Tries the relay, except after a refused sign-in: repeated attempts lock accounts.</remarks>
    private static async Task<CheckLine> RelayAsync(
        Database? database,
        SmtpSettings settings,
        CancellationToken stop = default
    )
    {
        var now = (database is null ? TimeProvider.System : await StoreClock.OfAsync(database, stop)).GetUtcNow();
        var relay = $"relay {settings.Host} port {settings.Port}";
        if (await SendHold.RelayOfAsync(database, stop) is { Stage: "auth" } state && state.IsPaused(now))
            return CheckLine.Fail(
                $"{relay} refused the sign-in, and is not tried again before {state.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}, as wrong tries lock accounts; check --mail ADDRESS tries at once"
            );
        return Relay(settings, await TroubleAsync(settings, stop));
    }

    /// <param name="outcome">Of a conversation or an email; null if the relay accepts email.</param>
    public static CheckLine Relay(SmtpSettings settings, SendOutcome? outcome)
    {
        var relay = $"relay {settings.Host} port {settings.Port}";
        return outcome?.Result switch
        {
            null or SendResult.Sent => CheckLine.Ok(
                $"{relay} takes mail ({settings.Security.ToString().ToLowerInvariant()})"
            ),
            SendResult.Unsure => CheckLine.Warn($"{relay} {MailAdvice.Of(outcome, settings)[0]}"),
            _ => CheckLine.Fail(
                $"{relay}: {MailAdvice.Where(outcome)}. {MailAdvice.Why(outcome, settings).Split('\n')[0]} Try: check --mail ADDRESS"
            ),
        };
    }

    /// <returns>Null if the relay accepts email.</returns>
    private static async Task<SendOutcome?> TroubleAsync(SmtpSettings relay, CancellationToken stop = default)
    {
        await using var sender = new RelaySender(relay, TimeProvider.System);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        return await sender.ConnectAsync(patience.Token) is { } trouble ? TestMail.PatienceEnded(trouble) : null;
    }

    /// <summary>Whether returned emails identify ours; also signs in at their mailbox, if any, without
    /// reading.</summary>
    public static async Task<IReadOnlyList<CheckLine>> ReturnedAsync(
        MailSettings mail,
        CancellationToken stop = default
    )
    {
        List<CheckLine> lines = [];
        if (mail is { Mode: MailMode.Smtp, Bounces: null })
            lines.Add(
                CheckLine.Warn(
                    "returned mail",
                    $"{PageSettings.Bounces} is empty, so that about a quarter of what comes back names no mail of ours and changes nothing; see docs/mail.md"
                )
            );
        if (mail.Inbox is not { } inbox)
            return lines;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var silent = new MailKit.NullProtocolLogger();
        var place = $"mailbox {inbox.User} at {inbox.Host} port {inbox.Port}";
        lines.Add(
            await new Mailbox(inbox).LookAsync(silent, patience.Token) is { } problem
                ? CheckLine.Fail("returned mail", $"{place}: {problem}")
                : CheckLine.Ok("returned mail", $"{place}: folder {inbox.Folder} can be read")
        );
        return lines;
    }
}
