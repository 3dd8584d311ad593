using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures a folder of people with a hundred answers each: the verb import, and the first tick that judges all, beside
/// a plain program that stores the same rows.
/// </summary>
public static class ImportBench
{
    private const int People = 20_000;

    /// <summary>With these somebody has a hundred answers.</summary>
    private const int CheckIns = 15;

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Size size, PostgresServer? server)
    {
        using var at = Place.Fresh(null);
        var people = size.Of(People);
        ReplayBench.WriteWorld(at.Folder, people, UntilNow);
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

    /// <summary>
    /// Their first check-ins, moved so that the last of them ended in the last two weeks: all are judged, and nobody is
    /// asked again yet.
    /// </summary>
    internal static WorldPerson UntilNow(WorldPerson person, int number)
    {
        List<Wave> waves = [.. person.History.Waves.Take(CheckIns)];
        if (waves is not [.., var last])
            return person;
        var days = Today.DayNumber - last.ClosesOn.DayNumber - (number % 14);
        return person with
        {
            EnrolledOn = person.EnrolledOn.AddDays(days),
            CollapsedOn = null,
            History = person.History with
            {
                Waves =
                [
                    .. waves.Select(wave =>
                        wave with
                        {
                            AskedOn = wave.AskedOn.AddDays(days),
                            ClosesOn = wave.ClosesOn.AddDays(days),
                            AnsweredOn = wave.AnsweredOn?.AddDays(days),
                        }
                    ),
                ],
                Events =
                [
                    .. person
                        .History.Events.Where(happened => happened.Day <= last.ClosesOn)
                        .Select(happened => happened with { Day = happened.Day.AddDays(days) }),
                ],
            },
        };
    }
}
