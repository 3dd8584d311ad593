using CaregiverSignal.Mail.Sms;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Mail.Sms;

public sealed class SmsTextTests
{
    /// <summary>The signs that count as one, written down again from 3GPP TS 23.038, section 6.2.1.</summary>
    private const string Basic =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
        + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    [Fact]
    public void Whatever_the_words_it_is_one_message_with_the_whole_link_at_its_end() =>
        Law.Holds(
            from words in ArbMap.Default.GeneratorFor<string?>()
            from shorter in ArbMap.Default.GeneratorFor<string?>()
            from length in Gen.Choose(20, 120)
            select (Words: words ?? "", Shorter: shorter ?? "", Link: "https://" + new string('a', length)),
            it =>
                SmsText.Of(it.Words, it.Shorter, it.Link) is { Length: <= 160 } text
                && text.EndsWith(it.Link, StringComparison.Ordinal)
                && text.All(sign => Basic.Contains(sign, StringComparison.Ordinal))
        );

    [Fact]
    public void The_usual_words_stand_unless_they_do_not_fit()
    {
        var link = "https://linde.example/v/0123456789abcdef";

        Assert.Equal($"De Linde: hoe gaat het? {link}", SmsText.Of("De Linde: hoe gaat het?", "Vragen:", link));
        Assert.Equal($"Vragen: {link}", SmsText.Of(new string('x', 120), "Vragen:", link));
    }

    [Theory]
    [InlineData("Zoë Çelik – “’t Huis”", "Zoe Çelik - \"'t Huis\"")]
    [InlineData("Łukasz Ğüneş", "Lukasz Günes")]
    [InlineData("Groet 😀 van ons", "Groet  van ons")]
    public void Letters_lose_the_marks_that_would_cost_a_second_message(string text, string shown) =>
        Assert.Equal(shown, SmsText.Clean(text));

    [Theory]
    [InlineData("06-12345678", "31612345678")]
    [InlineData("06 12 34 56 78", "31612345678")]
    [InlineData("+31 6 12345678", "31612345678")]
    [InlineData("+31 (0)6 12345678", "31612345678")]
    [InlineData("0031612345678", "31612345678")]
    [InlineData("+32 470 12 34 56", "32470123456")]
    [InlineData("+1 201 555 0123", "12015550123")]
    [InlineData("020 123 45 67", null)]
    [InlineData("06 1234", null)]
    [InlineData("bel de buren", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_mobile_number_is_found_however_it_is_written(string? written, string? number) =>
        Assert.Equal(number, MobileNumber.Of(written));

    [Theory]
    [InlineData("{number}@sms.example", true)]
    [InlineData("dienst.{number}@sms.example", true)]
    [InlineData("nummer@sms.example", false)]
    [InlineData("{number}@{number}.example", false)]
    [InlineData("post@{number}.example", false)]
    [InlineData("{number}", false)]
    public void A_gateway_has_an_address_with_one_place_for_the_number(string pattern, bool isOne) =>
        Assert.Equal(isOne, SmsGateway.Of(pattern) is not null);
}
