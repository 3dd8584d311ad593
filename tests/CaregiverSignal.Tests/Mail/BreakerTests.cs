using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

public class BreakerTests
{
    private static readonly DateTimeOffset Now = ManualTime.Start;
    private static readonly SendOutcome AccountAtRecipient = new(
        SendResult.NotSentRetry,
        SendScope.Account,
        "rcpt",
        550,
        "5.7.1",
        SendNote.SenderRefused
    );
    private static readonly SendOutcome NoSuchMailbox = new(
        SendResult.NotSentPermanent,
        SendScope.Message,
        "rcpt",
        550,
        "5.1.1",
        SendNote.Refused
    );
    private static readonly SendOutcome BareRefusal = new(
        SendResult.NotSentPermanent,
        SendScope.Message,
        "rcpt",
        554,
        null,
        SendNote.Refused
    );
    private static readonly SendOutcome ContentRefused = new(
        SendResult.NotSentPermanent,
        SendScope.Message,
        "final",
        554,
        "5.7.1",
        SendNote.ContentRefused
    );

    [Theory]
    [InlineData("1 2 5 10 20 30 30", SendScope.Connection, "connect", null)]
    [InlineData("5 15 30 60 60", SendScope.Account, "tls", null)]
    [InlineData("30 60 60", SendScope.Account, "auth", null)]
    [InlineData("15 30 60 60", SendScope.Connection, "rcpt", "4.7.500")]
    public void A_relay_in_trouble_is_left_alone_longer_each_time(
        string minutes,
        SendScope scope,
        string stage,
        string? enhanced
    )
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, scope, stage, Enhanced: enhanced);

        var state = new RelayState();
        foreach (var wait in minutes.Split(' '))
        {
            state = After(state, outcome);
            Assert.Equal(TimeSpan.FromMinutes(int.Parse(wait, CultureInfo.InvariantCulture)), state.PausedUntil - Now);
            Assert.Equal(stage, state.Stage);
            Assert.True(Breaker.IsOpen(state, Now));
        }
    }

    [Fact]
    public void A_mail_that_is_taken_ends_the_trouble()
    {
        var state = After(After(new RelayState(), ScriptedSender.NoConnection), ScriptedSender.Sent);

        Assert.Equal(new RelayState(), state);
        Assert.False(Breaker.IsOpen(state, Now));
    }

    [Theory]
    [InlineData(SendNote.Stopped)]
    [InlineData(SendNote.LeaseLost)]
    [InlineData(SendNote.StoreFailed)]
    public void What_is_nobodys_fault_says_nothing_about_the_relay(SendNote note)
    {
        var before = After(new RelayState(), ScriptedSender.NoConnection);

        Assert.Equal(
            before,
            After(before, new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "body", Note: note))
        );
    }

    [Fact]
    public void One_recipient_at_whom_the_relay_speaks_of_our_account_stops_nobody_else_however_often()
    {
        var state = After(
            After(new RelayState(), AccountAtRecipient, "a@example.org"),
            AccountAtRecipient,
            "a@example.org"
        );

        Assert.False(Breaker.IsOpen(state, Now));
        Assert.Null(state.Stage);
    }

    [Fact]
    public void A_second_recipient_makes_it_the_accounts_trouble()
    {
        var state = After(
            After(new RelayState(), AccountAtRecipient, "a@example.org"),
            AccountAtRecipient,
            "b@example.org"
        );

        Assert.Equal(Now.AddMinutes(5), state.PausedUntil);
        Assert.Equal("rcpt", state.Stage);
    }

    [Fact]
    public void A_mail_taken_in_between_clears_the_suspicion()
    {
        var state = After(
            After(new RelayState(), AccountAtRecipient, "a@example.org"),
            ScriptedSender.Sent,
            "c@example.org"
        );

        Assert.False(Breaker.IsOpen(After(state, AccountAtRecipient, "b@example.org"), Now));
    }

    [Fact]
    public void Two_mails_running_whose_fate_is_unknown_stop_the_rest()
    {
        var one = After(new RelayState(), ScriptedSender.Unsure);
        var two = After(one, ScriptedSender.Unsure);

        Assert.False(Breaker.IsOpen(one, Now));
        Assert.Equal(Now.AddMinutes(15), two.PausedUntil);
        Assert.Equal(Now.AddMinutes(30), After(two, ScriptedSender.Unsure).PausedUntil);
        Assert.False(Breaker.IsOpen(After(After(one, ScriptedSender.Sent), ScriptedSender.Unsure), Now));
    }

    [Fact]
    public void Dead_addresses_stop_nobody_but_refusals_without_a_reason_do_when_they_go_on()
    {
        var dead = Enumerable
            .Repeat(NoSuchMailbox, 20)
            .Aggregate(new RelayState(), (state, outcome) => After(state, outcome));
        var four = Enumerable
            .Repeat(BareRefusal, 4)
            .Aggregate(new RelayState(), (state, outcome) => After(state, outcome));

        Assert.False(Breaker.IsOpen(dead, Now));
        Assert.False(Breaker.IsOpen(four, Now));
        Assert.True(Breaker.IsOpen(After(four, BareRefusal), Now));
    }

    [Fact]
    public void Three_mails_in_an_hour_refused_for_their_content_are_our_name_and_not_the_reader()
    {
        Assert.False(Breaker.IsOpen(After(new RelayState(), ContentRefused, contentRefusals: 2), Now));
        Assert.True(Breaker.IsOpen(After(new RelayState(), ContentRefused, contentRefusals: 3), Now));
    }

    [Fact]
    public void Mail_to_three_domains_put_off_running_is_the_relays_limit_and_to_two_is_greylisting()
    {
        var state = After(new RelayState(), ScriptedSender.Greylisted, domainsPutOff: 2);
        Assert.False(Breaker.IsOpen(state, Now));

        for (var time = 0; time < 3; time++)
            state = After(state, ScriptedSender.Greylisted, domainsPutOff: 3);

        Assert.Equal((Now.AddMinutes(15), "rcpt"), (state.PausedUntil, state.Stage));
    }

    [Theory]
    [InlineData(450, "4.7.1", true)]
    [InlineData(451, null, true)]
    [InlineData(450, "4.2.0", false)]
    [InlineData(452, "4.2.2", false)]
    [InlineData(null, null, false)]
    public void A_full_mailbox_or_a_lost_connection_is_not_put_off_by_a_rule(int? code, string? enhanced, bool byRule)
    {
        Assert.Equal(
            byRule,
            Breaker.IsPutOffByRule(new SendOutcome(SendResult.NotSentRetry, SendScope.Message, "rcpt", code, enhanced))
        );
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_make_a_pause_longer()
    {
        var state = After(new RelayState(), ScriptedSender.NoConnection);

        Assert.False(Breaker.IsOpen(state, Now.AddHours(-2)));
    }

    private static RelayState After(
        RelayState state,
        SendOutcome outcome,
        string to = "a@example.org",
        int contentRefusals = 0,
        int domainsPutOff = 0
    ) =>
        Breaker.After(
            state,
            new LeasedMail { Id = to, EnvelopeTo = to },
            outcome,
            new RecentRefusals(contentRefusals, domainsPutOff),
            Now
        );
}
