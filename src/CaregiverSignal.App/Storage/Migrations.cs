using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Brings a store to this program's schema: runs each numbered .sql file once, forward only.</summary>
public static class Migrations
{
    private static readonly IReadOnlyList<Migration> Ours = [.. Embedded()];

    public static int Newest => Ours[^1].Number;

    /// <summary>The schema of a store; 0 for a new one.</summary>
    internal static int In(Transaction transaction, StoreEngine engine) =>
        transaction.All<string>(engine.TablesQuery).Contains("schema_version")
            ? (int)(transaction.One<long?>("select max(number) from schema_version") ?? 0)
            : 0;

    /// <returns>The schema of the store.</returns>
    /// <exception cref="StorageException">See <see cref="RefuseUnknown(string, int)"/>.</exception>
    internal static int RefuseUnknown(Transaction transaction, StoreEngine engine)
    {
        var current = In(transaction, engine);
        RefuseUnknown(engine.Name, current, Ours);
        return current;
    }

    /// <summary>Refuses a store, or a backup, that this program cannot read or bring to its own schema.</summary>
    /// <param name="schema">0 for a new store.</param>
    /// <exception cref="StorageException">A newer program made it, or one from before 0.3.0.</exception>
    public static void RefuseUnknown(string store, int schema) => RefuseUnknown(store, schema, Ours);

    private static void RefuseUnknown(string store, int schema, IReadOnlyList<Migration> migrations)
    {
        if (schema > migrations[^1].Number)
            throw new StorageException(
                $"{store}: has schema {schema}, and this program knows up to {migrations[^1].Number}. Use the newer program that made it."
            );
        if (0 < schema && schema < migrations[0].Number)
            throw new StorageException(
                $"{store}: was made before 0.3.0. Run `caregiversignal export --out DIR` of the program that made it, then `caregiversignal import DIR` here: people, situations, answers, events and networks come along; cases, notes, help, consents and the audit log do not."
            );
    }

    /// <summary>Refuses to upgrade a store: only the service does that.</summary>
    /// <exception cref="StorageException">Always.</exception>
    public static void RefuseOlder(string store, int schema) =>
        throw new StorageException(
            $"{store}: has schema {schema}, and this program needs {Newest}. Start the service: it upgrades the store after a copy of it."
        );

    /// <summary>Runs what is missing in one transaction: all of it, or nothing.</summary>
    /// <param name="beforeUpgrade">Is called before a store with an older schema is changed, and may refuse.</param>
    /// <exception cref="StorageException">Another program made the store (<see cref="RefuseUnknown(string, int)"/>), or a
    /// migration failed.</exception>
    internal static void Apply(Transaction transaction, StoreEngine engine, Action<int>? beforeUpgrade = null) =>
        Apply(transaction, engine, beforeUpgrade, Ours);

    /// <summary>Runs what a store lacks to have the schema of an older program.</summary>
    internal static void ApplyUpto(Transaction transaction, StoreEngine engine, int schema)
    {
        if (In(transaction, engine) < schema)
            Apply(transaction, engine, null, [.. Ours.Where(migration => migration.Number <= schema)]);
    }

    /// <param name="migrations">In their order.</param>
    internal static void Apply(
        Transaction transaction,
        StoreEngine engine,
        Action<int>? beforeUpgrade,
        IReadOnlyList<Migration> migrations
    )
    {
        var newest = migrations[^1].Number;
        var current = In(transaction, engine);
        RefuseUnknown(engine.Name, current, migrations);
        if (current == newest)
            return;
        if (current > 0)
            beforeUpgrade?.Invoke(current);

        transaction.Execute(engine.BeginWriting);
        if (In(transaction, engine) == newest)
        {
            // Another program was quicker.
            transaction.Execute("rollback;");
            return;
        }

        engine.LiftTimeouts(transaction);
        transaction.Execute(
            engine.TranslateMigration(
                "create table if not exists schema_version (number integer primary key, name text not null)"
            )
        );
        foreach (var migration in migrations.Where(migration => migration.Number > current))
            Run(transaction, engine, current, newest, migration);
        transaction.Execute("commit;");
        transaction.IsPatient = false;
    }

    private static void Run(Transaction transaction, StoreEngine engine, int current, int newest, Migration migration)
    {
        try
        {
            transaction.Execute(engine.TranslateMigration(migration.Sql));
        }
        catch (DbException error) when (!engine.IsAtFault(error))
        {
            throw new StorageException(
                $"{engine.Name}: still has schema {current}, as the upgrade to {newest} failed in {migration.Name}: {error.Message}",
                error
            );
        }

        transaction.Execute($"insert into schema_version (number, name) values ({migration.Number}, {migration.Name})");
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
            yield return new Migration(resource.Split('.')[^2], reader.ReadToEnd());
        }
    }
}

/// <param name="Name">Begins with four digits, its number.</param>
/// <param name="Sql">In SQLite's words (<see cref="StoreEngine.TranslateMigration"/>).</param>
public sealed record Migration(string Name, string Sql)
{
    public int Number => int.Parse(Name[..4], CultureInfo.InvariantCulture);
}
