using System.Globalization;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures forms submitted through the whole product, as a ratio to a plain program that stores the same rows.
/// </summary>
public static class FormsBench
{
    /// <summary>Until the programs are compiled for what they do most.</summary>
    private const int WarmUpSeconds = 8;

    /// <summary>The most forms that are filled in; a server takes longer to seed, and fewer are filled in.</summary>
    private const int OnSqlite = 150_000;

    private const int OnPostgres = 40_000;

    /// <param name="server">Null for SQLite.</param>
    public static async Task<int> RunAsync(Options options, PostgresServer? server)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(server is null ? "SQLite" : "PostgreSQL")}, {options.Connections} connections, {options.Seconds} s a run, {options.Rounds} rounds; a form is one page with one post, or in steps five: open, three pages, send."
            )
        );
        var ratios = Enum.GetValues<Filling>().ToDictionary(filling => filling, _ => new List<double>());
        foreach (var stored in options.Stored)
        {
            using var ours = Place.Fresh(server);
            using var plain = Place.Fresh(server);
            var forms = Seeding.Product(ours, server is null ? OnSqlite : OnPostgres, stored);
            using var product = await Target.StartAsync("product", ours, forms);
            using var reference = await Target.StartAsync("reference", plain, Seeding.Reference());
            foreach (var (filling, found) in ratios)
            {
                await Load.RunAsync([reference], filling, options.Connections, WarmUpSeconds);
                await Load.RunAsync([product], filling, options.Connections, WarmUpSeconds);
                for (var round = 1; round <= options.Rounds; round++)
                {
                    var bare = await Run.MeasureAsync([reference], filling, server, options);
                    var real = await Run.MeasureAsync([product], filling, server, options);
                    found.Add(real.Forms / bare.Forms);
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{stored, 9:N0} responses stored, {NameOf(filling)}, round {round}: product {real}, reference {bare}, ratio {real.Forms / bare.Forms:0.00}"
                        )
                    );
                }
            }
        }

        foreach (var (filling, found) in ratios)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{NameOf(filling)}: ratio lowest {found.Min():0.00}, highest {found.Max():0.00}; the aim is 0.50"
                )
            );
        return 0;
    }

    private static string NameOf(Filling filling) => filling == Filling.Page ? "one page" : "in steps";
}
