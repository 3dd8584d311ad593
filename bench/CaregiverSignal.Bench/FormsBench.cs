namespace CaregiverSignal.Bench;

/// <summary>
/// Measures forms submitted through the whole product, one page and one post each, as a ratio to a plain program that
/// stores the same rows.
/// </summary>
public static class FormsBench
{
    /// <summary>Until both programs are compiled for what they do most: ours after some thousands of forms.</summary>
    private const int WarmUpSeconds = 30;

    private const int Connections = 64;
    private const int Seconds = 6;

    /// <summary>Responses of earlier months.</summary>
    private const int Stored = 10_000;

    /// <summary>The most forms that are filled in; a server takes longer to seed, and fewer are filled in.</summary>
    private const int OnSqlite = 250_000;

    private const int OnPostgres = 60_000;

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Size size, PostgresServer? server)
    {
        using var place = Place.Fresh(server);
        using var plain = Place.Fresh(server);
        var forms = await Seeding.Product(place, server is null ? OnSqlite : OnPostgres, Stored);
        using var product = await Target.StartAsync("product", place, forms);
        using var reference = await Target.StartAsync("reference", plain, Seeding.Reference());
        await Load.RunAsync(reference, Connections, WarmUpSeconds);
        await Load.RunAsync(product, Connections, WarmUpSeconds);
        var (ours, bare) = await size.AlternateAsync(
            () => Load.RunAsync(reference, Connections, Seconds),
            () => Load.RunAsync(product, Connections, Seconds)
        );
        return [new((server is null ? Goals.FormOnSqlite : Goals.FormOnPostgres).On(server), ours, bare)];
    }
}
