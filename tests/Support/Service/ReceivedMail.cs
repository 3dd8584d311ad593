namespace CaregiverSignal.Tests.Support;

/// <summary>A message as the scripted server saw it, dots undone.</summary>
/// <param name="IsEncrypted">Whether it came over TLS.</param>
public sealed record ReceivedMail(string From, string To, byte[] Bytes, bool IsEncrypted)
{
    /// <summary>The outbox id in its Message-ID.</summary>
    public string Id => ReadMail.From(Bytes).Header("X-CGS-Ref");

    public string Text => Encoding.Latin1.GetString(Bytes);
}
