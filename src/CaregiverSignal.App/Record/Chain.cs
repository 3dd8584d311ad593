using System.Security.Cryptography;

namespace CaregiverSignal.Record;

/// <summary>
/// How far the lines were chained, and what the chain was there: each line's mark is hashed with what came before it.
/// </summary>
/// <remarks>
/// A line can be left out or moved only by whoever has the key, and then all later hashes differ. That the end was cut
/// off is told by a head that was kept elsewhere.
/// </remarks>
/// <param name="Upto">The number of the last line.</param>
/// <param name="Lines">How many lines there were since the record began, those that were deleted too.</param>
public sealed record Chain(long Upto, long Lines, byte[] Hash)
{
    public static Chain Beginning { get; } = new(0, 0, new byte[HMACSHA256.HashSizeInBytes]);

    /// <summary>As it stands in the log and goes on paper: the last line's number and the hash.</summary>
    public string Head => $"{Upto}:{Convert.ToHexStringLower(Hash)}";

    public Chain With(long id, byte[] mark, byte[] key) =>
        new(id, Lines + 1, HMACSHA256.HashData(key, (byte[])[.. Hash, .. mark]));
}
