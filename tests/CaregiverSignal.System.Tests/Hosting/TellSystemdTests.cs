using System.Net.Sockets;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>
/// What systemd waits for at a unit with <c>Type=notify</c> and a watchdog. Our units let the program see no other
/// process, as here, where none of systemd began it.
/// </summary>
public class TellSystemdTests
{
    [Fact]
    public async Task It_says_that_its_pages_are_open_that_it_lives_and_that_it_stops()
    {
        using var folder = new ProgramFolder();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(folder.Path("notify")));
        folder.Environment["NOTIFY_SOCKET"] = folder.Path("notify");
        using var service = (await folder.ServeAsync()).Service;

        string[] begun = [await HearAsync(), await HearAsync()];
        service.Terminate();
        var stops = await HearAsync();

        Assert.Equal(["READY=1", "WATCHDOG=1"], begun.Order());
        Assert.Equal("STOPPING=1", stops);
        Assert.Equal(0, (await service.EndAsync()).Code);

        async Task<string> HearAsync()
        {
            var told = new byte[100];
            var length = await systemd.ReceiveAsync(told, Some.Stop).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
            return Encoding.UTF8.GetString(told, 0, length);
        }
    }
}
