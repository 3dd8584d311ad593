using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// What a mail and the relay are in the ledger after each behaviour of a server that mail.md section 3 lists.
/// </summary>
/// <remarks>
/// What else the sender does with a server is in <see cref="SmtpTlsTests"/>; a row that
/// is missing here (S-10 to S-13, S-35 to S-37, S-40 to S-42, S-46) changes nothing but how the sender reads or writes.
/// S-55 is in the tests that kill.
/// </remarks>
public sealed class ServerBehavioursInTheLedgerTests : IAsyncDisposable
{
    private LedgerOnARelay ledger = new();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    /// <summary>
    /// State, attempts that count against the mail, minutes until it is tried again, minutes for which the relay is
    /// left alone.
    /// </summary>
    public static TheoryData<string, string, SmtpReaction, string, int, int, int> Behaviours() =>
        new()
        {
            { "S01", "final", SmtpReaction.Say("250-2.0.0 OK\r\n250 2.0.0 queued as X"), "sent", 1, 0, 0 },
            { "S02", "rcpt", SmtpReaction.Say("451 4.7.1 greylisted"), "ready", 1, 6, 0 },
            { "S03", "final", SmtpReaction.Say("451 4.7.1 greylisted"), "ready", 1, 6, 0 },
            { "S04", "banner", SmtpReaction.Say("421 4.3.2 later"), "ready", 0, 0, 1 },
            { "S05", "ehlo", SmtpReaction.Say("421 4.3.2 later", SmtpThen.Close), "ready", 0, 0, 1 },
            { "S05", "mail", SmtpReaction.Say("421 4.3.2 later", SmtpThen.Close), "ready", 0, 6, 1 },
            { "S05", "rcpt", SmtpReaction.Say("421 4.3.2 later", SmtpThen.Close), "ready", 0, 6, 1 },
            { "S05", "data", SmtpReaction.Say("421 4.3.2 later", SmtpThen.Close), "ready", 0, 6, 1 },
            { "S06", "final", SmtpReaction.Say("421 4.3.2 later", SmtpThen.Close), "ready", 0, 6, 1 },
            { "S07", "banner", SmtpReaction.Say("554 5.7.1 go away"), "ready", 0, 0, 30 },
            { "S08", "mail", SmtpReaction.Say("450 later"), "ready", 1, 6, 0 },
            { "S08", "rcpt", SmtpReaction.Say("450 later"), "ready", 1, 6, 0 },
            { "S08", "data", SmtpReaction.Say("450 later"), "ready", 1, 6, 0 },
            { "S08", "final", SmtpReaction.Say("450 later"), "ready", 1, 6, 0 },
            { "S08", "final", SmtpReaction.Say("454 later"), "ready", 1, 6, 0 },
            { "S09", "mail", SmtpReaction.Say("554 no"), "ready", 0, 6, 30 },
            { "S09", "rcpt", SmtpReaction.Say("550 no"), "ready", 1, 6, 0 },
            { "S09", "data", SmtpReaction.Say("554 no"), "failed", 1, 0, 0 },
            { "S09", "final", SmtpReaction.Say("554 no"), "failed", 1, 0, 0 },
            { "S11", "rcpt", SmtpReaction.Say("250-yes\r\n451 no"), "ready", 0, 6, 1 },
            { "S11", "final", SmtpReaction.Say("250-yes\r\n451 no"), "unsure", 1, 0, 0 },
            { "S16", "mail", SmtpReaction.Say("552 5.3.4 too big"), "failed", 1, 0, 0 },
            { "S16", "final", SmtpReaction.Say("552 5.3.4 too big"), "failed", 1, 0, 0 },
            { "S17", "mail", SmtpReaction.Say("452 4.3.1 disk"), "ready", 0, 6, 1 },
            { "S17", "rcpt", SmtpReaction.Say("452 4.5.3 too many"), "ready", 0, 6, 1 },
            { "S18", "mail", SmtpReaction.Say("550 5.7.60 not you"), "ready", 0, 6, 30 },
            { "S18", "mail", SmtpReaction.Say("553 5.7.1 not you"), "ready", 0, 6, 30 },
            { "S18", "mail", SmtpReaction.Say("530 5.7.0 sign in"), "ready", 0, 6, 30 },
            { "S18", "mail", SmtpReaction.Say("550 5.7.30 no passwords"), "ready", 0, 6, 30 },
            { "S19", "rcpt", SmtpReaction.Say("452 4.2.2 full"), "ready", 1, 6, 0 },
            { "S20", "rcpt", SmtpReaction.Say("552 5.2.2 full"), "ready", 1, 6, 0 },
            { "S20", "rcpt", SmtpReaction.Say("552 full"), "ready", 1, 6, 0 },
            { "S20", "mail", SmtpReaction.Say("552 too big"), "failed", 1, 0, 0 },
            { "S21", "final", SmtpReaction.Close, "unsure", 1, 0, 0 },
            { "S22", "final", SmtpReaction.Reset, "unsure", 1, 0, 0 },
            { "S23", "final", SmtpReaction.Say("250 2.0.0 OK", SmtpThen.Close), "sent", 1, 0, 0 },
            { "S24", "final", new SmtpReaction("25", SmtpThen.Close), "unsure", 1, 0, 0 },
            { "S24", "final", new SmtpReaction("250-accepted\r\n", SmtpThen.Close), "unsure", 1, 0, 0 },
            { "S25", "final", SmtpReaction.Say("220 fine"), "sent", 1, 0, 0 },
            { "S25", "final", SmtpReaction.Say("299 fine"), "sent", 1, 0, 0 },
            { "S25", "final", SmtpReaction.Say("354 more"), "unsure", 1, 0, 0 },
            { "S25", "final", SmtpReaction.Say("999 what"), "unsure", 1, 0, 0 },
            { "S26", "body", SmtpReaction.Close, "unsure", 1, 0, 0 },
            { "S26", "body", SmtpReaction.Reset, "unsure", 1, 0, 0 },
            { "S27", "body", SmtpReaction.Say("554 no"), "failed", 1, 0, 0 },
            { "S43", "ehlo", SmtpReaction.Say("HTTP/1.1 400 Bad Request\r\n\r\n<html>"), "ready", 0, 0, 1 },
            { "S43", "final", SmtpReaction.Say("\x1b[2J\0\xff"), "unsure", 1, 0, 0 },
            { "S48", "mail", SmtpReaction.Say("451 4.7.500 slow down"), "ready", 0, 6, 1 },
            { "S48", "rcpt", SmtpReaction.Say("451 4.7.500 slow down"), "ready", 0, 6, 1 },
            { "S48", "mail", SmtpReaction.Say("550 5.7.233 too many"), "ready", 0, 6, 30 },
            { "S49", "rcpt", SmtpReaction.Say("251 forwarded"), "sent", 1, 0, 0 },
            { "S49", "rcpt", SmtpReaction.Say("252 perhaps"), "sent", 1, 0, 0 },
            { "S50", "final", SmtpReaction.Say("554 5.7.1 spam"), "failed", 1, 0, 0 },
            { "S51", "rcpt", SmtpReaction.Say("550 5.1.1 unknown"), "failed", 1, 0, 0 },
            { "S52", "final", SmtpReaction.Say("550 5.7.26 dmarc"), "ready", 0, 6, 30 },
            { "S53", "banner", SmtpReaction.Close, "ready", 0, 0, 1 },
            { "S53", "banner", SmtpReaction.Reset, "ready", 0, 0, 1 },
        };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_behaviour_leaves_the_mail_and_the_relay_as_the_list_demands(
        string row,
        string stage,
        SmtpReaction reaction,
        string state,
        int attempts,
        int waits,
        int pause
    )
    {
        Assert.NotEmpty(row);
        var id = await ledger.Queue();
        ledger.Server.On(stage, reaction);

        await ledger.Attempt();

        var mail = await ledger.Row(id);
        Assert.Equal((state, attempts), (mail.State, mail.Attempts));
        AssertAbout(waits, mail.NextTryAt - ledger.Clock.GetUtcNow());
        AssertAbout(pause, await ledger.Pause());
        Assert.Equal(pause > 0, await ledger.Problem() is not null);
        // Only a refusal for good at the recipient says something about an address.
        Assert.Equal(state == "failed" && stage == "rcpt", await ledger.Refusal(id) is not null);
    }

    [Theory]
    [InlineData("S28 no encryption", "starttls", 30)]
    [InlineData("S29 later", "banner", 1)]
    [InlineData("S31 sign-in in clear text only", "auth", 30)]
    [InlineData("S32 expired", "tls", 30)]
    [InlineData("S32 wrong host", "tls", 30)]
    [InlineData("S32 self-signed", "tls", 30)]
    [InlineData("S32 unknown authority", "tls", 30)]
    [InlineData("S33 454 4.7.0 later", "auth", 1)]
    [InlineData("S34 535 5.7.8 no", "auth", 30)]
    [InlineData("S35 334 eyJzdGF0dXMiOiI0MDEifQ==", "auth", 30)]
    public async Task Trouble_on_the_way_to_the_first_mail_costs_no_mail_an_attempt_and_nothing_is_said_in_clear_text(
        string what,
        string stage,
        int pause
    )
    {
        await ledger.DisposeAsync();
        ledger = new LedgerOnARelay(isEncrypted: true);
        using var strangers = new TestCertificates(isTrusted: false);
        var server = ledger.Server;
        var good = server.Certificate!;
        switch (what[4..])
        {
            case "no encryption":
                server.Certificate = null;
                break;
            case "later":
                server.On("starttls", "454 4.7.0 later");
                break;
            case "sign-in in clear text only":
                (server.Offers, server.OffersEncrypted) = (["AUTH PLAIN LOGIN"], ["SIZE 1000000"]);
                break;
            case "expired":
                server.Certificate = ledger.Certificates.For(
                    "localhost",
                    until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)
                );
                break;
            case "wrong host":
                server.Certificate = ledger.Certificates.For("mail.voorbeeld.nl");
                break;
            case "self-signed":
                server.Certificate = TestCertificates.SelfSigned("localhost");
                break;
            case "unknown authority":
                server.Certificate = strangers.For("localhost");
                break;
            case var reply:
                server.On("auth", reply);
                break;
        }

        var ids = new[] { await ledger.Queue("alert"), await ledger.Queue(), await ledger.Queue() };

        Assert.Equal(0, await ledger.AttemptAll());

        await Assert.Each(
            ids,
            async id => Assert.Equal(("ready", 0), ((await ledger.Row(id)).State, (await ledger.Row(id)).Attempts))
        );
        Assert.Equal(stage, await ledger.Problem());
        AssertAbout(pause, await ledger.Pause());
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Equal(
            stage == "auth" && pause is 1 or 30 && !what.StartsWith("S31", StringComparison.Ordinal) ? 1 : 0,
            SignIns()
        );
        // The server may still be about to use the one that it has; that one ends with the ledger.
        if (server.Certificate != good)
            good.Dispose();
    }

    [Fact]
    public async Task S14_silence_after_the_end_of_data_is_unsure_after_ten_minutes_and_until_then_the_mail_is_nobody_elses()
    {
        var id = await ledger.Queue();
        ledger.Server.On("final", SmtpReaction.Hang);
        var attempt = Task.Run(ledger.Attempt, Some.Stop);
        await ledger.Server.Reached("final");

        ledger.Clock.Advance(TimeSpan.FromMinutes(9.9));
        var other = ledger.Worker();
        await other.TidyUpAsync();
        Assert.False(await other.RunOneAsync(Some.Stop));
        Assert.Equal("sending", (await ledger.Row(id)).State);
        ledger.Clock.Advance(TimeSpan.FromMinutes(0.1));

        Assert.True(await attempt);
        Assert.Equal("unsure", (await ledger.Row(id)).State);
    }

    [Fact]
    public async Task S15_a_message_over_the_offered_size_fails_without_being_announced()
    {
        var id = await ledger.Queue();
        ledger.Server.Offers = ["SIZE 500"];

        Assert.True(await ledger.Attempt());

        Assert.Equal(("failed", SendNote.TooLarge), ((await ledger.Row(id)).State, (await ledger.Row(id)).LastNote));
        Assert.Equal(["EHLO localhost"], ledger.Server.Commands);
        Assert.Null(await ledger.Refusal(id));
    }

    [Theory]
    [InlineData("550 5.1.1 unknown")]
    [InlineData("550 5.1.10 unknown")]
    [InlineData("556 5.1.10 null mx")]
    public async Task S51_an_address_that_does_not_exist_ends_the_mail_and_is_stopped_and_the_next_mail_goes(
        string reply
    )
    {
        var (dead, alive) = (await ledger.Queue(), await ledger.Queue());
        ledger.Server.On("rcpt", SmtpReaction.Say(reply), SmtpReaction.Usual);

        Assert.Equal(2, await ledger.AttemptAll());

        Assert.Equal(("failed", "sent"), ((await ledger.Row(dead)).State, (await ledger.Row(alive)).State));
        Assert.Equal(("hard", true), await ledger.Refusal(dead));
        Assert.Null(await ledger.Refusal(alive));
        Assert.Equal(1, ledger.Server.Connections);
    }

    private int SignIns() =>
        ledger.Server.Commands.Count(command => command.StartsWith("AUTH", StringComparison.Ordinal));

    /// <summary>A minute more or less is the step in which time passes.</summary>
    private static void AssertAbout(int minutes, TimeSpan? span)
    {
        if (minutes == 0)
            Assert.True(span is null || span <= TimeSpan.Zero, $"{span} is left");
        else
            Assert.InRange(span!.Value.TotalMinutes, minutes - 1, minutes + 1);
    }
}
