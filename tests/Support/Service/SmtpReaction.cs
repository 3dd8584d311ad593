namespace CaregiverSignal.Tests.Support;

/// <summary>
/// What the scripted server does at one stage: says something (or its usual line), then goes on or not.
/// </summary>
/// <param name="Text">Sent as it is, one octet a character; null means the usual reply.</param>
public sealed record SmtpReaction(string? Text, SmtpThen Then = SmtpThen.GoOn)
{
    public static readonly SmtpReaction Usual = new((string?)null);
    public static readonly SmtpReaction Close = new("", SmtpThen.Close);
    public static readonly SmtpReaction Reset = new("", SmtpThen.Reset);
    public static readonly SmtpReaction Hang = new("", SmtpThen.Hang);

    /// <summary>A reply; lines are parted by CRLF, and the last CRLF is added.</summary>
    public static SmtpReaction Say(string reply, SmtpThen then = SmtpThen.GoOn) => new(reply + "\r\n", then);
}

public enum SmtpThen
{
    GoOn,
    Close,
    Reset,
    Hang,

    /// <summary>Says it past the encryption, and closes.</summary>
    InClear,
}
