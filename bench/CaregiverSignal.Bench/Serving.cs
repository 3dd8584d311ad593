namespace CaregiverSignal.Bench;

/// <summary>The child process: the real service without its heartbeat, or the plain program.</summary>
public static class Serving
{
    public static async Task<int> RunAsync(string kind, Place place, string url)
    {
        await using var app = kind == "product" ? await Product(place, url) : Reference.Build(Plain(place), url);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    internal static async Task<WebApplication> Product(Place place, string url)
    {
        var installation = place.Installation(url);
        return CaregiverSignal.Hosting.ServiceHost.Build(
            installation,
            await installation.OpenDatabaseAsync(),
            TimeProvider.System,
            beats: false
        );
    }

    private static IPlainStore Plain(Place place) =>
        place.Connection is null ? new PlainSqlite(place.File) : new PlainPostgres(place.Connection);
}
