using System.Globalization;
using System.Net.Sockets;

namespace CaregiverSignal.Hosting;

/// <summary>The socket on which systemd hears how a service of <c>Type=notify</c> is.</summary>
/// <param name="watchdog">After this long without a sign systemd starts the program again; null when it does
/// not.</param>
/// <remarks>sd_notify(3): one datagram with lines NAME=value. There is no answer.</remarks>
public sealed class SystemdSocket(string path, TimeSpan? watchdog)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <summary>How often to report; systemd advises no less than twice in the time that it waits.</summary>
    public TimeSpan Interval => watchdog is { } limit && limit / 3 < Usual ? limit / 3 : Usual;

    /// <summary>Null when systemd did not start the program, or does not want to hear from it.</summary>
    public static SystemdSocket? Of(IConfiguration environment)
    {
        if (environment["NOTIFY_SOCKET"] is not { Length: > 0 } path)
            return null;
        // The variables are inherited: a watchdog for another process is none for us.
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var isMeant = environment["WATCHDOG_PID"] is not { } pid || pid == own;
        return
            isMeant
            && long.TryParse(
                environment["WATCHDOG_USEC"],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var microseconds
            )
            && microseconds > 0
            ? new SystemdSocket(path, TimeSpan.FromMicroseconds(microseconds))
            : new SystemdSocket(path, null);
    }

    /// <returns>False when nobody took it.</returns>
    public bool Send(params string[] lines)
    {
        // A name that begins with @ stands for an address that is no file.
        var address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTimeout = 1000;
            socket.SendTo(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)), address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
