using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>A message as the scripted server saw it, dots undone.</summary>
/// <param name="Connection">1 for the first connection of the listener.</param>
/// <param name="IsEncrypted">Whether it came over TLS.</param>
public sealed record ReceivedMail(string From, string To, byte[] Bytes, int Connection, bool IsEncrypted)
{
    public string Text => Encoding.Latin1.GetString(Bytes);
}
