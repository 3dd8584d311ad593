using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>A message as the scripted server saw it, dots undone.</summary>
/// <param name="Connection">1 for the first connection of the listener.</param>
/// <param name="IsEncrypted">Whether it came over TLS.</param>
public sealed record ReceivedMail(string From, string To, byte[] Bytes, int Connection, bool IsEncrypted)
{
    /// <summary>When the server took it, by the clock of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long At { get; init; } = System.Diagnostics.Stopwatch.GetTimestamp();

    public string Text => Encoding.Latin1.GetString(Bytes);
}
