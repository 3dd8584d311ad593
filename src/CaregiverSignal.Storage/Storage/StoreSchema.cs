namespace CaregiverSignal.Storage;

/// <summary>Which scripts a store was made by.</summary>
/// <param name="Number">Of the last of them; 0 for a store without any table.</param>
/// <param name="Hash">Of all of them in their order, SHA-256 in small letters; empty where the store does not say it,
/// or has none.</param>
public readonly record struct StoreSchema(int Number, string Hash)
{
    private const int ShownOfHash = 12;

    /// <summary>The number, and as much of the hash as tells schemas apart: <c>100-0f3a91c2d4e5</c>.</summary>
    public override string ToString() =>
        Hash.Length < ShownOfHash
            ? FormattableString.Invariant($"{Number}")
            : FormattableString.Invariant($"{Number}-{Hash[..ShownOfHash]}");
}
