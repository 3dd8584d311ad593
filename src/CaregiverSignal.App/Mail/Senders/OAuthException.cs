namespace CaregiverSignal.Mail.Senders;

/// <summary>There is no access token.</summary>
/// <param name="told">Why, in the words of the endpoint; for a person who watches, never for a log.</param>
public sealed class OAuthException(SendNote note, string told) : Exception(told)
{
    /// <summary>The secret cannot be read, the endpoint refuses, or it does not answer.</summary>
    public SendNote Note => note;
}
