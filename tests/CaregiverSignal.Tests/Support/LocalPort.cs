using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CaregiverSignal.Tests.Support;

/// <summary>Ports of this machine for servers that are processes of their own.</summary>
internal static class LocalPort
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
