namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// One complete reply of the server: three digits, perhaps an enhanced status, and lines that are never logged.
/// </summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">The text after the code, line by line; may be empty strings.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>The first digit: 2, 3, 4 or 5.</summary>
    public int Class => Code / 100;

    /// <summary>
    /// The status of RFC 3463 at the start of a line, last line first; null when there is none or it contradicts the
    /// code.
    /// </summary>
    public string? Enhanced => Lines.Reverse().Select(EnhancedIn).FirstOrDefault(status => status is not null);

    // The server's words stay out of anything that prints a reply.
    public override string ToString() => $"{Code} {Enhanced}".TrimEnd();

    private string? EnhancedIn(string line)
    {
        var word = line.Split(' ', 2)[0];
        var parts = word.Split('.');
        var isStatus =
            parts.Length == 3
            && parts[0] == Class.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && parts.Skip(1).All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));
        return isStatus ? word : null;
    }
}
