namespace CaregiverSignal.Bench;

/// <summary>The child process: the real service without its heartbeat, or the plain program.</summary>
public static class Serving
{
    public static async Task<int> RunAsync(string kind, string folder, string url)
    {
        await using var app =
            kind == "product"
                ? Product(folder, url)
                : await Reference.StartAsync(Path.Combine(folder, "reference.db"), url);
        if (kind == "product")
            await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplication Product(string folder, string url)
    {
        var installation = Seeding.Installation(folder, url);
        return CaregiverSignal.Hosting.Service.Build(
            installation,
            installation.OpenDatabase(),
            TimeProvider.System,
            beats: false
        );
    }
}
