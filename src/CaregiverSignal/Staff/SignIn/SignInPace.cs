namespace CaregiverSignal.Staff.SignIn;

/// <summary>How often requests of strangers put a link into one mailbox: pure.</summary>
/// <param name="Mailed">How many went since it was last quiet.</param>
/// <param name="LastAt">When the last one went.</param>
/// <remarks>
/// The longest wait is shorter than a link lives, with room for a mail that is slow: whoever is asked for all day has
/// at every moment a link that works, and six mails in the first hour and five in each after it.
/// </remarks>
public sealed record SignInPace(int Mailed, DateTimeOffset LastAt)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(12)];

    /// <summary>After so long without a mail it begins anew.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    public static readonly SignInPace Unasked = new(0, DateTimeOffset.MinValue);

    /// <remarks>A mail that seems to be of the future went before the clock was set back.</remarks>
    public bool Allows(DateTimeOffset now) =>
        Mailed == 0 || now < LastAt || now - LastAt >= Waits[Math.Min(Mailed, Waits.Length) - 1];

    public SignInPace Next(DateTimeOffset now) => new(IsOver(now) ? 1 : Mailed + 1, now);

    public bool IsOver(DateTimeOffset now) => Mailed == 0 || now - LastAt >= Quiet;
}
