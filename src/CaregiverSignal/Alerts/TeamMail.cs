using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>Tells the whole team of tips, which are nobody's yet: whoever reads it first takes it up.</summary>
public sealed class TeamMail(Notices notices, Outbox outbox, MailSettings mail, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(TeamMail));

    /// <remarks>
    /// A tip is to be read on its working day, so it goes before what waits for the morning; it comes from anybody, so
    /// it goes after alerts and links to sign in.
    /// </remarks>
    public static readonly MailKind Kind = new("tip", Priority: 30, Words) { Urgent = true };

    /// <param name="fresh">How many are new.</param>
    /// <param name="again">How many were told before, and nobody took them up.</param>
    public Letter Team(Coordinator to, int fresh, int again = 0) =>
        fresh == 1
            ? notices.Write(to, Words, "Team", [], Also(again))
            : notices.Write(to, Words, "TeamMany", [("n", Texts.Number(fresh))], Also(again));

    /// <summary>The same things once more, as nobody took them up.</summary>
    public Letter TeamAgain(Coordinator to, int again) =>
        again == 1
            ? notices.Write(to, Words, "TeamAgain", [])
            : notices.Write(to, Words, "TeamAgainMany", [("n", Texts.Number(again))]);

    /// <summary>For an address at which nobody comes in.</summary>
    /// <param name="asked">Who was asked to look.</param>
    public Letter WaitsForTeam(string to, IReadOnlyList<Coordinator> asked) =>
        notices.WithoutLink(to, Words, "WaitsForTeam", [], asked);

    /// <param name="newest">The newest tip that it tells of.</param>
    public bool Queue(Transaction transaction, Letter letter, long newest) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(
                Kind,
                $"tip:{newest}:{time.Now.ToUnixTimeSeconds()}:{letter.To}",
                time.Now.AddDays(1),
                TipId: newest,
                HandOverBy: time.Now + mail.AlertWithin
            )
        );

    private static string[] Also(int again) => again == 0 ? [] : [Words["TeamAlso", ("n", Texts.Number(again))]];
}
