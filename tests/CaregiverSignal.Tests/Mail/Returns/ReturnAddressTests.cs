using System.Security.Cryptography;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

public sealed class ReturnAddressTests
{
    [Fact]
    public void An_address_is_made_for_one_mail_and_proves_it()
    {
        var returns = Make("bounces@example.org", RandomNumberGenerator.GetBytes(32));

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
        var mac = HMACSHA256.HashData(
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

    private static ReturnAddress Make(string mailbox, byte[] key) =>
        new(Address.TryParse(mailbox, out var address) ? address! : throw new ArgumentException(mailbox), key);
}
