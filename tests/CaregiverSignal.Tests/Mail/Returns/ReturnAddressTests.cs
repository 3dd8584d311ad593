using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

public class ReturnAddressTests
{
    [Theory]
    [InlineData("bounces+{0}@example.org")]
    [InlineData("bounces={0}@example.org")]
    [InlineData("bounces%2B{0}@example.org")]
    [InlineData("bounces%2b{0}%40example.org")]
    [InlineData("prvs=1234abcd=bounces+{0}@example.org")]
    [InlineData("bounces+{0}=example.org@example.net")]
    public void An_address_names_its_mail_in_the_ways_of_servers_on_the_road(string address)
    {
        Assert.Equal(Returned.Id, ReturnAddress.IdIn(string.Format(null, address, Returned.Id)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(ReturnAddress.LongestLocal)]
    public void An_address_names_its_mail_also_when_a_server_changed_its_letters(int length)
    {
        Assert.True(Address.TryParse(new string('b', length) + "@example.org", out var mailbox));

        var address = new ReturnAddress(mailbox!).Of(Returned.Id);

        Assert.True(Address.TryParse(address, out _));
        Assert.Equal(Returned.Id, ReturnAddress.IdIn($"<{address.ToUpperInvariant()}>"));
        Assert.Null(ReturnAddress.IdIn("bounces@example.org"));
    }
}
