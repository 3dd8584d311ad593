using System.Net.Sockets;
using CaregiverSignal.Mail.Senders;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>The mailbox for returned messages and replies.</summary>
public sealed class Mailbox(InboxSettings inbox)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OAuthTokens? tokens = inbox.OAuth is { } oauth
        ? new OAuthTokens(oauth, inbox.User, TimeProvider.System)
        : null;

    /// <summary>Opens the mailbox without reading messages.</summary>
    /// <returns>What prevents reading it; null if nothing does.</returns>
    public async Task<string?> LookAsync(IProtocolLogger said, CancellationToken stop) =>
        (await UseAsync((_, _, _) => Task.FromResult(0), said, stop)).Problem;

    /// <summary>Opens the folder, runs a function on it, and closes it.</summary>
    /// <returns>What went wrong, in a few words that quote no message; null if nothing did.</returns>
    public async Task<(string? Problem, int Read)> UseAsync(
        Func<ImapClient, IMailFolder, CancellationToken, Task<int>> use,
        IProtocolLogger said,
        CancellationToken stop
    )
    {
        using var client = new ImapClient(said) { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            client.AskProof();
            await client.ConnectAsync(inbox.Host, inbox.Port, inbox.Security.Options(), stop);
            if (await client.SignInAsync(inbox.User, inbox.Password, tokens, stop) is not { } way)
                return (SendNote.NoAuth.Code(), 0);
            await client.AuthenticateAsync(way, stop);
            var folder = await client.GetFolderAsync(inbox.Folder, stop);
            await folder.OpenAsync(FolderAccess.ReadWrite, stop);
            var read = await use(client, folder, stop);
            await client.DisconnectAsync(true, stop);
            return (null, read);
        }
        catch (Exception e) when (ProblemOf(e) is { } problem)
        {
            return (problem, 0);
        }
    }

    private string? ProblemOf(Exception e)
    {
        if (e is AuthenticationException)
            tokens?.Forget();
        return e switch
        {
            OAuthException refused => $"{refused.Note.Code()} ({refused.Message})",
            AuthenticationException => SendNote.SignInRefused.Code(),
            FolderNotFoundException missing => $"there is no folder '{missing.FolderName}'",
            SslHandshakeException or NotSupportedException => SendNote.TlsFailed.Code(),
            SocketException
            or IOException
            or ProtocolException
            or CommandException
            or TimeoutException
            or OperationCanceledException => $"does not answer as it should ({e.GetType().Name})",
            StorageException => $"the store cannot be written ({e.GetType().Name})",
            _ => null,
        };
    }
}
