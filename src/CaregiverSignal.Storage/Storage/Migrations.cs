using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>Migrates a store to this program's schema: each numbered .sql file runs once, forward only.</summary>
public static class Migrations
{
    internal static readonly IReadOnlyList<Migration> Ours = [.. Embedded()];

    public static int Newest => Ours[^1].Number;

    /// <summary>This program's schema.</summary>
    public static StoreSchema Own { get; } = SchemaOf(Ours, Newest)!.Value;

    /// <summary>The schema of a store.</summary>
    internal static async Task<StoreSchema> InAsync(Transaction transaction, StoreEngine engine)
    {
        if (
            !(await transaction.All<string>(engine.TablesQuery)).Contains("schema_version")
            || await transaction.One<long?>("select max(number) from schema_version") is not { } number
        )
            return new StoreSchema(0, "");
        return new StoreSchema((int)number, await OfNewestAsync(transaction, "hash"));
    }

    /// <summary>A column of the newest migration's row; empty in a store older than the column.</summary>
    private static Task<string> OfNewestAsync(Transaction transaction, string column) =>
        // If the table has no such column, the name refers to the outer query's empty text.
        transaction.One<string>(
            $"""
            select (select {column:sql} from schema_version order by number desc limit 1)
            from (select '' as {column:sql}) as unsaid
            """
        );

    /// <returns>The schema of the store.</returns>
    /// <exception cref="StorageException">See <see cref="RefuseUnknown(string, StoreSchema, string)"/>.</exception>
    internal static Task<StoreSchema> RefuseUnknownAsync(Transaction transaction, StoreEngine engine) =>
        RefuseUnknownAsync(transaction, engine, Ours);

    private static async Task<StoreSchema> RefuseUnknownAsync(
        Transaction transaction,
        StoreEngine engine,
        IReadOnlyList<Migration> migrations
    )
    {
        var current = await InAsync(transaction, engine);
        if (current.Number > 0)
            RefuseUnknown(engine.Name, current, await OfNewestAsync(transaction, "program"), migrations);
        return current;
    }

    /// <summary>Refuses a store or backup that this program can neither read nor migrate.</summary>
    /// <param name="madeBy">The version of the program that made it; empty if unknown.</param>
    /// <exception cref="StorageException">It was made by a newer program, by one before 0.3.0, or by a build between
    /// releases with a different schema of the same number.</exception>
    public static void RefuseUnknown(string store, StoreSchema schema, string madeBy) =>
        RefuseUnknown(store, schema, madeBy, Ours);

    private static void RefuseUnknown(
        string store,
        StoreSchema schema,
        string madeBy,
        IReadOnlyList<Migration> migrations
    )
    {
        var maker = madeBy.Length == 0 ? "the program that made it" : $"the program that made it, {madeBy}";
        if (schema.Number > migrations[^1].Number)
            throw new StorageException(
                $"{store}: has schema {schema}, and this program knows up to {migrations[^1].Number}. Use the newer program that made it{(madeBy.Length == 0 ? "" : $", {madeBy}")}."
            );
        if (schema.Number < migrations[0].Number)
            throw new StorageException($"{store}: was made before 0.3.0. {Way(maker)}");
        var known = SchemaOf(migrations, schema.Number);
        if (known != schema)
            throw new StorageException(
                $"{store}: has schema {schema}, which this program {(known is null ? "does not know" : $"knows as {known}")}: a version between two releases made it. Go on with {maker}; or change over. {Way("that program")}"
            );
    }

    private static string Way(string program) =>
        $"Run `caregiversignal export --out DIR` of {program}, move the store aside, then `caregiversignal import DIR` here: people, situations, answers, events and networks come along; cases, notes, help, consents and the audit log do not.";

    /// <summary>The schema up to a migration; null if there is none of that number.</summary>
    private static StoreSchema? SchemaOf(IReadOnlyList<Migration> migrations, int number)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var migration in migrations)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(migration.Sql));
            if (migration.Number == number)
                return new StoreSchema(number, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }

        return null;
    }

    /// <summary>Refuses to upgrade a store: only the service does that.</summary>
    /// <exception cref="StorageException">Always.</exception>
    public static Task RefuseOlder(string store, int schema) =>
        throw new StorageException(
            $"{store}: has schema {schema}, and this program needs {Newest}. Start the service: it upgrades the store after a copy of it."
        );

    /// <summary>Runs all missing migrations in one transaction.</summary>
    /// <param name="beforeUpgrade">Called before an older store is changed; may refuse.</param>
    /// <exception cref="StorageException">Another program made the store
    /// (<see cref="RefuseUnknown(string, StoreSchema, string)"/>), or a migration failed.</exception>
    internal static Task ApplyAsync(
        Transaction transaction,
        StoreEngine engine,
        Func<int, Task>? beforeUpgrade = null
    ) => ApplyAsync(transaction, engine, beforeUpgrade, Ours);

    /// <summary>Migrates up to the schema of an older program.</summary>
    internal static async Task ApplyUptoAsync(Transaction transaction, StoreEngine engine, int schema)
    {
        if ((await InAsync(transaction, engine)).Number < schema)
            await ApplyAsync(transaction, engine, null, [.. Ours.Where(migration => migration.Number <= schema)]);
    }

    /// <param name="migrations">In order.</param>
    internal static async Task ApplyAsync(
        Transaction transaction,
        StoreEngine engine,
        Func<int, Task>? beforeUpgrade,
        IReadOnlyList<Migration> migrations
    )
    {
        var newest = migrations[^1].Number;
        var current = (await RefuseUnknownAsync(transaction, engine, migrations)).Number;
        if (current == newest)
            return;
        if (current > 0 && beforeUpgrade is not null)
            await beforeUpgrade(current);

        await transaction.Execute(engine.BeginWriting);
        if ((await InAsync(transaction, engine)).Number == newest)
        {
            // Another program migrated it first.
            await transaction.Execute("rollback;");
            return;
        }

        await engine.LiftTimeoutsAsync(transaction);
        await transaction.Execute(
            engine.TranslateMigration(
                "create table if not exists schema_version (number integer primary key, name text not null, hash text not null, program text not null)"
            )
        );
        foreach (var migration in migrations.Where(migration => migration.Number > current))
            await RunAsync(transaction, engine, current, migrations, migration);
        await transaction.Execute("commit;");
        transaction.IsPatient = false;
    }

    private static async Task RunAsync(
        Transaction transaction,
        StoreEngine engine,
        int current,
        IReadOnlyList<Migration> all,
        Migration migration
    )
    {
        try
        {
            await transaction.Execute(engine.TranslateMigration(migration.Sql));
        }
        catch (DbException error) when (!engine.IsAtFault(error))
        {
            throw new StorageException(
                $"{engine.Name}: still has schema {current}, as the upgrade to {all[^1].Number} failed in {migration.Name}: {error.Message}",
                error
            );
        }

        await transaction.Execute(
            $"""
            insert into schema_version (number, name, hash, program)
            values ({migration.Number}, {migration.Name}, {SchemaOf(
                all,
                migration.Number
            )!.Value.Hash}, {ProgramVersion.Full})
            """
        );
    }

    private static IEnumerable<Migration> Embedded()
    {
        var program = Assembly.GetExecutingAssembly();
        foreach (
            var resource in program
                .GetManifestResourceNames()
                .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(program.GetManifestResourceStream(resource)!);
            // Line endings may differ in a checkout on Windows; the schema is the same.
            yield return new Migration(
                resource.Split('.')[^2],
                reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal)
            );
        }
    }
}

/// <param name="Name">Starts with its number of four digits.</param>
/// <param name="Sql">In SQLite's dialect (<see cref="StoreEngine.TranslateMigration"/>).</param>
internal sealed record Migration(string Name, string Sql)
{
    public int Number => int.Parse(Name[..4], CultureInfo.InvariantCulture);
}
