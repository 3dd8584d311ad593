using System.Globalization;
using System.Text;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Mail;

/// <summary>
/// Whatever a relay, a store and a kill do in any order: every mail ends, and none is doubled without a fault that
/// explains it.
/// </summary>
/// <remarks>Eight seeds as a rule, 200 with CAREGIVERSIGNAL_LARGE=1; the seed is in the name of what fails.</remarks>
public sealed class LedgerLawTests
{
    private const int Mails = 40;
    private static readonly string[] Kinds = ["alert", "escalation", "sign-in", "digest", "invitation", "reminder"];

    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_LARGE") == "1" ? 200 : 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_mail_ends_and_is_sent_once_unless_a_fault_explains_a_copy(int seed)
    {
        using var store = Some.Installation();
        var random = new Random(seed);
        var clock = new ManualTime();
        var people = Enumerable
            .Range(1, 5)
            .Select(number => store.AddCaregiver(number.ToString(CultureInfo.InvariantCulture)))
            .ToList();
        for (var number = 0; number < Mails; number++)
        {
            var id = number.ToString("x32", CultureInfo.InvariantCulture);
            var kind = Kinds[number % Kinds.Length];
            var caregiver = kind is "invitation" or "reminder" ? people[random.Next(people.Count)] : (long?)null;
            var envelope = new Envelope(
                Some.Kind(kind, urgent: caregiver is null),
                $"key-{number}",
                clock.GetUtcNow().AddDays(6),
                caregiver
            );
            var bytes = Encoding.ASCII.GetBytes($"Subject: {number}\r\n\r\nHallo\r\n");
            store.Database.Write(transaction =>
                MailTable.Add(
                    transaction,
                    new QueuedMail(
                        id,
                        "post@delinde.nl",
                        $"naar{number}@d{number % 4}.example",
                        bytes,
                        envelope,
                        clock.GetUtcNow()
                    )
                )
            );
        }

        var takenBack = new HashSet<string>();
        var relay = new MoodyRelay(random, takenBack, TakeBack);
        var send = Start();
        for (var step = 0; step < 2_000 && store.Count("mail", "ended_at is null") > 0; step++)
        {
            relay.IsWell = step > 1_200;
            var storeFails = !relay.IsWell && random.Next(12) == 0;
            if (storeFails)
                store.RefuseWrites("update on mail when new.state in ('sent', 'failed', 'unsure')");
            try
            {
                send.TidyUp();
                send.RunOne(TestContext.Current.CancellationToken);
            }
            catch (KilledException)
            {
                if (storeFails)
                    store.PermitWrites();
                storeFails = false;
                send = Start();
            }
            catch (System.Data.Common.DbException) when (storeFails)
            {
                // The verdict is kept, and the next step writes it.
            }

            if (storeFails)
                store.PermitWrites();
            if (random.Next(200) == 0)
                TakeBack();
            clock.Advance(TimeSpan.FromSeconds(random.Next(600)));
        }

        Assert.Equal(0, store.Count("mail", "state not in ('sent', 'failed', 'expired', 'cancelled')"));
        Assert.Equal(Mails, store.Count("mail"));
        foreach (
            var mail in store.Database.Read(transaction =>
                transaction.All<Row>("select id, kind, state, unsure_count from mail order by id")
            )
        )
        {
            var (gone, accepted, doubts) = (
                relay.Gone.GetValueOrDefault(mail.Id),
                relay.Accepted.GetValueOrDefault(mail.Id),
                relay.Doubts.GetValueOrDefault(mail.Id)
            );
            Assert.True(gone <= 1 + doubts, $"{mail.Kind} {mail.Id} went {gone} times after {doubts} faults");
            Assert.True(
                gone <= (mail.Kind is "alert" or "escalation" ? 3 : 2),
                $"{mail.Kind} {mail.Id} went {gone} times"
            );
            Assert.Equal(doubts, mail.UnsureCount);
            if (doubts == 0)
                Assert.Equal(mail.State == "sent" ? 1 : 0, accepted);
            if (mail.State == "sent")
                Assert.InRange(accepted, 1, 1 + doubts);
        }

        SendMail Start()
        {
            var fresh = new SendMail(
                store.Database,
                relay,
                new Pace(0, 0, 0, MailWindow.Always),
                Some.Time(clock),
                NullLogger<SendMail>.Instance
            );
            fresh.RecoverAtStart();
            return fresh;
        }

        void TakeBack()
        {
            var caregiver = people[random.Next(people.Count)];
            store.Database.Write(transaction => MailCancelTable.Cancel(transaction, caregiver, clock.GetUtcNow()));
            takenBack.UnionWith(
                store.Database.Read(transaction =>
                    transaction.All<string>(
                        "select id from mail where caregiver_id = @caregiver and state <> 'sent' order by id",
                        new { caregiver }
                    )
                )
            );
        }
    }

    /// <summary>The program is ended here.</summary>
    private sealed class KilledException : Exception;

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public int UnsureCount { get; init; }
    }

    /// <summary>Does anything a relay can do, and keeps count of what it took and when nobody could know.</summary>
    private sealed class MoodyRelay(Random random, HashSet<string> takenBack, Action takeBack) : IMailSender
    {
        private static readonly SendOutcome AccountAtRecipient = new(
            SendResult.NotSentRetry,
            SendScope.Account,
            "rcpt",
            550,
            "5.7.1",
            SendNote.SenderRefused
        );
        private static readonly SendOutcome SignIn = new(
            SendResult.NotSentRetry,
            SendScope.Account,
            "auth",
            535,
            "5.7.8",
            SendNote.SignInRefused
        );
        private static readonly SendOutcome PutOffAtTheEnd = new(
            SendResult.NotSentRetry,
            SendScope.Message,
            "final",
            451,
            "4.7.1",
            SendNote.Refused
        );

        public bool RepeatIsHarmless => false;

        public bool IsWell { get; set; }

        public Dictionary<string, int> Gone { get; } = [];

        public Dictionary<string, int> Accepted { get; } = [];

        public Dictionary<string, int> Doubts { get; } = [];

        public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop) =>
            Task.FromResult(
                Answer(
                    mail,
                    () =>
                    {
                        if (random.Next(60) == 0)
                            takeBack();
                        if (!beforeFinal())
                            return false;
                        Assert.DoesNotContain(mail.Id, takenBack);
                        if (random.Next(60) == 0)
                            takeBack();
                        return true;
                    }
                )
            );

        private SendOutcome Answer(OutgoingMail mail, Func<bool> beforeFinal) =>
            IsWell
                ? Take(mail, beforeFinal)
                : random.Next(14) switch
                {
                    0 => ScriptedSender.Greylisted,
                    1 => ScriptedSender.NoConnection,
                    2 => AccountAtRecipient,
                    3 => SignIn,
                    4 when random.Next(4) == 0 => ScriptedSender.Refused,
                    5 => throw new KilledException(),
                    6 => beforeFinal() ? Doubt(mail, random.Next(2) == 0, ScriptedSender.Unsure) : Lost(),
                    7 => beforeFinal() ? throw Killed(mail) : Lost(),
                    8 => beforeFinal() ? PutOffAtTheEnd : Lost(),
                    9 => throw new CaregiverSignal.Storage.StorageException("gone"),
                    _ => Take(mail, beforeFinal),
                };

        private SendOutcome Take(OutgoingMail mail, Func<bool> beforeFinal)
        {
            if (!beforeFinal())
                return Lost();
            Count(Gone, mail);
            Count(Accepted, mail);
            return ScriptedSender.Sent;
        }

        private KilledException Killed(OutgoingMail mail)
        {
            Doubt(mail, random.Next(2) == 0, ScriptedSender.Unsure);
            return new KilledException();
        }

        private SendOutcome Doubt(OutgoingMail mail, bool isTaken, SendOutcome outcome)
        {
            Count(Gone, mail);
            Count(Doubts, mail);
            if (isTaken)
                Count(Accepted, mail);
            return outcome;
        }

        private static SendOutcome Lost() =>
            new(SendResult.NotSentRetry, SendScope.Connection, "body", Note: SendNote.LeaseLost);

        private static void Count(Dictionary<string, int> counts, OutgoingMail mail) =>
            counts[mail.Id] = counts.GetValueOrDefault(mail.Id) + 1;
    }
}
