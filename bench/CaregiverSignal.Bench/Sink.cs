using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Bench;

/// <summary>Postfix's smtp-sink as a child process: it discards messages and counts them.</summary>
public sealed partial class Sink : IDisposable
{
    public const string Program = "/usr/sbin/smtp-sink";

    private readonly Process process;
    private long messages;
    private int sessions;

    public Sink()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        // As root it needs the account whose rights it takes.
        string[] asNobody = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        process = Process.Start(
            new ProcessStartInfo(Program, [.. asNobody, "-c", "-m", "1000", $"127.0.0.1:{Port}", "1000"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        _ = ReadCounters();
        WaitUntilItListens();
    }

    public int Port { get; }

    public long Messages => Interlocked.Read(ref messages);

    /// <summary>Connections so far, without the one that checked whether it listens.</summary>
    public int Sessions => sessions - 1;

    /// <summary>Waits until it has counted so many messages.</summary>
    /// <exception cref="InvalidOperationException">It counted another number.</exception>
    public async Task CountsAsync(int expected)
    {
        // A counter is printed when a connection ends; half a second without a change means that it is done.
        for (var (before, still) = (-1L, 0); still < 10; await Task.Delay(50))
            (before, still) = Messages == before ? (before, still + 1) : (Messages, 0);
        if (Messages != expected)
            throw new InvalidOperationException($"smtp-sink counted {Messages} messages, not {expected}.");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task ReadCounters()
    {
        var (buffer, rest) = (new char[4096], "");
        for (var read = 1; read > 0; )
        {
            read = await process.StandardOutput.ReadAsync(buffer);
            rest += new string(buffer, 0, read);
            if (Counters().Matches(rest) is not [.., var last])
                continue;
            sessions = int.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture);
            Interlocked.Exchange(ref messages, long.Parse(last.Groups[2].Value, CultureInfo.InvariantCulture));
            rest = rest[(last.Index + last.Length)..];
        }
    }

    private void WaitUntilItListens()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 1000)
            {
                process.WaitForExit(10);
            }
        }
    }

    [GeneratedRegex(@"sess=\s*(\d+) quit=\s*\d+ mesg=\s*(\d+)\s")]
    private static partial Regex Counters();
}
