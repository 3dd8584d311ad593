using System.Net;
using System.Net.Sockets;
using System.Text;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>The behaviours S-01 and on of a server, over a real connection in clear text.</summary>
public sealed class SmtpSenderTests : IAsyncDisposable
{
    private readonly SmtpListener server = SmtpListener.Start();
    private readonly ManualTime time = new();
    private readonly OutgoingMail mail = new(
        SomeLetter.Id,
        "bounces@delinde.voorbeeld.nl",
        "anna@voorbeeld.nl",
        SomeLetter.Bytes()
    );
    private readonly SmtpSender sender;

    public SmtpSenderTests() =>
        sender = new SmtpSender(new SmtpSettings("127.0.0.1", server.Port, SmtpSecurity.None), time);

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await server.DisposeAsync();
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task S01_a_server_that_accepts_gets_exactly_our_bytes_in_one_envelope()
    {
        var outcome = await SendAsync();

        Assert.Equal(
            new SendOutcome(SendResult.Sent, SendScope.Message, "final", 250, "2.0.0", QueuedAs: "X"),
            outcome
        );
        var received = Assert.Single(server.Messages);
        Assert.Equal((mail.EnvelopeFrom, mail.EnvelopeTo), (received.From, received.To));
        Assert.Equal(mail.Bytes, received.Bytes);
        Assert.Equal(
            [
                "EHLO localhost",
                $"MAIL FROM:<{mail.EnvelopeFrom}> SIZE={mail.Bytes.Length}",
                $"RCPT TO:<{mail.EnvelopeTo}>",
                "DATA",
            ],
            server.Commands
        );
    }

    public static TheoryData<string, string, string, SendResult, SendScope> Verdicts() =>
        new()
        {
            { "S02", "rcpt", "451 4.7.1 greylisted", SendResult.NotSentRetry, SendScope.Message },
            { "S03", "final", "451 4.7.1 greylisted", SendResult.NotSentRetry, SendScope.Message },
            { "S04", "banner", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S05", "ehlo", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S05", "mail", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S05", "rcpt", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S05", "data", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S06", "final", "421 4.3.2 later", SendResult.NotSentRetry, SendScope.Connection },
            { "S07", "banner", "554 5.7.1 go away", SendResult.NotSentRetry, SendScope.Account },
            { "S07", "ehlo", "550 who", SendResult.NotSentRetry, SendScope.Account },
            { "S08", "mail", "450 later", SendResult.NotSentRetry, SendScope.Message },
            { "S08", "rcpt", "450 later", SendResult.NotSentRetry, SendScope.Message },
            { "S08", "data", "450 later", SendResult.NotSentRetry, SendScope.Message },
            { "S08", "final", "450 later", SendResult.NotSentRetry, SendScope.Message },
            { "S09", "mail", "554 no", SendResult.NotSentRetry, SendScope.Account },
            { "S09", "rcpt", "550 no", SendResult.NotSentPermanent, SendScope.Message },
            { "S09", "data", "554 no", SendResult.NotSentPermanent, SendScope.Message },
            { "S09", "final", "554 no", SendResult.NotSentPermanent, SendScope.Message },
            { "S11", "rcpt", "250-yes\r\n451 no", SendResult.NotSentRetry, SendScope.Connection },
            { "S11", "final", "250-yes\r\n451 no", SendResult.Unsure, SendScope.Message },
            { "S16", "mail", "552 5.3.4 too big", SendResult.NotSentPermanent, SendScope.Message },
            { "S16", "final", "552 5.3.4 too big", SendResult.NotSentPermanent, SendScope.Message },
            { "S17", "mail", "452 4.3.1 disk", SendResult.NotSentRetry, SendScope.Connection },
            { "S17", "rcpt", "452 4.5.3 too many", SendResult.NotSentRetry, SendScope.Connection },
            { "S18", "mail", "550 5.7.60 not you", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "550 5.7.60 not you", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "mail", "553 5.7.1 not you", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "553 5.7.1 not you", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "mail", "530 5.7.0 sign in", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "530 5.7.0 sign in", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "mail", "550 5.7.30 no passwords", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "mail", "503 authenticate first", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "503 authenticate first", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "503 5.5.1 authenticate first", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "data", "503 authenticate first", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "554 relay access denied", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "554 no", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "550 relay not permitted", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "550 5.0.0 Relaying denied", SendResult.NotSentRetry, SendScope.Account },
            {
                "S18",
                "rcpt",
                "553 sorry, that domain is not in my list of allowed rcpthosts",
                SendResult.NotSentRetry,
                SendScope.Account
            },
            { "S18", "rcpt", "550 Authentication is required", SendResult.NotSentRetry, SendScope.Account },
            { "S18", "rcpt", "500 what", SendResult.NotSentRetry, SendScope.Account },
            { "S51", "rcpt", "550 no such person; ask the relay desk", SendResult.NotSentPermanent, SendScope.Message },
            {
                "S51",
                "rcpt",
                "550 5.1.1 sender unknown to the relay; log in",
                SendResult.NotSentPermanent,
                SendScope.Message
            },
            { "S51", "rcpt", "554 5.5.1 no valid recipients", SendResult.NotSentPermanent, SendScope.Message },
            { "S20", "rcpt", "552 5.2.2 full", SendResult.NotSentRetry, SendScope.Message },
            { "S20", "rcpt", "552 full", SendResult.NotSentRetry, SendScope.Message },
            { "S25", "final", "299 fine", SendResult.Sent, SendScope.Message },
            { "S25", "final", "220 fine", SendResult.Sent, SendScope.Message },
            { "S25", "final", "354 more", SendResult.Unsure, SendScope.Message },
            { "S25", "final", "999 what", SendResult.Unsure, SendScope.Message },
            { "S25", "rcpt", "354 what", SendResult.NotSentRetry, SendScope.Connection },
            { "S38", "rcpt", "550 5.1.1 unknown", SendResult.NotSentPermanent, SendScope.Message },
            { "S43", "ehlo", "HTTP/1.1 400 Bad Request\r\n\r\n<html>", SendResult.NotSentRetry, SendScope.Connection },
            { "S43", "mail", "\x1b[2J\0\xff", SendResult.NotSentRetry, SendScope.Connection },
            { "S43", "final", "\x1b[2J\0\xff", SendResult.Unsure, SendScope.Message },
            { "S48", "mail", "451 4.7.500 slow down", SendResult.NotSentRetry, SendScope.Connection },
            { "S48", "rcpt", "550 5.7.233 too many", SendResult.NotSentRetry, SendScope.Account },
            { "S49", "rcpt", "251 forwarded", SendResult.Sent, SendScope.Message },
            { "S49", "rcpt", "252 perhaps", SendResult.Sent, SendScope.Message },
            { "S50", "final", "550 5.7.1 spam", SendResult.NotSentPermanent, SendScope.Message },
            { "S50", "final", "554 5.7.1 spam", SendResult.NotSentPermanent, SendScope.Message },
            { "S51", "rcpt", "550 5.1.10 unknown", SendResult.NotSentPermanent, SendScope.Message },
            { "S51", "rcpt", "556 5.1.10 null mx", SendResult.NotSentPermanent, SendScope.Message },
            { "S52", "final", "550 5.7.26 dmarc", SendResult.NotSentRetry, SendScope.Account },
        };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public async Task A_verdict_says_what_comes_next_and_whom_it_concerns(
        string row,
        string stage,
        string reply,
        SendResult result,
        SendScope scope
    )
    {
        Assert.NotEmpty(row);
        server.On(stage, reply);

        var outcome = await SendAsync();

        Assert.Equal((result, scope), (outcome.Result, outcome.Scope));
        Assert.Equal(result == SendResult.Sent ? 1 : 0, server.Messages.Count);
        Assert.Equal(result == SendResult.Sent ? "final" : stage, outcome.Stage);
        if (stage is "mail" or "rcpt" && result != SendResult.Sent)
            Assert.DoesNotContain("DATA", server.Commands);
    }

    [Fact]
    public async Task S02_after_greylisting_the_same_bytes_go_again()
    {
        server.On("final", SmtpReaction.Say("451 4.7.1 later"), SmtpReaction.Usual);

        await SendAsync();
        var second = await SendAsync();

        Assert.Equal(SendResult.Sent, second.Result);
        Assert.Equal(2, server.Bodies.Count);
        Assert.Equal(server.Bodies[0].Bytes, server.Bodies[1].Bytes);
    }

    [Fact]
    public async Task S10_replies_of_many_lines_are_as_good_as_short_ones()
    {
        server
            .On("rcpt", string.Concat(Enumerable.Repeat("250-\r\n", 127)) + "250 2.1.5 OK")
            .On("final", "250-een\r\n250-\r\n250 2.6.0 twee");

        var outcome = await SendAsync();

        Assert.Equal((SendResult.Sent, "2.6.0"), (outcome.Result, outcome.Enhanced));
    }

    [Fact]
    public async Task S15_a_message_over_the_offered_size_is_not_even_announced()
    {
        server.Offers = ["SIZE 500"];

        var outcome = await SendAsync();

        Assert.Equal(
            (SendResult.NotSentPermanent, SendScope.Message, SendNote.TooLarge),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.Equal(["EHLO localhost"], server.Commands);
    }

    [Theory]
    [InlineData("452 4.2.2 vol")]
    [InlineData("552 5.2.2 vol")]
    [InlineData("552 vol")]
    public async Task S19_a_full_mailbox_is_called_that(string reply)
    {
        server.On("rcpt", reply);

        Assert.Equal(SendNote.MailboxFull, (await SendAsync()).Note);
    }

    public static TheoryData<string, SmtpReaction> Endings() =>
        new()
        {
            { "S21", SmtpReaction.Close },
            { "S22", SmtpReaction.Reset },
            { "S24", new SmtpReaction("25", SmtpThen.Close) },
            { "S24", new SmtpReaction("250-accepted\r\n", SmtpThen.Close) },
            { "S24", new SmtpReaction("250 OK", SmtpThen.Close) },
        };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task An_end_after_the_marker_without_a_verdict_is_unsure(string row, SmtpReaction ending)
    {
        Assert.NotEmpty(row);
        server.On("final", ending);

        var outcome = await SendAsync();

        Assert.Equal(
            new SendOutcome(SendResult.Unsure, SendScope.Message, "final", Note: SendNote.ConnectionLost),
            outcome
        );
        Assert.Single(server.Bodies);
    }

    public static TheoryData<string, SmtpReaction> EarlyEndings()
    {
        var endings = new TheoryData<string, SmtpReaction>();
        foreach (var stage in (string[])["banner", "ehlo", "mail", "rcpt", "data", "body"])
        {
            endings.Add(stage, SmtpReaction.Close);
            endings.Add(stage, SmtpReaction.Reset);
        }
        return endings;
    }

    [Theory]
    [MemberData(nameof(EarlyEndings))]
    public async Task An_end_before_the_marker_is_a_plain_retry(string stage, SmtpReaction ending)
    {
        server.On(stage, ending);

        var outcome = await SendAsync(beforeFinal: () => Wait(server.Reached(stage)));

        Assert.Equal((SendResult.NotSentRetry, SendNote.ConnectionLost), (outcome.Result, outcome.Note));
        Assert.Equal(stage == "body" ? SendScope.Message : SendScope.Connection, outcome.Scope);
        // A reset at once can overtake the news that the connection stands.
        if (stage != "banner")
            Assert.Equal(stage, outcome.Stage);
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task S14_silence_after_the_marker_is_unsure_after_ten_minutes_and_not_before()
    {
        server.On("final", SmtpReaction.Hang);

        var sending = SendAsync();
        await server.Reached("final");
        time.Advance(TimeSpan.FromMinutes(9.9));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal(
            new SendOutcome(SendResult.Unsure, SendScope.Message, "final", Note: SendNote.TimedOut),
            await sending
        );
    }

    [Theory]
    [InlineData("banner", 300)]
    [InlineData("ehlo", 120)]
    [InlineData("mail", 300)]
    [InlineData("rcpt", 300)]
    [InlineData("data", 120)]
    [InlineData("body", 180)]
    public async Task S13_silence_before_the_marker_ends_at_the_limit_of_its_stage(string stage, int seconds)
    {
        server.On(stage, SmtpReaction.Hang);
        var large = mail with { Bytes = LargeBytes() };

        var sending = SendAsync(stage == "body" ? large : mail);
        await server.Reached(stage);
        Assert.True(
            SpinWait.SpinUntil(() => time.IsAwaitedNextIn(TimeSpan.FromSeconds(seconds)), TimeSpan.FromMinutes(1))
        );
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var outcome = await sending;
        var scope = SendScope.Connection;
        Assert.Equal(
            (SendResult.NotSentRetry, scope, stage, SendNote.TimedOut),
            (outcome.Result, outcome.Scope, outcome.Stage, outcome.Note)
        );
    }

    [Fact]
    public async Task S13_a_machine_that_never_takes_the_connection_is_left_after_half_a_minute()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A full queue drops what comes on Linux only.");
        using var deaf = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        await first.ConnectAsync(deaf.LocalEndPoint!, TestContext.Current.CancellationToken);
        await using var other = new SmtpSender(
            new SmtpSettings("127.0.0.1", ((IPEndPoint)deaf.LocalEndPoint!).Port, SmtpSecurity.None),
            time
        );

        var sending = other.SendAsync(mail, () => true, CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => time.IsAwaitedWithin(TimeSpan.FromSeconds(30)), TimeSpan.FromMinutes(1)));
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "connect", Note: SendNote.TimedOut),
            await sending
        );
    }

    [Theory]
    [InlineData("rcpt", SendResult.NotSentRetry, 300)]
    [InlineData("final", SendResult.Unsure, 600)]
    public async Task S12_a_reply_that_comes_drop_by_drop_gains_no_time(string stage, SendResult result, int seconds)
    {
        server.On(stage, new SmtpReaction("250-", SmtpThen.Drip));

        var sending = SendAsync();
        await server.Reached(stage);
        for (var waited = 0; waited < seconds; waited += 20)
        {
            Assert.False(sending.IsCompleted);
            server.Drop();
            time.Advance(TimeSpan.FromSeconds(20));
        }

        var outcome = await sending;
        Assert.Equal((result, stage, SendNote.TimedOut), (outcome.Result, outcome.Stage, outcome.Note));
    }

    [Fact]
    public async Task S44_a_tarpit_gets_its_time_and_the_mail_goes()
    {
        server.BeforeReply = () => time.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task However_patient_each_stage_is_all_of_them_end_at_the_hard_limit()
    {
        server.BeforeReply = () => time.Advance(TimeSpan.FromSeconds(80));

        var outcome = await SendAsync();

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, SendNote.TimedOut),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task S12_half_a_reply_does_not_win_time()
    {
        server.On("rcpt", new SmtpReaction("250-een\r\n25", SmtpThen.Hang));

        var sending = SendAsync();
        await server.Reached("rcpt");
        time.Advance(SmtpSender.HardLimit);

        Assert.Equal(SendNote.TimedOut, (await sending).Note);
    }

    [Fact]
    public async Task S13_a_server_that_stops_reading_the_body_is_left_at_the_hard_limit()
    {
        server.On("body", SmtpReaction.Hang);
        var large = mail with { Bytes = LargeBytes() };
        var isAsked = false;

        var sending = sender.SendAsync(large, () => isAsked = true, CancellationToken.None);
        await server.Reached("body");
        time.Advance(SmtpSender.HardLimit);

        Assert.Equal((SendResult.NotSentRetry, "body"), ((await sending).Result, (await sending).Stage));
        Assert.False(isAsked);
    }

    [Fact]
    public async Task S23_a_verdict_counts_even_when_the_server_leaves_at_once()
    {
        server.On("final", SmtpReaction.Say("250 2.0.0 OK", SmtpThen.Close));

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("552 5.3.4 too big", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("554 no", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("421 closing", SendResult.NotSentRetry, SendScope.Connection)]
    [InlineData("250 too early to be true", SendResult.NotSentRetry, SendScope.Connection)]
    public async Task S27_a_verdict_in_the_middle_of_the_body_means_no_marker(
        string reply,
        SendResult result,
        SendScope scope
    )
    {
        server.On("body", SmtpReaction.Say(reply, SmtpThen.HalfClose));

        var outcome = await SendAsync(beforeFinal: () => Wait(server.Reached("body")));

        Assert.Equal((result, scope, "body"), (outcome.Result, outcome.Scope, outcome.Stage));
        await server.Ended();
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task S27_a_refusal_in_the_body_counts_although_the_server_goes_on_listening()
    {
        server.On("body", "552 5.3.4 too big");

        var outcome = await SendAsync(beforeFinal: () => Wait(server.Reached("body")));

        Assert.Equal((SendResult.NotSentPermanent, SendNote.TooLarge), (outcome.Result, outcome.Note));
    }

    [Fact]
    public async Task S41_a_body_full_of_dots_arrives_as_it_was()
    {
        var letter = SomeLetter.Invitation() with
        {
            Blocks = [new Lines([".", "..", ".hidden", "From nu af", "\n.\n", "\r.\r", "\n.\r\n"])],
        };
        var dotted = mail with { Bytes = Encoding.ASCII.GetBytes("Date: x\r\nFrom: x\r\n\r\n.\r\n..\r\n.a\r\n") };

        await SendAsync(mail with { Bytes = SomeLetter.Bytes(letter) });
        await SendAsync(dotted);

        Assert.Equal(
            ".\r\n..\r\n.hidden\r\nFrom nu af\r\n.\r\n.\r\n.\r\n",
            ReadMail.From(server.Messages[0].Bytes).Text
        );
        Assert.Equal(dotted.Bytes, server.Messages[1].Bytes);
    }

    [Fact]
    public async Task S42_even_for_a_lenient_server_our_mails_hold_no_lonely_dot()
    {
        var letter = SomeLetter.Invitation() with { Blocks = [new Lines(["een", ".", "MAIL FROM:<x@y.nl>"])] };

        await SendAsync(mail with { Bytes = SomeLetter.Bytes(letter) });

        var raw = Encoding.ASCII.GetString(server.RawBody);
        Assert.EndsWith("\r\n.\r\n", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("\n.", raw[..^3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_marker_leaves_alone_and_after_the_callers_word()
    {
        byte[] seen = [];

        await SendAsync(beforeFinal: () =>
        {
            SpinWait.SpinUntil(() => server.RawBody.Length >= mail.Bytes.Length);
            seen = server.RawBody;
            return true;
        });

        Assert.Equal(mail.Bytes, seen);
        Assert.Equal([.. mail.Bytes, .. ".\r\n"u8], server.RawBody);
    }

    [Fact]
    public async Task A_stop_before_the_callers_word_gives_the_mail_back()
    {
        server.On("rcpt", SmtpReaction.Hang);
        using var stop = new CancellationTokenSource();

        var sending = sender.SendAsync(mail, () => true, stop.Token);
        await server.Reached("rcpt");
        await stop.CancelAsync();

        Assert.Equal(
            new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "rcpt", Note: SendNote.Stopped),
            await sending
        );
    }

    [Fact]
    public async Task One_connection_carries_many_messages_with_a_reset_between_them()
    {
        await SendAsync();
        await SendAsync();

        Assert.Equal((2, 1), (server.Messages.Count, server.Connections));
        Assert.Single(server.Commands, "RSET");
        await sender.DisposeAsync();
        Assert.Equal("QUIT", server.Commands[^1]);
    }

    [Fact]
    public async Task A_connection_is_renewed_after_50_messages_and_after_five_minutes_of_rest()
    {
        for (var i = 0; i < 51; i++)
            await SendAsync();
        Assert.Equal(2, server.Connections);

        time.Advance(TimeSpan.FromMinutes(6));
        await SendAsync();

        Assert.Equal(3, server.Connections);
        Assert.Equal(52, server.Messages.Count);
    }

    public static TheoryData<SmtpReaction> ResetAnswers() =>
        new(SmtpReaction.Say("421 bye"), SmtpReaction.Say("500 no"), SmtpReaction.Close, SmtpReaction.Reset);

    [Theory]
    [MemberData(nameof(ResetAnswers))]
    public async Task S45_trouble_at_the_reset_costs_a_connection_and_no_message(SmtpReaction reaction)
    {
        server.On("rset", reaction);

        await SendAsync();
        var second = await SendAsync();

        Assert.Equal(SendResult.Sent, second.Result);
        Assert.Equal((2, 2), (server.Messages.Count, server.Connections));
    }

    [Fact]
    public async Task S47_a_limit_per_connection_is_no_fault_of_the_message()
    {
        server.On(
            "mail",
            SmtpReaction.Usual,
            SmtpReaction.Usual,
            SmtpReaction.Say("421 4.7.0 enough", SmtpThen.Close),
            SmtpReaction.Usual
        );

        var outcomes = new[] { await SendAsync(), await SendAsync(), await SendAsync(), await SendAsync() };

        Assert.Equal(
            [SendResult.Sent, SendResult.Sent, SendResult.NotSentRetry, SendResult.Sent],
            outcomes.Select(outcome => outcome.Result)
        );
        Assert.Equal(SendScope.Connection, outcomes[2].Scope);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task S51_a_refused_recipient_leaves_the_connection_for_the_next()
    {
        server.On("rcpt", SmtpReaction.Say("550 5.1.1 unknown"), SmtpReaction.Usual);

        await SendAsync();
        await SendAsync();

        Assert.Equal((1, 1), (server.Messages.Count, server.Connections));
    }

    [Fact]
    public async Task S37_a_second_reply_in_the_same_packet_is_never_taken_for_the_next_answer()
    {
        server.On("mail", "250 2.1.0 OK\r\n250 2.1.5 smuggled");

        var outcome = await SendAsync();

        Assert.Equal((SendResult.NotSentRetry, SendScope.Connection), (outcome.Result, outcome.Scope));
        Assert.DoesNotContain("DATA", server.Commands);
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("SMTPUTF8")]
    public async Task S39_an_address_that_needs_SMTPUTF8_fails_before_MAIL_where_that_is_not_offered(string offer)
    {
        server.Offers = [offer];

        var outcome = await SendAsync(International());

        Assert.Equal(
            new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "rcpt", Note: SendNote.NeedsSmtpUtf8),
            outcome
        );
        Assert.Equal(["EHLO localhost"], server.Commands);
        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task S39_an_address_that_needs_SMTPUTF8_gets_its_mail_where_that_is_offered()
    {
        server.Offers = ["8BITMIME", "SMTPUTF8"];
        var sent = International();

        Assert.Equal(SendResult.Sent, (await SendAsync(sent)).Result);
        Assert.Contains($"MAIL FROM:<{mail.EnvelopeFrom}> BODY=8BITMIME SMTPUTF8", server.Commands);
        var received = Assert.Single(server.Messages);
        Assert.Equal("zoë@voorbeeld.nl", received.To);
        Assert.Equal(sent.Bytes, received.Bytes);
    }

    [Fact]
    public async Task S39_a_mail_that_does_not_need_SMTPUTF8_does_not_ask_for_it()
    {
        server.Offers = ["8BITMIME", "SMTPUTF8"];

        await SendAsync();

        Assert.Contains($"MAIL FROM:<{mail.EnvelopeFrom}>", server.Commands);
    }

    [Fact]
    public async Task S39_a_server_that_offers_SMTPUTF8_and_then_cannot_is_no_reason_to_stop_all_mail()
    {
        server.Offers = ["8BITMIME", "SMTPUTF8"];
        server.On("mail", "550 5.6.7 not for you");

        var outcome = await SendAsync(International());

        Assert.Equal(
            (SendResult.NotSentPermanent, SendScope.Message, SendNote.NeedsSmtpUtf8),
            (outcome.Result, outcome.Scope, outcome.Note)
        );
    }

    [Fact]
    public async Task S39_a_domain_outside_ASCII_travels_in_its_ASCII_form()
    {
        await SendAsync(mail with { EnvelopeTo = "anna@café.nl" });

        Assert.Equal("anna@xn--caf-dma.nl", Assert.Single(server.Messages).To);
    }

    [Fact]
    public async Task S40_no_offer_of_8BITMIME_is_needed()
    {
        server.Offers = [];

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Contains($"MAIL FROM:<{mail.EnvelopeFrom}>", server.Commands);
    }

    [Fact]
    public async Task S42_a_server_that_ends_data_at_bare_line_feeds_still_sees_one_message()
    {
        server.IsLenient = true;
        var letter = SomeLetter.Invitation() with
        {
            Blocks = [new Lines(["een\n.\n", "\n.\r\n", ".", "MAIL FROM:<x@y.nl>", "\r.\r"])],
        };
        var sent = mail with { Bytes = SomeLetter.Bytes(letter) };

        Assert.Equal(SendResult.Sent, (await SendAsync(sent)).Result);
        Assert.Equal(sent.Bytes, Assert.Single(server.Bodies).Bytes);
        Assert.Equal(1, server.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ehlo", SendResult.NotSentRetry)]
    [InlineData("final", SendResult.Unsure)]
    public async Task S43_a_line_without_end_is_cut_short(string stage, SendResult result)
    {
        server.On(stage, new SmtpReaction("250 " + new string('x', 100 * 1024), SmtpThen.Hang));

        var outcome = await SendAsync();

        Assert.Equal((result, stage, SendNote.UnreadableReply), (outcome.Result, outcome.Stage, outcome.Note));
    }

    [Fact]
    public async Task S46_a_second_connection_that_is_one_too_many_is_a_retry()
    {
        server.On("banner", SmtpReaction.Usual, SmtpReaction.Say("421 4.7.0 too many", SmtpThen.Close));
        await using var other = new SmtpSender(new SmtpSettings("127.0.0.1", server.Port, SmtpSecurity.None), time);

        await SendAsync();
        var outcome = await other.SendAsync(mail, () => true, CancellationToken.None);

        Assert.Equal(
            (SendResult.NotSentRetry, SendScope.Connection, 421),
            (outcome.Result, outcome.Scope, outcome.Code)
        );
        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
    }

    [Theory]
    [InlineData("ehlo")]
    [InlineData("mail")]
    [InlineData("rcpt")]
    [InlineData("data")]
    [InlineData("final")]
    public async Task S05_S06_a_connection_that_said_421_is_not_used_again(string stage)
    {
        server.On(stage, SmtpReaction.Say("421 4.3.2 later"), SmtpReaction.Usual);

        await SendAsync();

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_server_that_does_not_know_EHLO_is_greeted_with_HELO_and_gets_no_extension(int code)
    {
        server.On("ehlo", $"{code} what");

        Assert.Equal(SendResult.Sent, (await SendAsync()).Result);
        Assert.Equal(["EHLO localhost", "HELO localhost", $"MAIL FROM:<{mail.EnvelopeFrom}>"], server.Commands.Take(3));
    }

    [Theory]
    [InlineData("2.0.0 Ok: queued as 4F2A91", "4F2A91")]
    [InlineData("OK id=1tABcd-000Xyz-2E", "1tABcd-000Xyz-2E")]
    [InlineData("2.6.0 <anna@voorbeeld.nl> [InternalId=9126805, Hostname=x] Queued mail for delivery", "9126805")]
    [InlineData("2.0.0 4AK8Xy12 Message accepted for delivery", "4AK8Xy12")]
    [InlineData("Ok 0102018c-4f2a-000000", "0102018c-4f2a-000000")]
    [InlineData("2.0.0 OK queued as anna@voorbeeld.nl", null)]
    [InlineData("2.0.0 Ok: queued", null)]
    [InlineData("", null)]
    public async Task S01_what_the_relay_calls_the_mail_is_kept_and_never_an_address(string reply, string? id)
    {
        server.On("final", "250 " + reply);

        Assert.Equal(id, (await SendAsync()).QueuedAs);
    }

    [Fact]
    public async Task Two_commands_leave_at_once_only_where_that_is_offered_and_asked_for()
    {
        await using var eager = Eager();

        Assert.Equal(SendResult.Sent, (await eager.SendAsync(mail, () => true, CancellationToken.None)).Result);
        Assert.Equal(
            [
                "EHLO localhost",
                $"MAIL FROM:<{mail.EnvelopeFrom}> SIZE={mail.Bytes.Length}",
                $"RCPT TO:<{mail.EnvelopeTo}>",
                "DATA",
            ],
            server.Commands
        );
        Assert.Equal(1, server.Together);

        server.Offers = [];
        await using var other = Eager();
        await other.SendAsync(mail, () => true, CancellationToken.None);
        Assert.Equal(1, server.Together);
    }

    [Theory]
    [InlineData("mail", "450 later", SendResult.NotSentRetry, SendScope.Message)]
    [InlineData("mail", "552 5.3.4 too big", SendResult.NotSentPermanent, SendScope.Message)]
    [InlineData("mail", "421 bye", SendResult.NotSentRetry, SendScope.Connection)]
    [InlineData("mail", "550 not you", SendResult.NotSentRetry, SendScope.Account)]
    [InlineData("rcpt", "550 5.1.1 unknown", SendResult.NotSentPermanent, SendScope.Message)]
    public async Task S37_a_refusal_of_one_of_two_commands_is_its_own_and_the_next_mail_goes(
        string stage,
        string reply,
        SendResult result,
        SendScope scope
    )
    {
        server.On(stage, SmtpReaction.Say(reply), SmtpReaction.Usual);
        await using var eager = Eager();

        var outcome = await eager.SendAsync(mail, () => true, CancellationToken.None);

        Assert.Equal((result, scope, stage), (outcome.Result, outcome.Scope, outcome.Stage));
        Assert.DoesNotContain("DATA", server.Commands);
        Assert.Equal(SendResult.Sent, (await eager.SendAsync(mail, () => true, CancellationToken.None)).Result);
        Assert.Equal(2, server.Together);
    }

    [Fact]
    public async Task S37_who_offers_two_commands_at_once_and_reads_one_is_asked_one_at_a_time_from_then_on()
    {
        server.On("rcpt", SmtpReaction.Hang, SmtpReaction.Usual);
        await using var eager = Eager();

        var sending = eager.SendAsync(mail, () => true, CancellationToken.None);
        await server.Reached("rcpt");
        Assert.True(SpinWait.SpinUntil(() => time.IsAwaitedWithin(SmtpLimits.Of("rcpt")), TimeSpan.FromMinutes(1)));
        time.Advance(SmtpSender.HardLimit);

        Assert.Equal((SendResult.NotSentRetry, SendScope.Connection), ((await sending).Result, (await sending).Scope));
        Assert.Equal(SendResult.Sent, (await eager.SendAsync(mail, () => true, CancellationToken.None)).Result);
        Assert.Equal(1, server.Together);
    }

    [Fact]
    public async Task S54_a_jump_of_the_wall_clock_changes_nothing()
    {
        server.On("final", SmtpReaction.Hang);

        var sending = SendAsync();
        await server.Reached("final");
        time.JumpTo(time.GetUtcNow().AddHours(1));
        time.JumpTo(time.GetUtcNow().AddHours(-2));

        Assert.False(sending.IsCompleted);
        time.Advance(SmtpSender.FinalLimit);
        Assert.Equal(SendResult.Unsure, (await sending).Result);
    }

    [Fact]
    public async Task Two_senders_at_once_take_turns_on_one_connection()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync()));

        Assert.Each(outcomes, outcome => Assert.Equal(SendResult.Sent, outcome.Result));
        Assert.Equal((5, 1), (server.Messages.Count, server.Connections));
    }

    private OutgoingMail International() =>
        mail with
        {
            EnvelopeTo = "zoë@voorbeeld.nl",
            Bytes = SomeLetter.Bytes(SomeLetter.Invitation() with { To = "zoë@voorbeeld.nl" }),
        };

    private SmtpSender Eager() =>
        new(new SmtpSettings("127.0.0.1", server.Port, SmtpSecurity.None, Pipelining: true), time);

    private Task<SendOutcome> SendAsync(OutgoingMail? other = null, Func<bool>? beforeFinal = null) =>
        sender.SendAsync(other ?? mail, beforeFinal ?? (() => true), CancellationToken.None);

    /// <summary>More than the sockets of both sides hold.</summary>
    private static byte[] LargeBytes() =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('a', 76) + "\r\n", 100_000)));

    private static bool Wait(Task task)
    {
        task.Wait();
        return true;
    }
}
