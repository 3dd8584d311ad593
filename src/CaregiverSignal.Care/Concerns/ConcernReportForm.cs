using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Concerns;

/// <param name="Number">Made with the page, and different each time it is requested.</param>
public sealed record ConcernReportForm(
    string Number,
    string Words,
    string About,
    string Minor,
    string Knows,
    string Name,
    string Phone,
    string Email
)
{
    public static ConcernReportForm New() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), "", "", "", "", "", "", "");

    /// <summary>The key of this form's contents: the same form sent twice has the same key, and one changed letter
    /// another.</summary>
    public string DedupeKey() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\0', Number, Words, About, Minor, Knows, Name, Phone, Email))
            )
        );
}
