using System.Net.Sockets;
using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>The end of systemd's socket on which a service reports.</summary>
internal sealed class NotifySocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket()
    {
        socket.Bind(new UnixDomainSocketEndPoint(Address));
    }

    public string Address => Path.Combine(folder.Name, "notify");

    /// <summary>The lines of the next report.</summary>
    public async Task<string[]> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await ReceiveAsync(patience.Token);
    }

    /// <summary>The first report from now on that has this line.</summary>
    public async Task<string[]> WithAsync(string line)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await ReceiveAsync(patience.Token) is var report && report.Contains(line))
                return report;
        }
    }

    private async Task<string[]> ReceiveAsync(CancellationToken stop)
    {
        var bytes = new byte[4096];
        var length = await socket.ReceiveAsync(bytes, stop);
        return Encoding.UTF8.GetString(bytes, 0, length).Split('\n');
    }

    public void Dispose()
    {
        socket.Dispose();
        folder.Dispose();
    }
}
