using CaregiverSignal.Demo;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Demo;

public sealed class DemoMailTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_name_that_is_no_name_of_a_file_stops_no_mail()
    {
        await site.AddCaregiver("1", "Jan/Piet");
        await site.RunJobs();
        var id = await site.Value<string>("select id from mail");
        var demo = new DemoMail(site.Installation, site.Database);

        var outcome = await demo.Sender().SendAsync(new OutgoingMail(id, "", "", [1]), Some.Stop);

        Assert.Equal(SendResult.Sent, outcome.Result);
        Assert.Contains(demo.Newest(), name => name.EndsWith(" janpiet", StringComparison.Ordinal));
    }
}
