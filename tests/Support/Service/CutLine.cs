using System.Net.Sockets;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A network line to a server that a test can cut: with a goodbye, or without a word, as where a cable is pulled.
/// </summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> talks = [];
    private readonly string server;
    private readonly Task accepting;
    private TaskCompletionSource open = Opened();

    /// <param name="server">The server's socket, a file.</param>
    public CutLine(string server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Sees what the server says before the client does; null lets all through.</summary>
    public Func<byte[], Passing>? FromServer { get; set; }

    /// <summary>What a test did at a moment of the conversation, and failed at.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>From now on nothing comes through, and nobody is told.</summary>
    public void Pull() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was said meanwhile arrives, as it is sent again.</summary>
    public void PlugIn() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks);
        listener.Dispose();
        closing.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(closing.Token);
                talks.Add(Task.Run(() => TalkAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Socket client)
    {
        using (client)
        using (var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            try
            {
                await open.Task.WaitAsync(closing.Token);
                await far.ConnectAsync(new UnixDomainSocketEndPoint(server), closing.Token);
                await Task.WhenAny(PumpAsync(client, far, () => null), PumpAsync(far, client, () => FromServer));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over, or there is no server.
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<Func<byte[], Passing>?> looks)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer, closing.Token) is var count and > 0)
            {
                await open.Task.WaitAsync(closing.Token);
                switch (looks()?.Invoke(buffer[..count]) ?? Passing.On)
                {
                    case Passing.Closed:
                        return;
                    case Passing.Silent:
                        await Task.Delay(Timeout.Infinite, closing.Token);
                        break;
                    default:
                        for (var sent = 0; sent < count; )
                            sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), closing.Token);
                        break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
        catch (Exception e)
        {
            Fault = e;
        }
    }
}

/// <summary>What becomes of something that was said on a line.</summary>
internal enum Passing
{
    On,

    /// <summary>It is lost, and the line closed.</summary>
    Closed,

    /// <summary>It is lost, and nothing follows.</summary>
    Silent,
}
