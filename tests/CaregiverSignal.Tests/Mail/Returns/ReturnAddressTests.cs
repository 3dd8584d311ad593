using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

public class ReturnAddressTests
{
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
