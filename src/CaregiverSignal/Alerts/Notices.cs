using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Web;

namespace CaregiverSignal.Alerts;

/// <summary>The mails to a coordinator: that something waits, and where; never who or what.</summary>
public sealed class Notices(StaffLetters letters, SupportPointSettings support)
{
    private static readonly Texts Words = Texts.Of(typeof(Notices));

    public Letter Alert(Coordinator to) => Write(to, "Alert", []);

    /// <summary>Of what is nobody's yet: whoever reads it first takes it up.</summary>
    /// <param name="fresh">How many are new.</param>
    /// <param name="again">How many were told before, and nobody took them up.</param>
    public Letter Team(Coordinator to, int fresh, int again = 0) =>
        fresh == 1
            ? Write(to, "Team", [], TeamAlso(again))
            : Write(to, "TeamMany", [("n", Number(fresh))], TeamAlso(again));

    /// <summary>The same things once more, as nobody took them up.</summary>
    public Letter TeamAgain(Coordinator to, int again) =>
        again == 1 ? Write(to, "TeamAgain", []) : Write(to, "TeamAgainMany", [("n", Number(again))]);

    /// <summary>What a digest says when nothing but this waits.</summary>
    public Letter TeamWaits(Coordinator to, int waiting, bool isAlertLate = false) =>
        Write(to, "TeamWaits", [("n", Number(waiting))], Late(isAlertLate));

    /// <param name="budget">Named when there is more than the coordinator can carry in a week.</param>
    /// <param name="tasks">What stands on the worklist beside; named when there is any.</param>
    /// <param name="forTeam">What waits for the whole team; named when there is any.</param>
    /// <param name="isAlertLate">Somebody's alert is not with the relay though it should be.</param>
    public Letter Digest(
        Coordinator to,
        WorklistCounts counts,
        AlertBudget? budget = null,
        TaskCounts? tasks = null,
        int forTeam = 0,
        bool isAlertLate = false
    ) =>
        Write(
            to,
            budget?.Over > 0 ? "DigestOver" : "Digest",
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
            [.. TasksText(tasks ?? TaskCounts.None), .. TeamText(forTeam), .. Late(isAlertLate)]
        );

    /// <summary>What a digest says when somebody wrote, and no signal is open.</summary>
    public Letter Written(Coordinator to, TaskCounts tasks, int forTeam = 0, bool isAlertLate = false) =>
        Write(to, "Written", [], [.. TasksText(tasks), .. TeamText(forTeam), .. Late(isAlertLate)]);

    /// <summary>The same when nothing is to be read.</summary>
    public Letter Tasks(Coordinator to, TaskCounts tasks, int forTeam = 0, bool isAlertLate = false) =>
        Write(to, "Tasks", [], [.. TasksText(tasks), .. TeamText(forTeam), .. Late(isAlertLate)]);

    /// <summary>Once a week, so that no mail is never taken for nothing new.</summary>
    public Letter Quiet(Coordinator to, bool isAlertLate = false) =>
        Write(to, isAlertLate ? "QuietLate" : "Quiet", [], Late(isAlertLate));

    /// <param name="owner">Whose people it is about; the reader themselves, where nobody else can look.</param>
    public Letter Escalation(Coordinator to, int workingDays, Coordinator? owner = null) =>
        Write(
            to,
            owner?.Id == to.Id ? "EscalationOwn" : "Escalation",
            [("dagen", Wait.WorkingDaysOf(workingDays)), ("naam", owner?.CalledAs ?? Words["Colleague"])]
        );

    /// <summary>A mail about somebody's people as it goes to who minds them: it says whose they are.</summary>
    public Letter For(Coordinator to, Coordinator owner, Letter letter) =>
        to.Id == owner.Id
            ? letter
            : letter with
            {
                To = to.Email,
                Blocks =
                [
                    letter.Blocks[0],
                    new Paragraph(Words["InPlaceBody", ("naam", owner.CalledAs)]),
                    .. letter.Blocks.Skip(1),
                ],
            };

    /// <summary>
    /// For an address at which nobody comes in: that something waits, and what to do. No link, as it would open
    /// nothing.
    /// </summary>
    /// <param name="asked">Who was asked to look.</param>
    public Letter Waits(string to, Coordinator owner, IReadOnlyList<Coordinator> asked) =>
        WithoutLink(to, "Waits", [("naam", owner.CalledAs)], asked);

    /// <summary>The same of something for the whole team.</summary>
    public Letter WaitsForTeam(string to, IReadOnlyList<Coordinator> asked) =>
        WithoutLink(to, "WaitsForTeam", [], asked);

    /// <summary>To the deputy: what a coordinator did not read or do by its day.</summary>
    public Letter TasksLate(Coordinator to, int late) => Write(to, "TasksLate", [("n", Number(late))]);

    private static string[] Late(bool isAlertLate) => isAlertLate ? [Words["AlertLate"]] : [];

    private static string[] TeamAlso(int again) => again == 0 ? [] : [Words["TeamAlso", ("n", Number(again))]];

    private static string[] TeamText(int waiting) =>
        waiting == 0 ? [] : [Words["TeamWaitsBody", ("n", Number(waiting))]];

    private static IEnumerable<string> TasksText(TaskCounts tasks) =>
        new[] { ("CountWritten", tasks.Written), ("CountSilent", tasks.Silent), ("CountOther", tasks.Other) }
            .Where(one => one.Item2 > 0)
            .Select(one => Words[one.Item1, ("n", Number(one.Item2))]);

    private Letter Write(Coordinator to, string kind, (string, string)[] fill, params string[] more) =>
        letters.WithLink(
            to.Email,
            Words[kind + "Subject", fill],
            Words[kind + "Body", fill],
            Words["OpenLabel"],
            "/werklijst",
            more
        );

    private Letter WithoutLink(string to, string kind, (string, string)[] fill, IReadOnlyList<Coordinator> asked) =>
        letters.Of(
            to,
            Words[kind + "Subject", fill],
            Words[kind + "Body", fill],
            [
                new Paragraph(
                    asked.Count == 0
                        ? Words["AskedNobody"]
                        : Words["Asked", ("namen", string.Join(", ", asked.Select(one => one.CalledAs)))]
                ),
                new Paragraph(Words["NoDoor", ("telefoon", support.Phone)]),
            ]
        );

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
