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
}
