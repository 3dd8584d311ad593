using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Brings a store to this program's schema: runs each numbered .sql file once, forward only.</summary>
public static class Migrations
{
    private const string Common = "Migrations";

    public static int Newest => Scripts(null).Last().Number;

    /// <exception cref="StorageException">The store was made by a newer program.</exception>
    public static void Apply(Transaction transaction, StoreEngine engine)
    {
        transaction.Execute(
            engine.InItsWords(
                "create table if not exists schema_version (number integer primary key, name text not null)"
            )
        );
        var current = transaction.One<long?>("select max(number) from schema_version") ?? 0;
        if (current > Newest)
            throw new StorageException(
                $"{engine.Name}: has schema {current}, and this program knows up to {Newest}. Use the newer program."
            );

        foreach (var (number, name, sql) in Scripts(engine).Where(script => script.Number > current))
        {
            transaction.Execute(engine.BeginWriting);
            transaction.Execute(engine.InItsWords(sql));
            transaction.Execute(
                "insert into schema_version (number, name) values (@number, @name)",
                new { number, name }
            );
            transaction.Execute("commit;");
        }
    }

    /// <param name="engine">Null for the scripts that every engine has seen the newest of.</param>
    private static IEnumerable<(int Number, string Name, string Sql)> Scripts(StoreEngine? engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
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
            .Select(script => (NumberOf(script.Name), script.Name, Text(assembly, script.Resource)))
            .OrderBy(script => script.Item1);
    }

    private static int NumberOf(string name) => int.Parse(name[..4], CultureInfo.InvariantCulture);

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
