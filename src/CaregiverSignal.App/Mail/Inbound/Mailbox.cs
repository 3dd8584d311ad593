using System.Net.Sockets;
using System.Security.Authentication;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>The mailbox that returned mail and answers come to.</summary>
public sealed class Mailbox(InboxSettings inbox)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OAuthTokens? tokens = inbox.OAuth is { } oauth
        ? new OAuthTokens(oauth, inbox.User, TimeProvider.System)
        : null;

    /// <summary>Opens the mailbox and reads nothing.</summary>
    /// <returns>What prevents reading it; null when nothing does.</returns>
    public async Task<string?> LookAsync(IProtocolLogger said, CancellationToken stop) =>
        (await UseAsync((_, _, _) => Task.FromResult(0), said, stop)).Problem;

    /// <summary>Opens the folder, does something in it, and closes it.</summary>
    /// <returns>What went wrong, in a few words without anything of a message; null when nothing did.</returns>
    public async Task<(string? Problem, int Read)> UseAsync(
        Func<ImapClient, IMailFolder, CancellationToken, Task<int>> use,
        IProtocolLogger said,
        CancellationToken stop
    )
    {
        using var client = new ImapClient(said);
        try
        {
            await OpenAsync(client, stop);
            var folder = await client.GetFolderAsync(inbox.Folder, stop);
            await folder.OpenAsync(FolderAccess.ReadWrite, stop);
            var read = await use(client, folder, stop);
            await client.DisconnectAsync(true, stop);
            return (null, read);
        }
        catch (OAuthException e)
        {
            return ($"{e.Note.Code()} ({e.Message})", 0);
        }
        catch (MailKit.Security.AuthenticationException)
        {
            tokens?.Forget();
            return (SendNote.SignInRefused.Code(), 0);
        }
        catch (FolderNotFoundException e)
        {
            return ($"there is no folder '{e.FolderName}'", 0);
        }
        catch (Exception e) when (e is SslHandshakeException or NotSupportedException)
        {
            return ("encryption failed", 0);
        }
        catch (Exception e)
            when (e
                    is SocketException
                        or IOException
                        or ProtocolException
                        or CommandException
                        or TimeoutException
                        or OperationCanceledException
            )
        {
            return ($"does not answer as it should ({e.GetType().Name})", 0);
        }
        catch (StorageException e)
        {
            return ($"the store cannot be written ({e.GetType().Name})", 0);
        }
    }

    private async Task OpenAsync(ImapClient client, CancellationToken stop)
    {
        var authority = inbox.CaFile is { } file ? CertificateTrust.AuthorityIn(file) : null;
        client.Timeout = (int)Patience.TotalMilliseconds;
        client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            CertificateTrust.Holds(authority, certificate, chain, errors);
        await client.ConnectAsync(inbox.Host, inbox.Port, inbox.Security.Options(), stop);
        // MailKit's own choice would try one way after the other, and wrong tries lock accounts.
        SaslMechanism way =
            tokens is not null ? new SaslMechanismOAuth2(inbox.User, await tokens.GetAsync(stop))
            : client.AuthenticationMechanisms.Contains("PLAIN")
                ? new SaslMechanismPlain(inbox.User, inbox.Password ?? "")
            : new SaslMechanismLogin(inbox.User, inbox.Password ?? "");
        await client.AuthenticateAsync(way, stop);
    }
}
