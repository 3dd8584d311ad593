using System.Threading.Channels;

namespace CaregiverSignal.Time;

/// <summary>
/// Somebody waits for what the next beat does, so it comes sooner than in a minute. Where no beats are due it does
/// nothing.
/// </summary>
public sealed class Nudge
{
    private readonly Channel<bool> given = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Give() => given.Writer.TryWrite(true);

    /// <summary>Completes when there was one since the last time; several are one.</summary>
    public async Task NextAsync(CancellationToken stop) => await given.Reader.ReadAsync(stop);
}
