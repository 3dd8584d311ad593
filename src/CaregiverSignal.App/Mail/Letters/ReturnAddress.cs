using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The envelope sender of each mail: it identifies the mail, and proves that we wrote it (VERP).</summary>
/// <remarks>Without the key nobody can forge a bounce that is trusted because of its address.</remarks>
public sealed class ReturnAddress(Address mailbox, byte[] key)
{
    /// <summary>
    /// The longest local part of the mailbox: with <c>+</c>, the id, a dot and the proof it fits the 64 octets allowed
    /// before the @.
    /// </summary>
    public const int LongestLocal = 64 - 1 - 32 - 1 - ProofLength;

    private const int ProofLength = 16;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <param name="outboxId">32 lower-case hex digits.</param>
    public string Of(string outboxId, string recipient) =>
        $"{mailbox.Local}+{outboxId}.{ProofOf(outboxId, recipient)}@{mailbox.Domain}";

    /// <summary>Whether we made this tag, for this recipient.</summary>
    public bool IsGenuine(ReturnTag tag, string recipient) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(tag.Proof),
            Encoding.ASCII.GetBytes(ProofOf(tag.OutboxId, recipient))
        );

    /// <summary>80 bits in the letters of RFC 4648, as servers may change capitals to lower case.</summary>
    private string ProofOf(string outboxId, string recipient)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{outboxId}\n{recipient.ToLowerInvariant()}"));
        var proof = new StringBuilder(ProofLength);
        for (var bit = 0; bit < ProofLength * 5; bit += 5)
        {
            var two = (mac[bit / 8] << 8) | mac[(bit / 8) + 1];
            proof.Append(Letters[(two >> (11 - (bit % 8))) & 31]);
        }

        return proof.ToString();
    }
}
