using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Brings a store to this program's schema: runs each numbered .sql file once, forward only.</summary>
public static class Migrations
{
    public static int Newest => Scripts().Last().Number;

    /// <summary>The schema of a store; 0 for a new one.</summary>
    public static int In(Transaction transaction) =>
        transaction.First<string>("select name from sqlite_master where name = 'schema_version'") is null
            ? 0
            : (int)(transaction.One<long?>("select max(number) from schema_version") ?? 0);

    /// <summary>Refuses a store that a newer program made.</summary>
    /// <returns>The schema of the store.</returns>
    /// <exception cref="StorageException">It is newer.</exception>
    public static int RefuseNewer(Transaction transaction, string store)
    {
        var current = In(transaction);
        return current <= Newest
            ? current
            : throw new StorageException(
                $"{store}: has schema {current}, and this program knows up to {Newest}. Use the newer program."
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
    public static void Apply(Transaction transaction, string store, Action<Transaction, int>? beforeUpgrade = null)
    {
        var current = RefuseNewer(transaction, store);
        if (current == Newest)
            return;
        if (current > 0)
            beforeUpgrade?.Invoke(transaction, current);

        transaction.Execute("begin immediate;");
        transaction.Execute(
            "create table if not exists schema_version (number integer primary key, name text not null)"
        );
        foreach (var script in Scripts().Where(script => script.Number > current))
            Run(transaction, script, $"{store}: still has schema {current}, as the upgrade to {Newest} failed");
        transaction.Execute("commit;");
    }

    private static void Run(Transaction transaction, (int Number, string Name, string Sql) script, string failure)
    {
        var (number, name, sql) = script;
        try
        {
            transaction.Execute(sql);
        }
        catch (DbException error) when (!SqliteFile.IsAtFault(error))
        {
            throw new StorageException($"{failure} in {name}: {error.Message}", error);
        }

        transaction.Execute("insert into schema_version (number, name) values (@number, @name)", new { number, name });
    }

    private static IEnumerable<(int Number, string Name, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name =>
                name.Contains(".Migrations.", StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal)
            )
            .Select(name => (Resource: name, Name: name.Split('.')[^2]))
            .Select(script =>
                (
                    int.Parse(script.Name[..4], CultureInfo.InvariantCulture),
                    script.Name,
                    Text(assembly, script.Resource)
                )
            )
            .OrderBy(script => script.Item1);
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
