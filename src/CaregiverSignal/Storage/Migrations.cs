using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Brings a store to this program's schema: runs each numbered .sql file once, forward only.</summary>
public static class Migrations
{
    private const string Common = "Migrations";

    public static int Newest { get; } = Scripts(null).Last().Number;

    /// <summary>The schema of a store; 0 for a new one.</summary>
    public static int In(Transaction transaction, StoreEngine engine) =>
        transaction.All<string>(engine.TablesQuery).Contains("schema_version")
            ? (int)(transaction.One<long?>("select max(number) from schema_version") ?? 0)
            : 0;

    /// <summary>Refuses a store that a newer program made.</summary>
    /// <returns>The schema of the store.</returns>
    /// <exception cref="StorageException">It is newer.</exception>
    public static int RefuseNewer(Transaction transaction, StoreEngine engine)
    {
        var current = In(transaction, engine);
        RefuseNewer(engine.Name, current);
        return current;
    }

    /// <exception cref="StorageException">A newer program made it.</exception>
    public static void RefuseNewer(string store, int schema)
    {
        if (schema > Newest)
            throw new StorageException(
                $"{store}: has schema {schema}, and this program knows up to {Newest}. Use the newer program."
            );
    }

    /// <summary>Refuses to upgrade a store: only the service and the verb <c>upgrade</c> do that.</summary>
    /// <exception cref="StorageException">Always.</exception>
    public static void RefuseOlder(string store, int schema) =>
        throw new StorageException(
            $"{store}: has schema {schema}, and this program needs {Newest}. Run: caregiversignal upgrade"
        );

    /// <summary>Runs what is missing in one transaction: all of it, or nothing.</summary>
    /// <param name="beforeUpgrade">Is called before a store with an older schema is changed, and may refuse.</param>
    /// <exception cref="StorageException">The store was made by a newer program, or a migration failed.</exception>
    public static void Apply(
        Transaction transaction,
        StoreEngine engine,
        Action<Transaction, int>? beforeUpgrade = null
    )
    {
        var current = RefuseNewer(transaction, engine);
        if (current == Newest)
            return;
        if (current > 0)
            beforeUpgrade?.Invoke(transaction, current);

        transaction.Execute(engine.BeginWriting);
        engine.WaitLong(transaction);
        transaction.Execute(
            engine.InItsWords(
                "create table if not exists schema_version (number integer primary key, name text not null)"
            )
        );
        foreach (var script in Scripts(engine).Where(script => script.Number > current))
            Run(transaction, engine, current, script);
        transaction.Execute("commit;");
        transaction.IsPatient = false;
    }

    private static void Run(
        Transaction transaction,
        StoreEngine engine,
        int current,
        (int Number, string Name, string Resource) script
    )
    {
        var (number, name, resource) = script;
        try
        {
            transaction.Execute(engine.InItsWords(Text(resource)));
        }
        catch (DbException error) when (!engine.IsAtFault(error))
        {
            throw new StorageException(
                $"{engine.Name}: still has schema {current}, as the upgrade to {Newest} failed in {name}: {error.Message}",
                error
            );
        }

        transaction.Execute("insert into schema_version (number, name) values (@number, @name)", new { number, name });
    }

    /// <summary>An engine's own script takes the place of the common one with its number.</summary>
    /// <param name="engine">Null for the scripts that every engine has seen the newest of.</param>
    private static IEnumerable<(int Number, string Name, string Resource)> Scripts(StoreEngine? engine) =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name =>
                name.Contains(".Migrations.", StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal)
            )
            .Select(name => (Resource: name, Folder: name.Split('.')[^3], Name: name.Split('.')[^2]))
            .Where(script =>
                script.Folder == (engine?.SchemaFolder ?? Common)
                || (script.Folder == Common && NumberOf(script.Name) > (engine?.SchemaBaseline ?? 0))
            )
            .GroupBy(script => NumberOf(script.Name))
            .OrderBy(same => same.Key)
            .Select(same => same.MaxBy(script => script.Folder != Common))
            .Select(script => (NumberOf(script.Name), script.Name, script.Resource));

    private static int NumberOf(string name) => int.Parse(name[..4], CultureInfo.InvariantCulture);

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
