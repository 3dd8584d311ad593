using System.Globalization;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Whatever a server does, in whatever order: what we say became of a mail is what became of it.</summary>
public sealed class SmtpLawTests
{
    private const int MostAttempts = 8;

    private static readonly string[] Stages =
    [
        "banner",
        "ehlo",
        "mail",
        "rcpt",
        "data",
        "body",
        "final",
        "final",
        "final",
        "rset",
    ];

    private static readonly string[] Replies =
    [
        "250 OK",
        "251 forwarded",
        "299 fine",
        "220 x",
        "354 go",
        "421 bye",
        "450 later",
        "451 4.7.1 grey",
        "452 4.2.2 full",
        "452 4.3.1 disk",
        "500 what",
        "503 first",
        "530 5.7.0 sign in",
        "550 no",
        "550 5.1.1 unknown",
        "550 5.7.1 spam",
        "552 5.3.4 big",
        "554 no",
        "999 x",
        "\0\xff",
        "<html>",
        "250-a\r\n451 b",
        "250-a\r\n250 b",
    ];

    private static readonly string[] Pieces = ["", "2", "25", "250 O", "250-a\r\n", "45"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_mail_is_lost_or_said_to_be_gone_when_it_is_not_and_copies_come_only_from_doubt(int seed)
    {
        var chance = new Random(seed);
        await using var server = SmtpListener.Start();
        var settings = new SmtpSettings("127.0.0.1", server.Port, SmtpSecurity.None);
        await using var sender = new RelaySender(settings, new ManualTime());
        var lives = new List<Life>();

        for (var i = 0; i < 50; i++)
        {
            var life = new Life(
                SomeLetter.Bytes(
                    SomeLetter.Invitation() with
                    {
                        Subject = "Nummer " + i.ToString(CultureInfo.InvariantCulture),
                    }
                )
            );
            lives.Add(life);
            for (var attempt = 0; attempt < MostAttempts && !life.IsOver; attempt++)
            {
                var stage = Stages[chance.Next(Stages.Length)];
                server.On(stage, chance.Next(3) == 0 ? SmtpReaction.Usual : Reaction(chance, stage));
                life.Add(
                    await sender.SendAsync(
                        new OutgoingMail(SomeLetter.Id, "post@delinde.nl", "anna@voorbeeld.nl", life.Bytes),
                        TestContext.Current.CancellationToken
                    )
                );
                server.On(stage, SmtpReaction.Usual);
            }
        }

        await sender.DisposeAsync();
        await server.DisposeAsync();
        Assert.Empty(server.Violations);
        Assert.Each(
            server.Bodies,
            body => Assert.Contains(lives, life => life.Bytes.AsSpan().SequenceEqual(body.Bytes))
        );
        foreach (var life in lives)
        {
            var copies = server.Messages.Count(mail => mail.Bytes.AsSpan().SequenceEqual(life.Bytes));
            Assert.InRange(copies, life.Sent, life.Sent + life.Unsure);
            Assert.True(life.Sent <= 1);
        }
        // Most get there in the end, or the server was only ever bad and nothing was shown.
        Assert.True(lives.Count(life => life.Sent == 1) > 20);
    }

    private static SmtpReaction Reaction(Random chance, string stage)
    {
        SmtpThen[] ends = [SmtpThen.Close, SmtpThen.Reset];
        var end = ends[chance.Next(2)];
        if (stage == "body")
            return new SmtpReaction("", end);
        if (chance.Next(3) == 0)
            return new SmtpReaction(Pieces[chance.Next(Pieces.Length)], end);
        return SmtpReaction.Say(Replies[chance.Next(Replies.Length)], chance.Next(2) == 0 ? SmtpThen.GoOn : end);
    }

    /// <summary>A mail and what was said of it: over with a verdict, or after the second doubt.</summary>
    private sealed class Life(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Sent { get; private set; }

        public int Unsure { get; private set; }

        public bool IsOver { get; private set; }

        public void Add(SendOutcome outcome)
        {
            Sent += outcome.Result == SendResult.Sent ? 1 : 0;
            Unsure += outcome.Result == SendResult.Unsure ? 1 : 0;
            IsOver = outcome.Result is SendResult.Sent or SendResult.Refused || Unsure == 2;
        }
    }
}
