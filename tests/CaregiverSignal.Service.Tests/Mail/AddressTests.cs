using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

public class AddressTests
{
    [Theory]
    [InlineData("anna@voorbeeld.nl", "anna@voorbeeld.nl")]
    [InlineData("Anna.de-Vries+post@Voorbeeld.NL", "Anna.de-Vries+post@voorbeeld.nl")]
    [InlineData("o'neil@a.b.example", "o'neil@a.b.example")]
    [InlineData("anna@localhost", "anna@localhost")]
    [InlineData("anna@café.nl", "anna@xn--caf-dma.nl")]
    public void One_plain_address_is_read(string text, string expected)
    {
        Assert.True(Address.TryParse(text, out var address));
        Assert.Equal(expected, address!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("@b.nl")]
    [InlineData("a@")]
    [InlineData("a@b")]
    [InlineData("a@b.nl.")]
    [InlineData("a@.nl")]
    [InlineData("a@-b.nl")]
    [InlineData("a@b_c.nl")]
    [InlineData("a@127.0.0.1")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@b@c.nl")]
    [InlineData(".a@b.nl")]
    [InlineData("a.@b.nl")]
    [InlineData("a..b@c.nl")]
    [InlineData(" a@b.nl")]
    [InlineData("a@b.nl ")]
    [InlineData("a b@c.nl")]
    [InlineData("a@b.nl, c@d.nl")]
    [InlineData("a@b.nl;c@d.nl")]
    [InlineData("Anna <a@b.nl>")]
    [InlineData("<a@b.nl>")]
    [InlineData("\"a\"@b.nl")]
    [InlineData("a@b.nl\r\nRCPT TO:<c@d.nl>")]
    [InlineData("a\n@b.nl")]
    [InlineData("a@b.nl\0")]
    [InlineData("zoë@voorbeeld.example")]
    [InlineData("j\u200Bån@b.nl")]
    [InlineData("j\u202Eån@b.nl")]
    [InlineData("j\u00A0ån@b.nl")]
    [InlineData("j\u0085ån@b.nl")]
    [InlineData("jån\uFF20c@b.nl")]
    [InlineData("jån\uD800@b.nl")]
    [InlineData("jån..a@b.nl")]
    [InlineData("jån a@b.nl")]
    [InlineData("a@b\u2028c.nl")]
    [InlineData("a@b.nl> SIZE=1")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(Address.TryParse(text, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void Lengths_follow_the_standard()
    {
        var local = new string('a', 64);
        var domain = $"{new string('b', 63)}.{new string('c', 63)}.{new string('d', 57)}.nl";

        Assert.True(Address.TryParse($"{local}@{domain}", out _));
        Assert.False(Address.TryParse($"{local}a@b.nl", out _));
        Assert.False(Address.TryParse($"{local}@x{domain}", out _));
        Assert.False(Address.TryParse($"a@{new string('b', 64)}.nl", out _));
    }
}
