using CaregiverSignal.Mail;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

public class RetryTests
{
    private static readonly DateTimeOffset Now = ManualTime.Start;

    [Theory]
    [InlineData("6 15 30 60 120 120 120 120 120 120", 451, "4.7.1", "rcpt")]
    [InlineData("6 15 30", 450, null, "final")]
    [InlineData("240 720 -", 452, "4.2.2", "rcpt")]
    [InlineData("240 720 -", 552, null, "rcpt")]
    [InlineData("5 15 45 120 240 480 480 -", 452, null, "mail")]
    [InlineData("5 15 45 120 240 480 480 -", null, null, "body")]
    public void A_mail_that_was_put_off_waits_longer_each_time_and_is_given_up_where_that_makes_sense(string minutes, int? code, string? enhanced, string stage)
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, SendScope.Message, stage, code, enhanced);

        var attempts = 0;
        foreach (var wait in minutes.Split(' '))
        {
            var settled = Retry.Settle(new LeasedMail { Attempts = attempts }, outcome, 0, Now);
            attempts++;
            Assert.Equal((wait == "-" ? "failed" : "ready", attempts), (settled.State, settled.Attempts));
            if (wait != "-") Assert.Equal(TimeSpan.FromMinutes(int.Parse(wait, System.Globalization.CultureInfo.InvariantCulture)), settled.NextTryAt - Now);
        }

        Assert.False(Retry.IsOfRelay(outcome));
    }

    [Theory]
    [InlineData("1 2 5 10 20 30 30", SendScope.Connection, "connect")]
    [InlineData("5 15 30 60 60", SendScope.Account, "tls")]
    [InlineData("30 60 60", SendScope.Account, "auth")]
    public void A_relay_in_trouble_is_left_alone_longer_each_time_and_the_mail_loses_no_attempt(string minutes, SendScope scope, string stage)
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, scope, stage);

        var failures = 0;
        foreach (var wait in minutes.Split(' '))
        {
            var settled = Retry.Settle(new LeasedMail { Attempts = 2 }, outcome, ++failures, Now);
            Assert.Equal(("ready", 2), (settled.State, settled.Attempts));
            Assert.Equal(TimeSpan.FromMinutes(int.Parse(wait, System.Globalization.CultureInfo.InvariantCulture)), settled.NextTryAt - Now);
        }

        Assert.True(Retry.IsOfRelay(outcome));
    }

    [Theory]
    [InlineData(SendNote.Stopped)]
    [InlineData(SendNote.LeaseLost)]
    public void A_stop_or_a_lost_lease_is_nobodys_fault(string note)
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "body", Note: note);

        var settled = Retry.Settle(new LeasedMail { Attempts = 1 }, outcome, 0, Now);

        Assert.False(Retry.IsOfRelay(outcome));
        Assert.Equal(("ready", 1, Now), (settled.State, settled.Attempts, settled.NextTryAt));
    }

    [Theory]
    [InlineData(SendResult.Sent, "sent", 1, 0)]
    [InlineData(SendResult.NotSentPermanent, "failed", 1, 0)]
    [InlineData(SendResult.Unsure, "unsure", 0, 1)]
    public void A_verdict_ends_the_attempt(SendResult result, string state, int attempts, int unsure)
    {
        var settled = Retry.Settle(new LeasedMail(), new SendOutcome(result, SendScope.Message, "final"), 0, Now);

        Assert.Equal((state, attempts, unsure), (settled.State, settled.Attempts, settled.UnsureCount));
    }
}
