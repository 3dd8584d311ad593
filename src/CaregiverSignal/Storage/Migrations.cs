using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Brings a store to this program's schema: runs each numbered .sql file once, forward only.</summary>
public static class Migrations
{
    public static int Newest => Scripts().Last().Number;

    /// <exception cref="StorageException">The store was made by a newer program.</exception>
    public static void Apply(Transaction transaction, string store)
    {
        transaction.Execute(
            "create table if not exists schema_version (number integer primary key, name text not null)"
        );
        var current = transaction.One<long?>("select max(number) from schema_version") ?? 0;
        if (current > Newest)
            throw new StorageException(
                $"{store}: has schema {current}, and this program knows up to {Newest}. Use the newer program."
            );

        foreach (var (number, name, sql) in Scripts().Where(script => script.Number > current))
        {
            transaction.Execute("begin immediate;");
            transaction.Execute(sql);
            transaction.Execute(
                "insert into schema_version (number, name) values (@number, @name)",
                new { number, name }
            );
            transaction.Execute("commit;");
        }
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
