using System.Globalization;
using System.Threading.Channels;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Several workers at once keep each promise that one keeps.</summary>
public sealed class SeveralWorkersTests : IDisposable
{
    private const int Workers = 4;

    private static readonly Pace NoLimit = new(0, 0, 0, MailWindow.Always);

    private static readonly SendOutcome WrongPassword = new(
        SendResult.NotSentRetry,
        SendScope.Account,
        "auth",
        535,
        "5.7.8",
        SendNote.SignInRefused
    );

    private static readonly SendOutcome WrongFolder = new(
        SendResult.NotSentRetry,
        SendScope.Account,
        "folder",
        Note: SendNote.FolderNotWritable
    );

    private readonly TestInstallation store = Some.Installation();
    private int queued;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Over_four_connections_each_mail_goes_once_and_as_it_was_stored()
    {
        await using var server = SmtpListener.Start();
        var settings = new SmtpSettings("127.0.0.1", server.Port, SmtpSecurity.None);
        await using var sender = new SeveralConnections([
            .. Enumerable.Range(0, Workers).Select(_ => new RelaySender(settings, TimeProvider.System)),
        ]);
        Queue(100);

        var attempts = Round(sender);

        Assert.Equal("sent", store.Joined("select distinct state || coalesce(last_note, '') from mail"));
        Assert.Equal(100, attempts);
        Assert.Equal(100, store.Count("mail", "state = 'sent' and attempts = 1 and fence = 1"));
        Assert.Equal(100, server.Messages.Count);
        Assert.Equal(
            100,
            server.Messages.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct(StringComparer.Ordinal).Count()
        );
        Assert.Empty(server.Violations);
        Assert.InRange(server.Connections, 2, 8);
    }

    [Fact]
    public void The_paces_are_exact()
    {
        Queue(20, "een.example");
        Queue(20, "twee.example");
        Queue(20, "drie.example");

        Assert.Equal(12, Round(Sender(), NoLimit with { PerMinute = 12, PerDomainPerMinute = 5 }));

        Assert.Equal(12, store.Count("mail_attempt"));
        Assert.Equal(5, Largest());
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(12, Round(Sender(), NoLimit with { PerMinute = 12, PerDomainPerMinute = 5 }));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(120)]
    public void The_daily_limit_is_exact(int limit)
    {
        Queue(limit + 30);

        Assert.Equal(limit, Round(Sender(), NoLimit with { DailySendLimit = limit }));

        Assert.Equal(limit, store.Count("mail", "in_data_at is not null"));
        Assert.Equal(HoldReason.DayLimit, Held());
    }

    [Fact]
    public void A_claim_that_may_come_to_nothing_does_not_pass_the_daily_limit()
    {
        Queue(2);
        store.Database.Write(transaction =>
            MailClaimTable.Lease(transaction, store.Time.Now, store.Time.Now.AddMinutes(20), false, [])
        );

        Assert.Equal(0, Round(Sender(), NoLimit with { DailySendLimit = 1 }));

        Assert.Null(Held());
        Assert.Equal(1, store.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public void A_wrong_password_is_tried_once_and_not_by_each()
    {
        Queue(20);
        var sender = Sender(WrongPassword);

        Assert.Equal(1, Round(sender));

        Assert.Single(sender.Given);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 5)]
    public void When_the_relay_goes_away_all_stop_and_its_pause_is_that_of_one_failure(bool urgent, int minutes)
    {
        Queue(100, urgent: urgent);
        var failure = urgent ? WrongFolder : ScriptedSender.NoConnection;
        // All four are on the way when it goes.
        using var together = new Barrier(Workers);
        var sender = new ScriptedSender([.. Enumerable.Repeat(ScriptedSender.Sent, 13), failure]) { AtOnce = Workers };
        sender.Before = _ =>
        {
            if (sender.Given.Count >= 9)
                together.SignalAndWait(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        };

        Round(sender);

        var relay = store.Database.Read(RelayTable.Get);
        Assert.Equal((1, TimeSpan.FromMinutes(minutes)), (relay.Failures, relay.PausedUntil - store.Time.Now));
        Assert.InRange(sender.Given.Count, 14, 13 + Workers);
        Assert.Equal(87, store.Count("mail", "state = 'ready' and attempts = 0"));
    }

    [Fact]
    public async Task A_connection_that_hangs_holds_up_no_other_mail()
    {
        Queue(20);
        var sender = new HangsAt(7);
        using var loop = Loop(sender, NoLimit);
        await loop.StartAsync(TestContext.Current.CancellationToken);

        await sender.GoneAsync(19);
        Queue(5);
        await sender.GoneAsync(24);
        await loop.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(24, store.Count("mail", "state = 'sent'"));
        Assert.Equal(1, store.Count("mail", "state = 'ready' and attempts = 0"));
    }

    [Fact]
    public void What_is_claimed_together_goes_to_whoever_is_free_and_what_is_left_is_given_back()
    {
        Queue(9);
        var sender = Sender();
        var (first, second) = TwoWorkers(sender);
        Assert.True(first.RunOne(TestContext.Current.CancellationToken));

        // The second takes what the first claimed, and the first begins anew.
        sender.Before = _ =>
        {
            sender.Before = _ => { };
            Assert.Equal(1, second.RunWhile(() => sender.Gone.Count < 2, TestContext.Current.CancellationToken));
        };
        Assert.Equal(2, first.RunWhile(() => sender.Gone.Count < 4, TestContext.Current.CancellationToken));

        Assert.Equal(4, store.Count("mail", "state = 'sent' and attempts = 1"));
        Assert.Equal(5, store.Count("mail", "state = 'ready' and attempts = 0"));
        Assert.Equal(4, store.Count("mail_attempt"));
    }

    [Fact]
    public void A_mail_does_not_go_before_the_verdict_on_the_one_before_it_is_stored()
    {
        Queue(5);
        var sender = Sender();
        var (send, _) = TwoWorkers(sender);
        store.RefuseWrites("update on mail when new.state = 'sent' and new.id like '%2'");

        Assert.ThrowsAny<Exception>(() => send.RunWhile(() => true, TestContext.Current.CancellationToken));

        Assert.Equal((3, 4), (sender.Gone.Count, sender.Given.Count));
        store.PermitWrites();
        send.RunWhile(() => true, TestContext.Current.CancellationToken);
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        send.RunWhile(() => true, TestContext.Current.CancellationToken);
        Assert.Equal(5, store.Count("mail", "state = 'sent' and attempts = 1"));
        Assert.Equal(5, sender.Gone.Count);
    }

    private (SendMail First, SendMail Second) TwoWorkers(IMailSender sender)
    {
        var first = new SendMail(store.Database, sender, NoLimit, store.Time, NullLogger<SendMail>.Instance);
        return (first, first.Another());
    }

    private static ScriptedSender Sender(params SendOutcome[] outcomes) => new(outcomes) { AtOnce = Workers };

    private int Round(IMailSender sender, Pace? pace = null)
    {
        using var loop = Loop(sender, pace ?? NoLimit);
        return loop.Round(TestContext.Current.CancellationToken);
    }

    private MailLoop Loop(IMailSender sender, Pace pace) =>
        new(
            new SendMail(store.Database, sender, pace, store.Time, NullLogger<SendMail>.Instance)
            {
                StopGrace = TimeSpan.Zero,
            },
            sender,
            store.Part<SendHold>(),
            store.Part<Lead>(),
            store.Database,
            store.Time,
            NullLogger<MailLoop>.Instance
        );

    private HoldReason? Held() => store.Database.Read(transaction => SendHold.WhyHeld(transaction, store.Time.Now));

    private long Largest() =>
        store.Value<long>(
            "select max(times) from (select count(*) as times from mail_attempt group by recipient_domain) each_domain"
        );

    private void Queue(int mails, string domain = "voorbeeld.nl", bool urgent = false) =>
        store.Database.Write(transaction =>
        {
            for (var last = queued + mails; queued < last; queued++)
                MailTable.Add(
                    transaction,
                    new QueuedMail(
                        queued.ToString("x32", CultureInfo.InvariantCulture),
                        "post@delinde.nl",
                        string.Create(CultureInfo.InvariantCulture, $"naar{queued}@{domain}"),
                        SomeLetter.Bytes(SomeLetter.Invitation() with { Subject = $"Nummer {queued}" }),
                        new Envelope(
                            Some.Kind("invitation", urgent),
                            string.Create(CultureInfo.InvariantCulture, $"key-{queued}"),
                            store.Time.Now.AddDays(3)
                        ),
                        store.Time.Now
                    )
                );
        });

    /// <summary>Never answers one mail, before its last step, and takes all others.</summary>
    private sealed class HangsAt(int mail) : IMailSender
    {
        private readonly string id = mail.ToString("x32", CultureInfo.InvariantCulture);
        private readonly Channel<string> gone = Channel.CreateUnbounded<string>();
        private int count;

        public bool RepeatIsHarmless => false;

        public int AtOnce => Workers;

        public async Task GoneAsync(int mails)
        {
            var stop = TestContext.Current.CancellationToken;
            for (; count < mails; count++)
                await gone.Reader.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(60), stop);
        }

        public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
        {
            if (mail.Id == id)
                return new TaskCompletionSource<SendOutcome>().Task;
            Assert.True(beforeFinal());
            gone.Writer.TryWrite(mail.Id);
            return Task.FromResult(ScriptedSender.Sent);
        }
    }
}
