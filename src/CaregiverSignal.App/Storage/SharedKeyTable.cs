using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// All SQL on the keys that the programs on one store share: sealed with a key that the store does not have.
/// </summary>
public static class SharedKeyTable
{
    private const string Purpose = "shared-key";

    /// <summary>Before a sealed value. One without it was written past the program, and is not believed.</summary>
    private const string Sealed = "sealed:";

    /// <summary>The row that says which key seals: of the key it has the id only.</summary>
    private const string Installation = "installation";

    /// <summary>The id of the key in use; null while there is none.</summary>
    public static string? InUse(Transaction transaction) => Stored(transaction, Installation);

    public static void UseKey(Transaction transaction, string id, DateTimeOffset madeAt) =>
        transaction.Execute(
            """
            insert into shared_key (name, value, made_at) values (@Installation, @id, @madeAt)
            on conflict (name) do update set value = excluded.value, made_at = excluded.made_at
            """,
            new
            {
                Installation,
                id,
                madeAt,
            }
        );

    /// <returns>Null when there is none, or it was not sealed, or with a key that is gone.</returns>
    public static string? Get(Transaction transaction, string name) =>
        Stored(transaction, name) is { } value ? Opened(transaction.Keys, name, value) : null;

    private static string? Stored(Transaction transaction, string name) =>
        transaction.First<string>("select value from shared_key where name = @name", new { name });

    private static string? Opened(KeyRing keys, string name, string value) =>
        value.StartsWith(Sealed, StringComparison.Ordinal)
        && keys.Open(Purpose, name, Convert.FromBase64String(value[Sealed.Length..])) is { } clear
            ? Encoding.UTF8.GetString(clear)
            : null;

    private static string SealedBy(KeyRing keys, string name, string value) =>
        Sealed + Convert.ToBase64String(keys.Seal(Purpose, name, Encoding.UTF8.GetBytes(value)));

    /// <summary>The values of all keys whose name begins so.</summary>
    public static IReadOnlyList<string> Beginning(Transaction transaction, string prefix) =>
        [
            .. transaction
                .All<NamedKey>(
                    """
                    select name, value
                    from shared_key
                    where name >= @prefix and name < @prefix || '~'
                    order by name
                    """,
                    new { prefix }
                )
                .Select(key => Opened(transaction.Keys, key.Name, key.Value))
                .OfType<string>(),
        ];

    /// <summary>The value of a name: the one that was added first, or this one.</summary>
    /// <exception cref="StorageException">One is there, and does not open.</exception>
    public static string Kept(Transaction transaction, string name, string value, DateTimeOffset at)
    {
        Add(transaction, name, value, at);
        return Get(transaction, name)
            ?? throw new StorageException(
                $"The row {name} of the table shared_key does not open: a key that this program's file lacks sealed it, or it was not sealed by this program. Copy the key file from a node that has the key; where none has, take the row away."
            );
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
                value = SealedBy(transaction.Keys, name, value),
                at,
            }
        );

    /// <summary>
    /// Seals with the key in use what another sealed, so that an older one does not stay needed for it; what does not
    /// open stays as it is.
    /// </summary>
    /// <param name="keys">Those of which the store says which is in use.</param>
    internal static void SealAnew(Transaction transaction, KeyRing keys, string inUse)
    {
        foreach (var key in All(transaction).Where(key => IdIn(key.Value) is { } id && id != inUse))
        {
            if (Opened(keys, key.Name, key.Value) is { } clear)
                Replace(transaction, key, SealedBy(keys, key.Name, clear));
        }
    }

    private static void Replace(Transaction transaction, NamedKey key, string value) =>
        transaction.Execute(
            "update shared_key set value = @value where name = @Name and value = @before",
            new
            {
                key.Name,
                value,
                before = key.Value,
            }
        );

    /// <summary>The ids of the keys with which what is kept here was sealed.</summary>
    public static IReadOnlyList<string> SealedWith(Transaction transaction) =>
        [.. All(transaction).Select(key => IdIn(key.Value)).OfType<string>()];

    private static IReadOnlyList<NamedKey> All(Transaction transaction) =>
        transaction.All<NamedKey>("select name, value from shared_key order by name");

    /// <returns>Null for what is not sealed.</returns>
    private static string? IdIn(string value) =>
        value.StartsWith(Sealed, StringComparison.Ordinal)
            ? KeyRing.IdIn(Convert.FromBase64String(value[Sealed.Length..]))
            : null;

    private sealed record NamedKey
    {
        public string Name { get; init; } = "";

        public string Value { get; init; } = "";
    }
}
