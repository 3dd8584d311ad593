using System.Security.Cryptography;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// Whatever a server does, in whatever order, to a whole queue: the real sender and the real ledger lose no mail and
/// double none without a doubt that is on record.
/// </summary>
/// <remarks>
/// One queue of 60 as a rule; with CAREGIVERSIGNAL_LARGE=1 ten of 200, each with the seed after the last one.
/// CAREGIVERSIGNAL_SEED=n begins with that one. What the ledger does when the store fails or the program is ended is in
/// <see cref="LedgerLawTests"/>.
/// </remarks>
public sealed class RelayLawTests
{
    private static readonly string[] Kinds = ["alert", "escalation", "sign-in", "digest", "invitation", "reminder"];
    private static readonly string[] InClear =
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
        "quit",
    ];
    private static readonly string[] OnTheWay = ["starttls", "tls", "auth", "auth"];

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
        "451 4.7.500 slow",
        "452 4.2.2 full",
        "452 4.3.1 disk",
        "454 later",
        "500 what",
        "503 first",
        "530 5.7.0 sign in",
        "535 5.7.8 no",
        "550 no",
        "550 5.1.1 unknown",
        "550 5.7.1 spam",
        "550 5.7.26 dmarc",
        "552 5.2.2 full",
        "552 5.3.4 big",
        "554 no",
        "999 x",
        "\0\xff",
        "<html>",
        "250-a\r\n451 b",
        "250-a\r\n250 b",
        "250 2.1.0 OK\r\n250 smuggled",
    ];

    private static readonly string[] Pieces = ["", "2", "25", "250 O", "250-a\r\n", "45"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_mail_is_lost_and_a_copy_comes_only_from_a_doubt_that_is_on_record(bool isEncrypted)
    {
        var seed = LongRun.Seed();
        for (var run = 0; run < LongRun.Of(1, 10); run++)
        {
            try
            {
                await Play(seed + run, isEncrypted, LongRun.Of(60, 200));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"CAREGIVERSIGNAL_SEED={seed + run}: {error.Message}", error);
            }
        }
    }

    private static async Task Play(int seed, bool isEncrypted, int mails)
    {
        var random = new Random(seed);
        await using var ledger = new LedgerOnARelay(isEncrypted);
        var server = ledger.Server;
        // A spell of one trouble lasts for one attempt or some.
        string[] stages = isEncrypted ? [.. InClear, .. OnTheWay] : InClear;
        server.Hangs = _ => ledger.Clock.Advance(RelaySender.FinalLimit);
        server.BeforeReply = () =>
        {
            if (!isEncrypted && random.Next(500) == 0)
                ledger.Clock.JumpTo(ledger.Clock.GetUtcNow().AddHours(random.Next(2) == 0 ? 1 : -1));
        };
        for (var n = 0; n < mails; n++)
            ledger.Queue(Kinds[random.Next(Kinds.Length)]);

        var refused = new Dictionary<string, int>();
        var signIns = new SignIns(ledger);
        var (attempts, spell, stage, reaction) = (0, 0, "", SmtpReaction.Usual);
        while (ledger.Store.Count("mail", "ended_at is null") > 0)
        {
            if (spell == 0 || attempts > 5 * mails)
            {
                server.On(stage, SmtpReaction.Usual);
                (spell, stage) = (random.Next(2) == 0 ? 1 : random.Next(2, 8), stages[random.Next(stages.Length)]);
                reaction = attempts > 5 * mails || random.Next(5) == 0 ? SmtpReaction.Usual : Reaction(random, stage);
                server.On(stage, reaction);
            }

            var before = server.Bodies.Count;
            signIns.Begin();
            var isTried = ledger.Attempt();
            signIns.End(isTried);
            foreach (var body in server.Bodies.Skip(before).Where(_ => stage == "final" && IsRefusal(reaction)))
                refused[body.To] = refused.GetValueOrDefault(body.To) + 1;
            (attempts, spell) = isTried ? (attempts + 1, spell - 1) : (attempts, spell);
            ledger.Clock.Advance(
                isTried && random.Next(3) > 0 ? TimeSpan.FromSeconds(random.Next(60)) : TimeSpan.FromMinutes(10)
            );
        }

        var rows = ledger.Rows();
        Assert.Equal(mails, rows.Count);
        Assert.Empty(server.Violations);
        Assert.Equal(0, server.Crossings);
        var (bodies, accepted) = (server.Bodies.ToLookup(body => body.To), server.Messages.ToLookup(body => body.To));
        foreach (var row in rows)
        {
            var to = LedgerOnARelay.AddressOf(row.Id);
            var copies = bodies[to].Count() - refused.GetValueOrDefault(to);
            var what =
                $"{row.Kind} {row.State}, unsure {row.UnsureCount} times, {copies} copies, {accepted[to].Count()} accepted";
            Assert.True(row.State is "sent" or "failed" or "expired", what);
            Assert.True(copies <= 1 + row.UnsureCount, what);
            Assert.True(row.State != "sent" || accepted[to].Any(), what);
            Assert.True(row.State == "sent" || !accepted[to].Any() || row.UnsureCount > 0, what);
            Assert.True(row.State != "expired" || copies == 0, what);
            Assert.All(
                bodies[to],
                body => Assert.Equal(row.Sha256, Convert.ToHexStringLower(SHA256.HashData(body.Bytes)))
            );
        }

        // The server was bad for so long, and not so bad that nothing was tried.
        Assert.True(
            rows.Count(row => row.State == "sent") > mails / 4,
            $"{rows.Count(row => row.State == "sent")} sent"
        );
        Assert.Each(
            rows.GroupBy(row => row.State),
            group => TestContext.Current.TestOutputHelper?.WriteLine($"{seed}: {group.Count()} {group.Key}")
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{seed}: {attempts} attempts, {server.Connections} connections, {server.Bodies.Count} bodies, {signIns.Refused} sign-ins refused"
        );
    }

    private static SmtpReaction Reaction(Random random, string stage)
    {
        SmtpThen[] ends = [SmtpThen.Close, SmtpThen.Reset];
        var end = ends[random.Next(2)];
        // Silence in a small body is silence after it.
        if (stage == "body")
            return new SmtpReaction("", end);
        if (stage == "tls")
            return random.Next(3) == 0 ? SmtpReaction.Hang : new SmtpReaction("", end);
        if (stage != "quit" && random.Next(6) == 0)
            return SmtpReaction.Hang;
        if (random.Next(3) == 0)
            return new SmtpReaction(Pieces[random.Next(Pieces.Length)], end);
        var reply = Replies[random.Next(Replies.Length)];
        return SmtpReaction.Say(
            reply,
            random.Next(2) == 0 || (stage == "data" && reply[0] == '3') ? SmtpThen.GoOn : end
        );
    }

    /// <summary>A complete reply that says no: whoever gave it keeps nothing.</summary>
    private static bool IsRefusal(SmtpReaction reaction) => reaction.Text is ['4' or '5', _, _, ' ', .., '\r', '\n'];

    /// <summary>Keeps watch that a password that was refused is not shown again before the pause is over.</summary>
    private sealed class SignIns(LedgerOnARelay ledger)
    {
        private static readonly TimeSpan Least = TimeSpan.FromMinutes(27);

        private int before;
        private DateTimeOffset begun;
        private DateTimeOffset? refusedAt;

        public int Refused { get; private set; }

        public void Begin() => (before, begun) = (Count(), ledger.Clock.GetUtcNow());

        public void End(bool isTried)
        {
            if (!isTried || Count() == before)
                return;
            Assert.True(Count() == before + 1, "Two sign-ins in one attempt.");
            Assert.True(
                refusedAt is null || begun - refusedAt >= Least,
                $"A sign-in {begun - refusedAt} after a refusal."
            );
            var isRefused =
                ledger.Store.Database.Read(transaction =>
                    transaction.One<string>("select stage || ' ' || scope from mail_attempt order by id desc limit 1")
                ) == "auth account";
            refusedAt = isRefused ? ledger.Clock.GetUtcNow() : null;
            Refused += isRefused ? 1 : 0;
        }

        private int Count() =>
            ledger.Server.Commands.Count(command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }
}
