using System.Text;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public class SmtpBodyTests
{
    [Theory]
    [InlineData("a\r\n", "a\r\n", ".\r\n")]
    [InlineData("a", "a", "\r\n.\r\n")]
    [InlineData("", "", ".\r\n")]
    [InlineData(".\r\n..\r\na.b\r\n", "..\r\n...\r\na.b\r\n", ".\r\n")]
    [InlineData("a\r\n.\r\nQUIT\r\n", "a\r\n..\r\nQUIT\r\n", ".\r\n")]
    public void Dots_at_line_starts_are_doubled_and_one_marker_ends_it(string message, string octets, string marker)
    {
        var body = SmtpBody.Of(Encoding.ASCII.GetBytes(message));

        Assert.Equal((octets, marker), (Encoding.ASCII.GetString(body.Octets), Encoding.ASCII.GetString(body.Marker)));
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("a\r")]
    [InlineData("\n.\n")]
    [InlineData("a\r\n.\nQUIT\r\n")]
    [InlineData("a\0\r\n")]
    [InlineData("\u00e9\r\n")]
    public void Bytes_that_a_server_could_read_in_two_ways_are_refused(string message) =>
        Assert.Throws<ArgumentException>(() => SmtpBody.Of(Encoding.Latin1.GetBytes(message)));

    [Fact]
    public void Utf8_is_for_the_recipient_that_needs_it_and_nothing_else_is()
    {
        Assert.Equal("é\r\n"u8.ToArray(), SmtpBody.Of("é\r\n"u8, mayBeUtf8: true).Octets);
        Assert.Throws<ArgumentException>(() => SmtpBody.Of("é\r\n"u8));
        Assert.Throws<ArgumentException>(() => SmtpBody.Of([0xE9, (byte)'\r', (byte)'\n'], mayBeUtf8: true));
    }

    [Fact]
    public void A_line_may_hold_998_octets_and_no_more()
    {
        Assert.Equal(1000, SmtpBody.Of(Encoding.ASCII.GetBytes(new string('a', 998) + "\r\n")).Octets.Length);
        Assert.Throws<ArgumentException>(() => SmtpBody.Of(Encoding.ASCII.GetBytes(new string('a', 999) + "\r\n")));
    }
}
