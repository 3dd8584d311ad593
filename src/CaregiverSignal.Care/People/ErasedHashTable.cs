using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CaregiverSignal.People;

/// <summary>All SQL on erased_hash: imports recognise erased codes and mail addresses by it, and nobody can read whose
/// they were.</summary>
internal static partial class ErasedHashTable
{
    private const string Code = "erased code";
    private const string Address = "erased address";

    /// <summary>Keeps a list from bringing an erased caregiver back, under any address they had here.</summary>
    public static async Task Add(Transaction transaction, Caregiver erased, DateTimeOffset at)
    {
        var addresses = (await DetailChangeTable.After(transaction, erased.Id))
            .Where(change => change.Field == "email")
            .Select(change => change.OldValue)
            .Append(erased.Email)
            .OfType<string>();
        foreach (
            var hash in addresses
                .Select(address => HashOf(transaction, Address, address))
                .Append(HashOf(transaction, Code, erased.Person))
                .Distinct()
        )
            await transaction.Execute(
                $"insert into erased_hash (hash, erased_at) values ({hash}, {at}) on conflict (hash) do nothing"
            );
    }

    /// <summary>A caregiver came back with this address by their own wish: a list may contain it again.</summary>
    /// <remarks>Their old code stays blocked, as they have another now.</remarks>
    public static async Task CameBack(Transaction transaction, string? address)
    {
        if (address is not null)
            await transaction.Execute($"delete from erased_hash where hash = {HashOf(transaction, Address, address)}");
    }

    public static async Task<IReadOnlySet<string>> Codes(Transaction transaction, IEnumerable<string> codes) =>
        await Erased(transaction, Code, codes);

    public static async Task<IReadOnlySet<string>> Addresses(Transaction transaction, IEnumerable<string> addresses) =>
        await Erased(transaction, Address, addresses);

    private static async Task<HashSet<string>> Erased(Transaction transaction, string kind, IEnumerable<string> values)
    {
        if (!await transaction.One<bool>("select exists (select 1 from erased_hash)"))
            return [];
        var asked = values.ToLookup(value => HashOf(transaction, kind, value));
        return
        [
            .. (
                await transaction.All<string>(
                    $"select hash from erased_hash where hash in ({asked.Select(group => group.Key)})"
                )
            ).SelectMany(hash => asked[hash]),
        ];
    }

    /// <summary>Letter case, hyphens and zero-width characters make no difference, nor does +something in an
    /// address.</summary>
    private static string HashOf(Transaction transaction, string kind, string value)
    {
        var folded = string.Concat(
            value.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes().Select(Plain)
        );
        return transaction.Signatures.Sign(kind, kind == Address ? Tag().Replace(folded, "@") : folded);
    }

    private static string Plain(Rune sign) =>
        Rune.GetUnicodeCategory(sign) switch
        {
            UnicodeCategory.Format => "",
            UnicodeCategory.DashPunctuation => "-",
            _ => sign.ToString(),
        };

    [GeneratedRegex(@"(?<=.)\+[^@]*@", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
