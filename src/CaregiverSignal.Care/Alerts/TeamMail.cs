using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Alerts;

/// <summary>The mail to the whole team about concerns, which belong to nobody yet: the first to read one takes it
/// up.</summary>
internal sealed class TeamMail(Notices notices, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(TeamMail));

    /// <remarks>A concern is to be read on its working day, so it goes before mail that can wait for the morning;
    /// anybody can send one, so it goes after alerts and sign-in links.</remarks>
    public static readonly MailKind Kind = new("concern-report", Priority: 30, Words) { Urgent = true };

    public Letter Team(Coordinator to, int fresh)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "Team", [("n", Texts.Number(fresh))]);
    }

    /// <summary>For an address with which nobody can sign in.</summary>
    /// <param name="asked">The colleagues asked to look.</param>
    public Letter WaitsForTeam(string to, IReadOnlyList<Coordinator> asked) =>
        notices.WithoutLink(to, Words, "WaitsForTeam", [], asked);

    internal Task<bool> Queue(Transaction transaction, Letter letter, long newest) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(
                Kind,
                $"concern-report:{newest}:{time.Now.ToUnixTimeSeconds()}:{letter.To}",
                time.Now.AddDays(1),
                ConcernReportId: newest,
                HandOverBy: time.Now + MailSettings.AlertWithin
            )
        );
}
