using CaregiverSignal.Checks;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Commands.Checks;

/// <summary>Sends one test email through the relay and shows each step, without secrets.</summary>
public static class CheckMail
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>Whether the relay accepted the email.</returns>
    public static async Task<bool> RunAsync(
        Settings settings,
        string to,
        TimeProvider time,
        TextWriter output,
        CancellationToken stop = default
    )
    {
        var mail = settings.Mail;
        if (mail.Mode == MailMode.Folder)
        {
            output.WriteLine(
                $"Mails are written into the folder {mail.Folder}, and no relay is used. Set Mail:Mode to smtp to try one."
            );
            return false;
        }

        if (mail.Inbox is { } inbox)
        {
            await LookAtAsync(inbox, output, stop);
            output.WriteLine();
        }

        Introduce(mail, output);
        using var said = new Conversation(output);
        var outcome = await TestMail.SendAsync(settings, to, ServedPaths.All, time, said);
        output.WriteLine();
        foreach (var line in MailAdvice.Of(outcome, mail.Relay))
            output.WriteLine(line);
        return outcome.Result == SendResult.Sent;
    }

    private static void Introduce(MailSettings mail, TextWriter output)
    {
        var relay = mail.Relay;
        var signIn = relay.User is null
            ? "without sign-in"
            : $"as {relay.User} with {(relay.OAuth is null ? "a password" : "a token from " + relay.OAuth.TokenEndpoint.Host)}";
        output.WriteLine(
            $"{relay.Host} port {relay.Port}, {relay.Security.ToString().ToLowerInvariant()}, {signIn}; mail is from {mail.From}"
        );
        if (relay.OAuth?.SecretFile is { } file && OwnerOnly.IsOpenToOthers(file))
            output.WriteLine($"warning: others on this machine can read {file}; chmod 600 keeps them out");
        output.WriteLine("> is what we say, < what the relay says");
        output.WriteLine();
    }

    private static async Task LookAtAsync(InboxSettings inbox, TextWriter output, CancellationToken stop = default)
    {
        using var said = new Conversation(output);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var problem = await new Mailbox(inbox).LookAsync(said, patience.Token);
        output.WriteLine();
        output.WriteLine(
            problem is null
                ? $"GOOD: returned mail in {inbox.Folder} of {inbox.User} can be read."
                : $"Returned mail is NOT READ: {problem}. It stays in the mailbox of {inbox.User}; look at Mail:Inbox."
        );
    }
}
