using System.Diagnostics;
using System.Net.Sockets;

namespace CaregiverSignal.Tests.Support;

/// <summary>Ports of this machine for servers that are processes of their own.</summary>
internal static class LocalPort
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Below those that the system gives to whoever asks for any, which would take one before it is used.
    /// </summary>
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int given = Environment.ProcessId;

    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref given) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    /// <exception cref="SocketException">The server has ended.</exception>
    public static void WaitUntilItListens(int port, Process server)
    {
        using var never = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            using var socket = new TcpClient();
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!server.HasExited)
            {
                never.Wait(Pause);
            }
        }

        throw new TimeoutException($"Nothing listens on port {port}.");
    }
}
