using System.Diagnostics;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures small writes that all ask for their turn at once, each about somebody else, beside the same done with the
/// driver alone, one after another.
/// </summary>
public static class WritesBench
{
    private const int Writes = 300;

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Size size, PostgresServer? server)
    {
        using var place = Place.Fresh(server);
        await Seeding.Product(place, Writes, 0);
        using var database = await place.Installation("http://127.0.0.1:0").OpenDatabaseAsync();
        using var plain = place.Open();
        var (day, failed) = (new DateOnly(2026, 1, 1), 0);
        // The first are compiled while they run.
        await AtOnceAsync();
        var (ours, driver) = await size.AlternateAsync(OneByOneAsync, AtOnceAsync);
        return [new(Goals.Writes.On(server), ours, driver), new(Goals.Failed.On(server), [failed], [])];

        async Task<double> AtOnceAsync()
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(1, Writes).Select(id => Task.Run(() => WriteAsync(id))));
            return Writes / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        async Task WriteAsync(int id)
        {
            try
            {
                await database.WriteAsync(transaction =>
                    transaction.Execute($"update caregiver set next_due_on = {day} where id = {id}")
                );
            }
            catch (StorageException)
            {
                Interlocked.Increment(ref failed);
            }
        }

        async Task<double> OneByOneAsync()
        {
            var began = Stopwatch.GetTimestamp();
            for (var id = 1; id <= Writes; id++)
            {
                await using var transaction = await plain.BeginTransactionAsync();
                await using var command = plain.CreateCommand();
                (command.Transaction, command.CommandText) = (
                    transaction,
                    Line.Of("update caregiver set next_due_on = '{0:yyyy-MM-dd}' where id = {1}", day, id)
                );
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
            }

            return Writes / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }
}
