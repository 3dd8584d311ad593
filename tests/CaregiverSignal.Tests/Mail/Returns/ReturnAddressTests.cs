using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Tests.Mail;

public sealed class ReturnAddressTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_address_is_made_for_one_mail_and_proves_it()
    {
        var returns = Make("bounces@example.org", ReturnKey.Of(new SqliteFile(StorePath)).Value);

        var address = returns.Of(Returned.Id, Returned.To);

        Assert.True(Address.TryParse(address, out _));
        Assert.StartsWith($"bounces+{Returned.Id}.", address, StringComparison.Ordinal);
        Assert.True(returns.IsGenuine(ReturnTag.In(address)!, Returned.To));
        Assert.True(returns.IsGenuine(ReturnTag.In(address.ToUpperInvariant())!, Returned.To.ToUpperInvariant()));
        Assert.False(returns.IsGenuine(ReturnTag.In(address)!, "ander@example.org"));
        Assert.False(returns.IsGenuine(ReturnTag.In(address)! with { OutboxId = new string('0', 32) }, Returned.To));
        Assert.False(Make("bounces@example.org", new byte[32]).IsGenuine(ReturnTag.In(address)!, Returned.To));
    }

    [Fact]
    public void The_longest_name_allowed_still_makes_an_address()
    {
        var returns = Make(new string('b', ReturnAddress.LongestLocal) + "@example.org", new byte[32]);

        Assert.True(Address.TryParse(returns.Of(Returned.Id, Returned.To), out _));
    }

    [Fact]
    public void The_proof_is_eighty_bits_of_the_whole_mac()
    {
        var returns = Make("bounces@example.org", new byte[32]);
        var mac = System.Security.Cryptography.HMACSHA256.HashData(
            new byte[32],
            System.Text.Encoding.UTF8.GetBytes($"{Returned.Id}\n{Returned.To}")
        );
        var bits = string.Concat(mac.Select(one => Convert.ToString(one, 2).PadLeft(8, '0')));

        var proof = ReturnTag.In(returns.Of(Returned.Id, Returned.To))!.Proof;

        Assert.Equal(
            bits[..80],
            string.Concat(
                proof.Select(letter =>
                    Convert
                        .ToString("abcdefghijklmnopqrstuvwxyz234567".IndexOf(letter, StringComparison.Ordinal), 2)
                        .PadLeft(5, '0')
                )
            )
        );
    }

    [Fact]
    public async Task The_key_is_made_once_also_by_many_at_once_and_is_for_the_owner_only()
    {
        var stop = TestContext.Current.CancellationToken;
        var keys = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => Task.Run(() => Convert.ToHexString(ReturnKey.Of(new SqliteFile(StorePath)).Value), stop))
        );

        Assert.Single(keys.Distinct());
        var file = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_damaged_key_stops_with_words()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllBytes(KeyPath, [1, 2, 3]);

        Assert.Contains(
            "is not a key",
            Assert.Throws<StorageException>(() => ReturnKey.Of(new SqliteFile(StorePath)).Value).Message,
            StringComparison.Ordinal
        );
    }

    private string StorePath => Path.Combine(folder.Name, "store.db");

    private string KeyPath => Path.Combine(folder.Name, "keys", "returns.key");

    private static ReturnAddress Make(string mailbox, byte[] key) =>
        new(Address.TryParse(mailbox, out var address) ? address! : throw new ArgumentException(mailbox), key);
}
