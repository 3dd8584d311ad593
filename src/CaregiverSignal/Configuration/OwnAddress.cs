namespace CaregiverSignal.Configuration;

/// <summary>The address at which the program listens.</summary>
public static class OwnAddress
{
    public const string Standard = "http://localhost:5080";

    /// <summary>
    /// The address at which the pages open: the first that the program listens on, with a host name in place of "any".
    /// </summary>
    public static string Of(string? urls)
    {
        var first = (urls ?? Standard).Split(';')[0].TrimEnd('/');
        var named = first
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out _) ? named : Standard;
    }
}
