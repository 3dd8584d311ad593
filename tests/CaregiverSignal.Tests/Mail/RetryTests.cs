using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

public class RetryTests
{
    private static readonly DateTimeOffset Now = ManualTime.Start;
    private static readonly RelayState Well = new();

    [Theory]
    [InlineData("6 15 30 60 120 120 120 120 120 120", 451, "4.7.1", "rcpt")]
    [InlineData("6 15 30", 450, null, "final")]
    [InlineData("6 15 30", 451, null, "data")]
    [InlineData("240 720 -", 452, "4.2.2", "rcpt")]
    [InlineData("240 720 -", 450, "4.2.2", "rcpt")]
    [InlineData("240 720 -", 552, null, "rcpt")]
    [InlineData("5 15 45 120 240 480 480 -", 452, null, "mail")]
    [InlineData("5 15 45 120 240 480 480 -", null, null, "body")]
    public void A_mail_that_was_put_off_waits_longer_each_time_and_is_given_up_where_that_makes_sense(
        string minutes,
        int? code,
        string? enhanced,
        string stage
    )
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, SendScope.Message, stage, code, enhanced);

        var mail = new LeasedMail();
        foreach (var wait in minutes.Split(' '))
        {
            var settled = Retry.Settle(mail, outcome, Well, Now);
            Assert.Equal(
                (wait == "-" ? MailState.Failed : MailState.Ready, mail.Attempts + 1),
                (settled.State, settled.Attempts)
            );
            if (wait != "-")
                Assert.Equal(Minutes(wait), settled.NextTryAt - Now);
            mail = After(settled);
        }
    }

    [Fact]
    public void A_full_mailbox_gets_its_three_tries_however_often_the_mail_was_greylisted_before()
    {
        var greylisted = new SendOutcome(SendResult.NotSentRetry, SendScope.Message, "rcpt", 451, "4.7.1");
        var full = new SendOutcome(SendResult.NotSentRetry, SendScope.Message, "rcpt", 452, "4.2.2");
        var mail = new LeasedMail();
        for (var times = 0; times < 9; times++)
            mail = After(Retry.Settle(mail, greylisted, Well, Now));

        var settled = Retry.Settle(mail, full, Well, Now);

        Assert.Equal((MailState.Ready, 10, 1), (settled.State, settled.Attempts, settled.ClassAttempts));
        Assert.Equal(TimeSpan.FromHours(4), settled.NextTryAt - Now);
    }

    [Theory]
    [InlineData(SendScope.Connection, "connect")]
    [InlineData(SendScope.Account, "auth")]
    public void A_mail_that_found_the_relay_in_trouble_waits_as_long_as_the_relay_and_loses_no_attempt(
        SendScope scope,
        string stage
    )
    {
        var relay = new RelayState { PausedUntil = Now.AddMinutes(30) };

        var settled = Retry.Settle(
            new LeasedMail { Attempts = 2 },
            new SendOutcome(SendResult.NotSentRetry, scope, stage),
            relay,
            Now
        );

        Assert.Equal((MailState.Ready, 2, Now.AddMinutes(30)), (settled.State, settled.Attempts, settled.NextTryAt));
    }

    [Fact]
    public void A_mail_at_which_the_relay_broke_off_lets_another_one_try_first()
    {
        var relay = new RelayState { PausedUntil = Now.AddMinutes(5) };

        var settled = Retry.Settle(
            new LeasedMail { Attempts = 2 },
            new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "rcpt", 421),
            relay,
            Now
        );

        Assert.Equal((MailState.Ready, 2, Now.AddMinutes(6)), (settled.State, settled.Attempts, settled.NextTryAt));
    }

    [Fact]
    public void A_recipient_at_whom_the_relay_speaks_of_our_account_waits_alone_and_is_not_given_up()
    {
        var outcome = new SendOutcome(
            SendResult.NotSentRetry,
            SendScope.Account,
            "rcpt",
            550,
            "5.7.1",
            SendNote.SenderRefused
        );
        var mail = new LeasedMail();

        foreach (var wait in "5 15 30 60 60".Split(' '))
        {
            var settled = Retry.Settle(mail, outcome, Well, Now);
            Assert.Equal(
                (MailState.Ready, 0, Minutes(wait)),
                (settled.State, settled.Attempts, settled.NextTryAt - Now)
            );
            mail = After(settled);
        }
    }

    [Theory]
    [InlineData(SendNote.Stopped, 0)]
    [InlineData(SendNote.LeaseLost, 0)]
    [InlineData(SendNote.StoreFailed, 1)]
    public void A_stop_a_lost_lease_or_a_store_that_failed_is_nobodys_fault(SendNote note, int minutes)
    {
        var outcome = new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "body", Note: note);

        var settled = Retry.Settle(new LeasedMail { Attempts = 1 }, outcome, Well, Now);

        Assert.Equal(
            (MailState.Ready, 1, Now.AddMinutes(minutes)),
            (settled.State, settled.Attempts, settled.NextTryAt)
        );
    }

    [Theory]
    [InlineData(SendResult.Sent, MailState.Sent, 1, 0)]
    [InlineData(SendResult.NotSentPermanent, MailState.Failed, 1, 0)]
    [InlineData(SendResult.Unsure, MailState.Unsure, 0, 1)]
    public void A_verdict_ends_the_attempt(SendResult result, MailState state, int attempts, int unsure)
    {
        var settled = Retry.Settle(new LeasedMail(), new SendOutcome(result, SendScope.Message, "final"), Well, Now);

        Assert.Equal((state, attempts, unsure), (settled.State, settled.Attempts, settled.UnsureCount));
    }

    [Theory]
    [InlineData("invitation", 48)]
    [InlineData("reminder", 24)]
    public void A_mail_that_asks_is_tried_for_a_day_or_two_from_the_first_time_it_was_put_off(string kind, int hours)
    {
        var mail = new LeasedMail { Kind = kind, TriedForHours = Some.Kind(kind).TriedForHours };
        var now = Now;
        Settlement settled;
        while ((settled = Retry.Settle(mail, ScriptedSender.Greylisted, Well, now)).State == MailState.Ready)
        {
            now = settled.NextTryAt!.Value;
            mail = After(settled) with { Kind = kind, TriedForHours = Some.Kind(kind).TriedForHours };
        }

        Assert.Equal(MailState.Failed, settled.State);
        Assert.InRange(now - Now, TimeSpan.FromHours(hours - 2), TimeSpan.FromHours(hours));
    }

    [Fact]
    public void A_mail_that_waited_longer_than_that_for_a_window_or_a_relay_gets_another_try()
    {
        var first = Retry.Settle(
            new LeasedMail { Kind = "invitation", TriedForHours = 48 },
            ScriptedSender.NoConnection,
            Well,
            Now
        );
        var putOff = Retry.Settle(
            After(first) with
            {
                Kind = "invitation",
                TriedForHours = 48,
            },
            ScriptedSender.Greylisted,
            Well,
            Now.AddDays(4)
        );

        Assert.Equal(MailState.Ready, putOff.State);
        Assert.Equal(
            MailState.Failed,
            Retry
                .Settle(
                    After(putOff) with
                    {
                        Kind = "invitation",
                        TriedForHours = 48,
                    },
                    ScriptedSender.Greylisted,
                    Well,
                    Now.AddDays(7)
                )
                .State
        );
    }

    [Fact]
    public void A_mail_that_an_operator_sends_again_is_tried_as_long_as_before()
    {
        var again = new LeasedMail
        {
            Kind = "invitation",
            TriedForHours = 48,
            FirstPutOffAt = Now.AddDays(-5),
        };

        Assert.Equal(MailState.Ready, Retry.Settle(again, ScriptedSender.Greylisted, Well, Now).State);
    }

    [Fact]
    public void Mails_that_were_put_off_together_come_back_within_a_tenth_of_the_wait_and_each_at_its_own_moment()
    {
        var waits = Enumerable
            .Range(1, 200)
            .Select(number =>
                Retry
                    .Settle(
                        new LeasedMail { Id = (number * 7919L).ToString("x32", CultureInfo.InvariantCulture) },
                        ScriptedSender.Greylisted,
                        Well,
                        Now
                    )
                    .NextTryAt!.Value - Now
            )
            .ToList();

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromMinutes(5.4), TimeSpan.FromMinutes(6.6)));
        Assert.True(waits.Distinct().Count() > 50);
        Assert.True(waits.Max() - waits.Min() > TimeSpan.FromMinutes(1));
    }

    private static LeasedMail After(Settlement settled) =>
        new()
        {
            Attempts = settled.Attempts,
            RetryClass = settled.RetryClass,
            ClassAttempts = settled.ClassAttempts,
            FirstPutOffAt = settled.FirstPutOffAt,
        };

    private static TimeSpan Minutes(string number) =>
        TimeSpan.FromMinutes(int.Parse(number, CultureInfo.InvariantCulture));
}
