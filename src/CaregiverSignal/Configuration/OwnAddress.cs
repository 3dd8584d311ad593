namespace CaregiverSignal.Configuration;

/// <summary>Where the program listens.</summary>
public static class OwnAddress
{
    public const string Standard = "http://localhost:5080";

    /// <summary>Where the pages open: the first of the addresses listened on, with a name instead of "any".</summary>
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
