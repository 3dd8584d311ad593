using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Bench;

/// <summary>Measures forms on one node and on two, which serve one store on PostgreSQL.</summary>
/// <remarks>
/// Nodes, server and load share this machine's processors. What a node alone has to do for a form can be spread over
/// machines; what the server does cannot.
/// </remarks>
public static class NodesBench
{
    private const int WarmUpSeconds = 4;
    private const int People = 60_000;

    public static async Task<int> RunAsync(Options options)
    {
        using var server = PostgresServer.Start();
        if (server is null)
            return 2;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} processors, {options.Connections} connections, {options.Seconds} s a run"
            )
        );
        using var place = Place.Fresh(server);
        using var folder = Place.Fresh(null);
        var forms = Seeding.Product(place, People, options.Stored[0]);
        // As docs/operations.md has it: a node that joins gets the keys of the first.
        foreach (var key in Directory.GetFiles(StoreKeys.FolderIn(place.Folder)))
            File.Copy(
                key,
                Path.Combine(
                    Directory.CreateDirectory(StoreKeys.FolderIn(folder.Folder)).FullName,
                    Path.GetFileName(key)
                )
            );
        using var first = await Target.StartAsync("product", place, forms);
        using var second = await Target.StartAsync("product", place with { Folder = folder.Folder }, forms);
        await Load.RunAsync([first, second], Filling.Page, options.Connections, WarmUpSeconds);
        var ratios = new List<double>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var alone = await Run.MeasureAsync([first], Filling.Page, server, options);
            var both = await Run.MeasureAsync([first, second], Filling.Page, server, options);
            ratios.Add(both.Forms / alone.Forms);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round}: one node {alone}, two nodes {both}, ratio {both.Forms / alone.Forms:0.00}"
                )
            );
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio: lowest {ratios.Min():0.00}, highest {ratios.Max():0.00}; the aim is 1.60 where there are cores for both"
            )
        );
        return 0;
    }
}
