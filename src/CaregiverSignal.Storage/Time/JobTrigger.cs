using System.Threading.Channels;
using Channel = System.Threading.Channels.Channel;

namespace CaregiverSignal.Time;

/// <summary>Brings the next beat forward because somebody is waiting for what it does. Without a heartbeat it has no
/// effect.</summary>
public sealed class JobTrigger
{
    private readonly Channel<bool> given = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Request() => given.Writer.TryWrite(true);

    /// <summary>Completes once it was requested since the last call; several count as one.</summary>
    public async Task NextAsync(CancellationToken stop) => await given.Reader.ReadAsync(stop);
}
