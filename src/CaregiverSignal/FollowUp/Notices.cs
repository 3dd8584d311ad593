using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.People;

namespace CaregiverSignal.FollowUp;

/// <summary>The mails to a coordinator: that something waits, and where; never who or what.</summary>
public sealed class Notices(Settings settings)
{
    private static readonly Texts Words = Texts.Of(typeof(Notices));

    public Letter Alert(Coordinator to) => Write(to, "Alert", "Open", "/werklijst", []);

    /// <summary>Of something that is nobody's yet: whoever reads it first takes it up.</summary>
    public Letter Team(Coordinator to) => Write(to, "Team", "Open", "/werklijst", []);

    /// <summary>The same thing once more, as nobody took it up.</summary>
    public Letter TeamAgain(Coordinator to) => Write(to, "TeamAgain", "Open", "/werklijst", []);

    /// <summary>What a digest says when nothing but this waits.</summary>
    public Letter TeamWaits(Coordinator to, int waiting, bool isAlertLate = false) =>
        Write(to, "TeamWaits", "Open", "/werklijst", [("n", Number(waiting))], Late(isAlertLate));

    /// <param name="budget">Named when there is more than the coordinator can carry in a week.</param>
    /// <param name="neverAnswered">People who never answered; named when there are any.</param>
    /// <param name="forTeam">What waits for the whole team; named when there is any.</param>
    /// <param name="isAlertLate">Somebody's alert is not with the relay though it should be.</param>
    public Letter Digest(Coordinator to, WorklistCounts counts, AlertBudget? budget = null, int neverAnswered = 0, int forTeam = 0, bool isAlertLate = false) => Write(to, budget?.Over > 0 ? "DigestOver" : "Digest", "Open", "/werklijst",
        [
            ("open", Number(counts.Open)),
            ("vandaag", Number(counts.Today)),
            ("week", Number(counts.ThisWeek)),
            ("later", Number(counts.Later)),
            ("telaat", Number(counts.Overdue)),
            ("ruimte", Number(budget?.PerWeek ?? 0)),
            ("teveel", Number(budget?.Over ?? 0)),
            ("wacht", Number(budget?.Waiting.Count ?? 0)),
        ],
        [.. TeamText(forTeam), .. neverAnswered == 0 ? [] : new[] { NeverAnsweredText(neverAnswered) }, .. Late(isAlertLate)]);

    /// <summary>What a digest says when nothing but this waits.</summary>
    public Letter NeverAnswered(Coordinator to, int people, int forTeam = 0, bool isAlertLate = false) =>
        Write(to, "NeverAnswered", "Open", "/werklijst", [("nooit", Number(people))], [.. TeamText(forTeam), .. Late(isAlertLate)]);

    /// <summary>Once a week, so that no mail is never taken for nothing new.</summary>
    public Letter Quiet(Coordinator to, bool isAlertLate = false) => Write(to, isAlertLate ? "QuietLate" : "Quiet", "Open", "/werklijst", [], Late(isAlertLate));

    public Letter Escalation(Coordinator to, int workingDays) => Write(to, "Escalation", "Open", "/werklijst", [("dagen", Number(workingDays))]);

    /// <param name="key">The one-time key; it is in this mail and nowhere else.</param>
    public Letter SignIn(Coordinator to, string key) => Write(to, "SignIn", "SignIn", "/i/" + key, []);

    private static string[] Late(bool isAlertLate) => isAlertLate ? [Words["AlertLate"]] : [];

    private static string[] TeamText(int waiting) => waiting == 0 ? [] : [Words["TeamWaitsBody", ("n", Number(waiting))]];

    private static string NeverAnsweredText(int people) => Words["NeverAnsweredBody", ("nooit", Number(people))];

    private Letter Write(Coordinator to, string kind, string label, string path, (string, string)[] fill, params string[] more) => new(
        settings.SupportPoint.Name,
        settings.Mail.From,
        settings.SupportPoint.Email,
        to.Email,
        null,
        Words[kind + "Subject", fill],
        [
            new Paragraph(Words["Greeting"]),
            new Paragraph(Words[kind + "Body", fill]),
            .. more.Select(text => new Paragraph(text)),
            new LinkLine(Words[label + "Label"], settings.Site.BaseUrl + path),
            new Paragraph(Words["Question", ("telefoon", settings.SupportPoint.Phone)]),
            new Lines([settings.SupportPoint.Name]),
        ],
        null);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
