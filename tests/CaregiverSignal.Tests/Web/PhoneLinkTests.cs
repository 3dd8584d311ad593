using CaregiverSignal.Web;

namespace CaregiverSignal.Tests.Web;

public sealed class PhoneLinkTests
{
    [Theory]
    [InlineData("088-123 45 67", "0881234567")]
    [InlineData("+31 (0)20 123 45 67", "+31201234567")]
    [InlineData("0031 (0) 20 1234567", "0031201234567")]
    [InlineData("(0)20 123 45 67", "0201234567")]
    [InlineData("(020) 123 45 67", "0201234567")]
    public void A_number_is_dialled_without_what_is_left_out_behind_a_country(string number, string address) =>
        Assert.Equal(address, PhoneLink.AddressOf(number));

    [Theory]
    [InlineData("0600009988", "06 00 00 99 88")]
    [InlineData("06 00 00 00 39", "06 00 00 00 39")]
    [InlineData("06-12345678", "06 12 34 56 78")]
    [InlineData("+31612345678", "06 12 34 56 78")]
    [InlineData("0201234567", "020 123 4567")]
    [InlineData("+3227000000", "+32 2 700 00 00")]
    [InlineData("088 123 45 67", "088 123 45 67")]
    [InlineData("12345", "12345")]
    [InlineData("thuis", "thuis")]
    [InlineData("", "")]
    public void A_number_is_shown_in_groups_however_it_was_typed(string number, string shown) =>
        Assert.Equal(shown, PhoneLink.Shown(number));
}
