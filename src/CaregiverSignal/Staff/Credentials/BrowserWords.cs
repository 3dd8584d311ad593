namespace CaregiverSignal.Staff.Credentials;

/// <summary>The kind of browser in plain words, as "Firefox op Windows": enough to know one's own by.</summary>
public static class BrowserWords
{
    /// <remarks>
    /// Their order matters: most browsers also call themselves Chrome, and all call themselves Safari.
    /// </remarks>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ];

    /// <summary>Null when the browser does not say.</summary>
    public static string? Of(HttpContext context) => Of(context.Request.Headers.UserAgent.ToString());

    public static string? Of(string agent)
    {
        var (browser, system) = (Named(Browsers, agent), Named(Systems, agent));
        return (browser, system) switch
        {
            (null, null) => null,
            (_, null) => browser,
            (null, _) => system,
            _ => $"{browser} op {system}",
        };
    }

    private static string? Named((string Mark, string Name)[] known, string agent) =>
        known.FirstOrDefault(one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
