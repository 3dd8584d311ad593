using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A relay that never refuses, keeps each message it took charge of, and lets a test act at a moment of the
/// conversation.
/// </summary>
/// <remarks>
/// A message counts as delivered once its end of data is here, whether or not the client lived to read the answer: that
/// is the worst case for doubles. At the moment <c>lost</c> the relay falls with the client and keeps nothing: the
/// worst case for losses.
/// </remarks>
internal sealed class StageRelay : IAsyncDisposable
{
    /// <summary>
    /// In the order in which one message meets them; each but the first and the last two is before the relay answers.
    /// </summary>
    public static readonly string[] Moments =
    [
        "connected",
        "greeted",
        "ehlo",
        "ehlo answered",
        "mail",
        "mail answered",
        "rcpt",
        "rcpt answered",
        "data",
        "data answered",
        "body",
        "lost",
        "kept",
        "kept answered",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Delivery> deliveries = [];
    private readonly List<Task> talks = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Lock gate = new();
    private readonly Task accepting;
    private (string Moment, int Visits, Action Act)? planned;

    public StageRelay()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What makes a program hand over here all that is due, at once.</summary>
    /// <remarks>The digest depends on the time of day, and is kept out.</remarks>
    public string[] Settings =>
        [
            "--Mail:Mode=smtp",
            "--Mail:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={Port}"),
            "--Mail:Security=none",
            .. Some.RealSupportPoint,
            "--Mail:PerMinute=0",
            "--Mail:PerDomainPerMinute=0",
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
            "--FollowUp:DigestAt=23:59",
        ];

    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (gate)
                return [.. deliveries];
        }
    }

    /// <summary>Waits until so many messages were delivered, for some minutes at most.</summary>
    public async Task DeliveredAsync(int count, CancellationToken stop)
    {
        while (Deliveries.Count is var came && came < count)
            Assert.True(await arrived.WaitAsync(Patience, stop), $"waited for {count} mails, and {came} came");
    }

    /// <summary>Acts once, when a moment comes for the n-th time from now; the relay waits meanwhile.</summary>
    public void At(string moment, int visit, Action act)
    {
        lock (gate)
            planned = (moment, visit, act);
    }

    /// <summary>Forgets what was planned, if it has not come.</summary>
    public void ActNoMore()
    {
        lock (gate)
            planned = null;
    }

    /// <summary>Forgets what was delivered.</summary>
    public void StartAnew()
    {
        lock (gate)
            deliveries.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks);
        listener.Dispose();
        closing.Dispose();
        arrived.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var connection = 1; ; connection++)
            {
                var (socket, number) = (await listener.AcceptSocketAsync(closing.Token), connection);
                socket.NoDelay = true;
                talks.Add(Task.Run(() => TalkAsync(socket, number)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Socket socket, int connection)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var lines = new StreamReader(stream, Encoding.Latin1);
            Reach("connected");
            await SayAsync(stream, "220 relay.example.org");
            Reach("greeted");
            while (await lines.ReadLineAsync(closing.Token) is { } line)
            {
                var stage = line.Split(' ', ':')[0].ToLowerInvariant();
                Reach(stage);
                await SayAsync(
                    stream,
                    stage switch
                    {
                        "ehlo" => "250-relay.example.org\r\n250 SIZE 10485760",
                        "data" => "354 Go ahead",
                        "quit" => "221 2.0.0 Bye",
                        _ => "250 2.0.0 Ok",
                    }
                );
                Reach(stage + " answered");
                if (stage == "data" && !await TakeAsync(stream, lines, connection))
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client was killed, or the test is over.
        }
    }

    private async Task<bool> TakeAsync(NetworkStream stream, StreamReader lines, int connection)
    {
        var text = new StringBuilder();
        var isFirst = true;
        while (await lines.ReadLineAsync(closing.Token) is { } line)
        {
            if (isFirst)
                Reach("body");
            isFirst = false;
            if (line != ".")
            {
                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                continue;
            }

            if (Reach("lost"))
                return false;
            lock (gate)
                deliveries.Add(new Delivery(connection, Encoding.Latin1.GetBytes(text.ToString())));
            arrived.Release();
            Reach("kept");
            await SayAsync(stream, "250 2.0.0 Taken");
            Reach("kept answered");
            return true;
        }

        return false;
    }

    /// <returns>Whether something was planned for this moment, and has been done.</returns>
    private bool Reach(string moment)
    {
        Action act;
        lock (gate)
        {
            if (planned is not { } plan || plan.Moment != moment)
                return false;
            planned = plan with { Visits = plan.Visits - 1 };
            if (plan.Visits > 1)
                return false;
            planned = null;
            act = plan.Act;
        }

        act();
        return true;
    }

    private async Task SayAsync(NetworkStream stream, string line)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), closing.Token);
        await stream.FlushAsync(closing.Token);
    }
}

/// <summary>One message that the relay took charge of, as it came over the wire.</summary>
internal sealed record Delivery(int Connection, byte[] Bytes)
{
    /// <summary>The outbox id in its Message-ID.</summary>
    public string Id { get; } = IdIn(Encoding.Latin1.GetString(Bytes));

    private static string IdIn(string message)
    {
        const string Name = "\r\nMessage-ID: <";
        var start = message.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        return message[start..message.IndexOf('@', start)];
    }
}
