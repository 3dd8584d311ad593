using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CaregiverSignal.Tests.Support;

/// <summary>One connection of the listener.</summary>
internal sealed class SmtpTalk(SmtpListener server, Socket socket) : IDisposable
{
    private readonly byte[] buffer = new byte[4096];
    private Stream stream = new NetworkStream(socket, ownsSocket: false);
    private int start;
    private int end;
    private bool isEncrypted;
    private string from = "";
    private string to = "";

    public async Task RunAsync(CancellationToken closing)
    {
        try
        {
            if (server.IsImplicitTls)
                await EncryptAsync(closing);
            if (!await AnswerAsync("banner", "220 localhost ESMTP\r\n", closing))
                return;
            while (await ReadLineAsync(closing) is { } line)
            {
                server.Heard(line);
                if (!await HandleAsync(line, closing))
                    return;
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or AuthenticationException
            )
        {
            // A client that leaves, or a test that ends, is no fault of the server's.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private Task<bool> HandleAsync(string line, CancellationToken closing) =>
        line.Split(' ', ':')[0].ToUpperInvariant() switch
        {
            "EHLO" => AnswerAsync("ehlo", Greeting(), closing),
            "STARTTLS" => StartTlsAsync(closing),
            "AUTH" => AuthAsync(line, closing),
            "MAIL" => MailAsync(line, closing),
            "RCPT" => RecipientAsync(line, closing),
            "DATA" => DataAsync(closing),
            "RSET" => AnswerAsync("rset", "250 2.0.0 OK\r\n", closing),
            "QUIT" => QuitAsync(closing),
            _ => AnswerAsync("unknown", "500 5.5.2 What?\r\n", closing),
        };

    private string Greeting()
    {
        var offers = new List<string> { "localhost" };
        if (isEncrypted && server.OffersEncrypted is { } encrypted)
            offers.AddRange(encrypted);
        else
            offers.AddRange(server.Offers);
        if (!isEncrypted && server.Certificate is not null)
            offers.Add("STARTTLS");
        if (isEncrypted && server.Account is not null && server.OffersEncrypted is null)
            offers.Add(server.Token is null ? "AUTH PLAIN LOGIN" : "AUTH PLAIN LOGIN XOAUTH2");
        return string.Concat(offers.Select((offer, i) => $"250{(i == offers.Count - 1 ? ' ' : '-')}{offer}\r\n"));
    }

    private async Task<bool> StartTlsAsync(CancellationToken closing)
    {
        if (!await AnswerAsync("starttls", "220 2.0.0 Go on\r\n", closing))
            return false;
        if (server.Certificate is not null)
            await EncryptAsync(closing);
        return true;
    }

    private async Task EncryptAsync(CancellationToken closing)
    {
        if (!await AnswerAsync("tls", "", closing))
            throw new IOException("Scripted end.");
        var encrypted = new SslStream(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = server.Certificate },
            closing
        );
        isEncrypted = true;
    }

    private async Task<bool> AuthAsync(string line, CancellationToken closing)
    {
        var words = line.Split(' ');
        if (words[1] == "XOAUTH2")
            return await TokenAsync(await AnswerOfAsync(words, closing), closing);
        var given = words[1] == "PLAIN" ? Plain(await AnswerOfAsync(words, closing)) : await LoginAsync(closing);
        var usual = given == server.Account ? "235 2.7.0 Welcome\r\n" : "535 5.7.8 No\r\n";
        return await AnswerAsync("auth", usual, closing);
    }

    /// <summary>With the command, or after an empty prompt when it is too long for that.</summary>
    private async Task<string> AnswerOfAsync(string[] words, CancellationToken closing)
    {
        if (words.Length > 2)
            return words[2];
        await SayAsync("334 \r\n", closing);
        return await ReadLineAsync(closing) ?? "";
    }

    private async Task<bool> TokenAsync(string answer, CancellationToken closing)
    {
        var given = Encoding.UTF8.GetString(Convert.FromBase64String(answer));
        if (given == $"user={server.Account!.Value.User}\u0001auth=Bearer {server.Token}\u0001\u0001")
            return await AnswerAsync("auth", "235 2.7.0 Welcome\r\n", closing);
        await SayAsync($"334 {Convert.ToBase64String("""{"status":"401","schemes":"bearer"}"""u8)}\r\n", closing);
        await ReadLineAsync(closing);
        return await AnswerAsync("auth", "535 5.7.8 No\r\n", closing);
    }

    private static (string, string) Plain(string word)
    {
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(word)).Split('\0');
        return (parts[1], parts[2]);
    }

    private async Task<(string, string)> LoginAsync(CancellationToken closing)
    {
        var words = new List<string>();
        foreach (var prompt in (string[])["334 VXNlcm5hbWU6\r\n", "334 say it\r\n"])
        {
            await SayAsync(prompt, closing);
            words.Add(Encoding.UTF8.GetString(Convert.FromBase64String(await ReadLineAsync(closing) ?? "")));
        }
        return (words[0], words[1]);
    }

    private Task<bool> MailAsync(string line, CancellationToken closing)
    {
        from = Between(line);
        return AnswerAsync("mail", "250 2.1.0 OK\r\n", closing);
    }

    private Task<bool> RecipientAsync(string line, CancellationToken closing)
    {
        to = Between(line);
        return AnswerAsync("rcpt", "250 2.1.5 OK\r\n", closing);
    }

    private static string Between(string line) =>
        line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private async Task<bool> DataAsync(CancellationToken closing)
    {
        var reaction = server.React("data");
        if (!await PlayAsync("data", reaction, "354 Go on\r\n", closing))
            return false;
        if (reaction.Text is not (null or ['3', ..]))
            return true;
        var message = await ReadBodyAsync(closing);
        if (message is null)
            return false;
        if (server.Reach("lost"))
            return false;
        var mail = new ReceivedMail(from, to, message, isEncrypted);
        server.Keep(mail, isAccepted: false);
        var final = server.React("final");
        if (final.Text is null || IsAcceptance(final.Text))
            server.Keep(mail, isAccepted: true);
        return await PlayAsync("final", final, "250 2.0.0 OK queued as X\r\n", closing);
    }

    private static bool IsAcceptance(string reply) =>
        reply.Split("\r\n") is [.., var last, ""] && last is ['2', _, _, ' ', ..];

    private async Task<byte[]?> ReadBodyAsync(CancellationToken closing)
    {
        var raw = new List<byte>();
        var isStruck = false;
        while (true)
        {
            if (start == end && !await FillAsync(closing))
                return null;
            if (!isStruck)
            {
                isStruck = true;
                if (!await AnswerAsync("body", "", closing))
                    return null;
            }
            while (start < end)
            {
                raw.Add(buffer[start++]);
                if (EndsData(raw))
                    return Message(raw);
            }
        }
    }

    private static bool EndsData(List<byte> raw)
    {
        var tail = raw.Count >= 5 ? Encoding.Latin1.GetString([.. raw[^5..]]) : "";
        return tail == "\r\n.\r\n" || (raw.Count == 3 && Encoding.Latin1.GetString([.. raw]) == ".\r\n");
    }

    private static byte[] Message(List<byte> raw)
    {
        var lines = Encoding.Latin1.GetString([.. raw[..^3]]).Split("\r\n");
        return Encoding.Latin1.GetBytes(
            string.Join("\r\n", lines.Select(line => line.StartsWith('.') ? line[1..] : line))
        );
    }

    private async Task<bool> QuitAsync(CancellationToken closing)
    {
        await AnswerAsync("quit", "221 2.0.0 Bye\r\n", closing);
        return false;
    }

    private Task<bool> AnswerAsync(string stage, string usual, CancellationToken closing) =>
        PlayAsync(stage, server.React(stage), usual, closing);

    /// <summary>False when the connection is over.</summary>
    private async Task<bool> PlayAsync(string stage, SmtpReaction reaction, string usual, CancellationToken closing)
    {
        server.Reach(stage);
        if (reaction.Then == SmtpThen.InClear)
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(reaction.Text!), closing);
            socket.Shutdown(SocketShutdown.Send);
            return false;
        }
        await SayAsync(reaction.Text ?? usual, closing);
        if (reaction.Then == SmtpThen.Reset)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        if (reaction.Then == SmtpThen.Close)
        {
            // Unread octets would turn the close into a reset.
            socket.Shutdown(SocketShutdown.Send);
            server.Done(stage);
            while (await FillAsync(closing)) { }
        }
        server.Done(stage);
        if (reaction.Then == SmtpThen.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, closing);
        return reaction.Then == SmtpThen.GoOn;
    }

    private async Task SayAsync(string text, CancellationToken closing)
    {
        if (text.Length == 0)
            return;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), closing);
        await stream.FlushAsync(closing);
    }

    private async Task<string?> ReadLineAsync(CancellationToken closing)
    {
        var line = new List<byte>();
        while (true)
        {
            if (start == end && !await FillAsync(closing))
                return null;
            var octet = buffer[start++];
            if (octet == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(octet);
        }
    }

    private async Task<bool> FillAsync(CancellationToken closing)
    {
        (start, end) = (0, await stream.ReadAsync(buffer, closing));
        return end > 0;
    }
}
