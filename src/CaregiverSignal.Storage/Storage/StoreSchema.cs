namespace CaregiverSignal.Storage;

/// <summary>Identifies a store's schema by its migrations.</summary>
/// <param name="Number">The last migration's number; 0 for a store without tables.</param>
/// <param name="Hash">SHA-256 of all migrations in order, in lower case; empty if unknown.</param>
public readonly record struct StoreSchema(int Number, string Hash)
{
    private const int ShownOfHash = 12;

    /// <summary>The number and the start of the hash: <c>100-0f3a91c2d4e5</c>.</summary>
    public override string ToString() =>
        Hash.Length < ShownOfHash
            ? FormattableString.Invariant($"{Number}")
            : FormattableString.Invariant($"{Number}-{Hash[..ShownOfHash]}");
}
