namespace CaregiverSignal.Bench;

/// <summary>
/// Measures a folder of people with a year of answers: the verb import, and the first tick that judges them all, beside
/// a plain program that stores the same rows.
/// </summary>
public static class ImportBench
{
    private const int People = 2000;

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Size size, PostgresServer? server)
    {
        using var at = Place.Fresh(null);
        var people = size.Of(People);
        ReplayBench.WriteWorld(at.Folder, people);
        var program = await Packed.UnpackAsync(at.Folder);
        var (ours, plain) = await size.AlternateAsync(PlainAsync, OursAsync);
        var thousands = people / 1000.0;
        return
        [
            new(
                Goals.Import.Of(people).On(server),
                [.. ours.Select(run => run.Seconds / thousands)],
                [.. plain.Select(run => run.Seconds / thousands)]
            ),
            new(
                Goals.ImportMemory.On(server),
                [.. ours.Select(run => run.Megabytes)],
                [.. plain.Select(run => run.Megabytes)]
            ),
        ];

        async Task<Child> PlainAsync()
        {
            using var place = Place.Fresh(server);
            return await Child.Run(
                Environment.ProcessPath!,
                ["plain-import", at.Folder, place.Folder, place.Connection ?? ""],
                place.Folder
            );
        }

        async Task<Child> OursAsync()
        {
            using var place = Place.Fresh(server);
            var taken = await Child.Run(program, ["import", at.Folder, .. place.Settings], place.Folder);
            var judged = await Child.Run(program, ["tick", .. place.Settings], place.Folder);
            return new(taken.Seconds + judged.Seconds, Math.Max(taken.Megabytes, judged.Megabytes));
        }
    }
}
