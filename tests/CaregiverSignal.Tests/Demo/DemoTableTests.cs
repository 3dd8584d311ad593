using CaregiverSignal.Demo;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Demo;

public sealed class DemoTableTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public void After_a_reminder_the_mail_that_waits_is_the_reminder_because_the_link_before_it_is_over()
    {
        site.AddCaregiver();
        site.Beat();
        Assert.Equal("invitation", KindThatWaits());

        site.Advance(TimeSpan.FromDays(7));
        site.Beat();

        Assert.Equal("reminder", KindThatWaits());

        string KindThatWaits()
        {
            var open = site.Database.Read(transaction => DemoTable.OpenInvitation(transaction, site.Coordinator()))!;
            return site.Value<string>($"select kind from mail where id = '{open.MailId}'")!;
        }
    }
}
