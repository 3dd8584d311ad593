using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

public class SmtpSettingsTests
{
    private static readonly OAuthSettings Tokens = new(new("https://login.example/token"), "app", "secret", "mail");

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Clear_text_is_for_this_machine(string host) =>
        Assert.Empty(new SmtpSettings(host, 25, SmtpSecurity.None).Faults());

    public static TheoryData<string, SmtpSettings> Wrong()
    {
        var good = new SmtpSettings("mail.voorbeeld.nl", 465, SmtpSecurity.Tls, "post", "geheim");
        Assert.Empty(good.Faults());
        return new()
        {
            { "Mail:Security", good with { Security = SmtpSecurity.None, User = null } },
            { "Mail:User", good with { Host = "localhost", Security = SmtpSecurity.None } },
            { "Mail:Host", good with { Host = "" } },
            { "Mail:Host", good with { Host = "mail voorbeeld" } },
            { "Mail:Port", good with { Port = 0 } },
            { "Mail:Port", good with { Port = 65536 } },
            { "Mail:Password", good with { Password = null } },
            { "Mail:Password", good with { Password = "" } },
            { "Mail:User", good with { User = null, Password = null, OAuth = Tokens } },
        };
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_and_no_sender_starts_with_it(string named, SmtpSettings settings)
    {
        Assert.Equal(named, Assert.Single(settings.Faults()).Key);
        Assert.Throws<ArgumentException>(() => new RelaySender(settings, new FakeTimeProvider(Some.Start)));
    }

    [Fact]
    public void A_token_file_stands_in_for_a_password() =>
        Assert.Empty(new SmtpSettings("mail.voorbeeld.nl", 465, SmtpSecurity.Tls, "post", OAuth: Tokens).Faults());

    [Fact]
    public void Printed_settings_hold_no_password()
    {
        var printed = new SmtpSettings("mail.voorbeeld.nl", 465, SmtpSecurity.Tls, "post", "geheim").ToString();

        Assert.NotEmpty(printed);
        Assert.Lacks("geheim", printed);
    }
}
