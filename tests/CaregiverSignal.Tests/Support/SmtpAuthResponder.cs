using System.Net.Sockets;
using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// Answers Postfix's question whether a sign-in is good, in Dovecot's authentication protocol (version 1), over a
/// socket file.
/// </summary>
public sealed class SmtpAuthResponder : IDisposable
{
    public const string User = "post";
    public const string Password = "gehéim";
    public const string Token = "ya29.geldig";

    private const string Hello =
        "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nMECH\tLOGIN\tplaintext\nMECH\tXOAUTH2\nSPID\t1\nCUID\t1\nCOOKIE\t00112233445566778899aabbccddeeff\nDONE\n";

    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> talks = [];
    private readonly Task accepting;

    public SmtpAuthResponder(string path)
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        listener.Listen();
        accepting = AcceptAsync();
    }

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        accepting.Wait();
        Task.WaitAll([.. talks]);
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptAsync(closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // What a sign-in has said so far, by its number.
        var open = new Dictionary<string, List<string>>();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Hello), closing.Token);
            while (await reader.ReadLineAsync(closing.Token) is { } line)
            {
                var words = line.Split('\t');
                if (words[0] is not ("AUTH" or "CONT"))
                    continue;
                var answer = Answer(open, words);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\n"), closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    private static string Answer(Dictionary<string, List<string>> open, string[] words)
    {
        var id = words[1];
        if (words[0] == "AUTH")
        {
            open[id] = [words[2]];
            if (Array.Find(words, word => word.StartsWith("resp=", StringComparison.Ordinal)) is { } given)
                open[id].Add(Decoded(given[5..]));
        }
        else
        {
            open[id].Add(Decoded(words[2]));
        }
        return (open[id][0], open[id].Count - 1) switch
        {
            ("PLAIN", 1) => Verdict(id, open[id][1] == $"\0{User}\0{Password}"),
            ("LOGIN", 0) => $"CONT\t{id}\t{Encoded("Username:")}",
            ("LOGIN", 1) => $"CONT\t{id}\t{Encoded("Password:")}",
            ("LOGIN", 2) => Verdict(id, open[id][1] == User && open[id][2] == Password),
            ("XOAUTH2", 1) when open[id][1] == $"user={User}\u0001auth=Bearer {Token}\u0001\u0001" => Verdict(id, true),
            ("XOAUTH2", 1) => $"CONT\t{id}\t{Encoded("""{"status":"401","schemes":"bearer"}""")}",
            ("XOAUTH2", 2) => Verdict(id, false),
            _ => $"CONT\t{id}\t",
        };
    }

    private static string Verdict(string id, bool isGood) =>
        isGood ? $"OK\t{id}\tuser={User}" : $"FAIL\t{id}\tuser={User}";

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
