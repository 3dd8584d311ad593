using CaregiverSignal.CheckIns;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Demo;

/// <summary>
/// Where to look in a demo: the mail, the questions, the worklist, and the people whose story it tells.
/// </summary>
public sealed class Tour(Installation installation, Database database, SiteTime time)
{
    public const string Home = "/demo";

    /// <summary>The time between two beats: a visitor's answer shows on the worklist at once.</summary>
    private static readonly TimeSpan BeatsEvery = TimeSpan.FromSeconds(2);

    /// <summary>Among how many of the newest mails one is looked for that waits for an answer.</summary>
    private const int MailsSearched = 200;

    /// <summary>As long as a session.</summary>
    private static readonly TimeSpan SignInLife = TimeSpan.FromHours(24);

    /// <summary>Whose case shows what, by number, with the key of the sentence about them.</summary>
    private static readonly (int Number, string Words)[] Told =
    [
        (33, "Asks"),
        (39, "TakenUp"),
        (42, "NotReached"),
        (6, "RespiteFailed"),
        (48, "Followed"),
        (12, "Bereaved"),
        (3, "Content"),
    ];

    private readonly DemoMail mail = new(installation, database);

    public Database Database => database;

    public DemoMail Mail => mail;

    public SupportPointSettings Support => installation.Settings.SupportPoint;

    /// <summary>
    /// The service of a demo: the real service on the demo's clock and mail folder, with the tour added.
    /// </summary>
    public static WebApplication Build(Installation installation, Database database, out Tour tour)
    {
        var at = database.Read(SiteClockTable.Get)!.At;
        var clock = new ShiftedClock(TimeProvider.System, at);
        tour = new Tour(installation, database, installation.Settings.Site.TimeBy(clock));
        var app = Service.Build(installation, database, clock, beats: true, BeatsEvery, tour.Mail.Sender());
        app.Serve<TourEndpoints>(tour);
        return app;
    }

    /// <summary>
    /// The mail with questions that wait for an answer, preferably of one of the first coordinator's people; null when
    /// all have answered.
    /// </summary>
    public (string Mail, string Key, Caregiver Caregiver)? Invitation()
    {
        var open = mail.Newest().Take(MailsSearched).Select(WaitsForAnswer).Where(one => one is not null);
        var first = Coordinator(Staff.All[0].Email)!.Id;
        return open.FirstOrDefault(one => one!.Value.Caregiver.CoordinatorId == first) ?? open.FirstOrDefault();
    }

    public IReadOnlyList<(Caregiver Caregiver, string Words)> Story() =>
        database.Read<IReadOnlyList<(Caregiver, string)>>(transaction =>
            [
                .. from one in Told
                let caregiver = CaregiverTable.ByPerson(transaction, Population.KeyOf(one.Number))
                where caregiver is not null
                select (caregiver, one.Words),
            ]
        );

    public Coordinator? Coordinator(string email) =>
        database.Read(transaction => CoordinatorTable.ByEmail(transaction, email));

    public void Introduce(TextWriter output)
    {
        var site = installation.Settings.Site.BaseUrl;
        output.WriteLine();
        output.WriteLine("Look around");
        output.WriteLine("  begin here, it leads past everything in ten minutes:");
        output.WriteLine($"    {site}{Home}");
        output.WriteLine($"  as coordinator {Staff.All[0].Name} (this link works once):");
        output.WriteLine($"    {site}/i/{SignInKey(Staff.All[0])}");
        output.WriteLine($"  as team lead {Staff.OtherLead.Name}, who sees the team and passes people on:");
        output.WriteLine($"    {site}/i/{SignInKey(Staff.OtherLead)}");
        if (Invitation() is var (_, key, caregiver))
        {
            output.WriteLine(
                $"  as caregiver {caregiver.FirstName} {caregiver.LastName}, by the link in a mail that waits for an answer:"
            );
            output.WriteLine($"    {site}/v/{key}");
        }

        output.WriteLine();
    }

    private string SignInKey(Staff one) =>
        database
            .Write(transaction =>
                LinkTable.AddSignIn(
                    transaction,
                    CoordinatorTable.ByEmail(transaction, one.Email)!.Id,
                    time.Now,
                    time.Now + SignInLife
                )
            )
            .Clear;

    private (string Mail, string Key, Caregiver Caregiver)? WaitsForAnswer(string name) =>
        mail.KeyIn(name) is { } key
            ? database.Read(transaction =>
                LinkTable.Find(transaction, KeyPurpose.Form, key, time.Now) is { CheckInId: { } id }
                && CheckInTable.Get(transaction, id) is { ClosedAt: null } open
                    ? (name, key, CaregiverTable.Get(transaction, open.CaregiverId)!)
                    : ((string, string, Caregiver)?)null
            )
            : null;
}
