namespace CaregiverSignal.Storage;

/// <summary>All SQL on the keys that the programs on one store share.</summary>
public static class SharedKeyTable
{
    public static string? Get(Transaction transaction, string name) =>
        transaction.First<string>("select value from shared_key where name = @name", new { name });

    /// <summary>The values of all keys whose name begins so.</summary>
    public static IReadOnlyList<string> Beginning(Transaction transaction, string prefix) =>
        transaction.All<string>(
            """
            select value
            from shared_key
            where name >= @prefix and name < @prefix || '~'
            order by name
            """,
            new { prefix }
        );

    /// <summary>The value of a name: the one that was added first, or this one.</summary>
    public static string Kept(Transaction transaction, string name, string value, DateTimeOffset at)
    {
        Add(transaction, name, value, at);
        return Get(transaction, name)!;
    }

    /// <summary>Keeps the first value of a name.</summary>
    public static void Add(Transaction transaction, string name, string value, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into shared_key (name, value, made_at) values (@name, @value, @at)
            on conflict (name) do nothing
            """,
            new
            {
                name,
                value,
                at,
            }
        );
}
