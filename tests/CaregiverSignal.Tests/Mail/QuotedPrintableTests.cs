using System.Text;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

public class QuotedPrintableTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Gewoon")]
    [InlineData("eind \r\ntab\t\r\n\r\n")]
    [InlineData(".\r\n..\r\nFrom nu af\r\nFromage")]
    [InlineData("a=b é € 😀")]
    [InlineData("\n.\n en \r.\r en \n.\r\n")]
    public void What_was_written_comes_back(string text) =>
        Assert.Equal(text, ReadMail.DecodeQuotedPrintable(QuotedPrintable.Encode(text)));

    [Fact]
    public void Random_texts_come_back_and_keep_every_line_within_76_octets()
    {
        var random = new Random(20260305);
        var alphabet = new[] { "a", "é", "😀", "=", ".", " ", "\t", "From ", "\r\n", "https://x.nl/?a=b", "€" };
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(400)).Select(_ => alphabet[random.Next(alphabet.Length)])
            );

            var encoded = QuotedPrintable.Encode(text);

            Assert.Equal(text, ReadMail.DecodeQuotedPrintable(encoded));
            Assert.Each(
                encoded.Split("\r\n"),
                line =>
                {
                    Assert.True(line.Length <= 76);
                    Assert.False(
                        line.StartsWith('.')
                            || line.EndsWith(' ')
                            || line.EndsWith('\t')
                            || line.StartsWith("From ", StringComparison.Ordinal),
                        line
                    );
                }
            );
            Assert.Each(Encoding.UTF8.GetBytes(encoded), octet => Assert.InRange(octet, 9, 126));
        }
    }

    [Fact]
    public void A_line_of_exactly_76_is_not_broken()
    {
        Assert.DoesNotContain("=\r\n", QuotedPrintable.Encode(new string('a', 76)), StringComparison.Ordinal);
        Assert.Contains("=\r\n", QuotedPrintable.Encode(new string('a', 77)), StringComparison.Ordinal);
    }
}
