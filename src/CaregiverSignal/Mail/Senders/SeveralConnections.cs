using System.Collections.Concurrent;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Several connections to one relay, each with one mail at a time.</summary>
/// <remarks>
/// The one that was used last goes first, so that with little mail the others stay closed and their places at the relay
/// free.
/// </remarks>
public sealed class SeveralConnections(IReadOnlyList<IMailSender> connections) : IMailSender, IAsyncDisposable
{
    private readonly ConcurrentStack<IMailSender> idle = new(connections.Reverse());

    public bool RepeatIsHarmless => connections[0].RepeatIsHarmless;

    public int AtOnce => connections.Count;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        // There are no more workers than connections; a mail too many would wait for its turn at the first.
        var isOurs = idle.TryPop(out var connection);
        connection ??= connections[0];
        try
        {
            return await connection.SendAsync(mail, beforeFinal, stop).ConfigureAwait(false);
        }
        finally
        {
            if (isOurs)
                idle.Push(connection);
        }
    }

    /// <summary>Says goodbye on each.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections.OfType<IAsyncDisposable>())
            await connection.DisposeAsync();
    }
}
