using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>
/// The stops of the tour through a demo: the mail, the questions, the worklist, one person's year.
/// </summary>
public sealed class Tour(
    Installation installation,
    Database database,
    SiteTime time,
    Mailboxes mailboxes,
    IReadOnlyList<Participant> people
)
{
    /// <summary>The path at which it begins.</summary>
    public const string Home = "/demo";

    /// <summary>The time between two beats: a visitor's answer shows on the worklist at once.</summary>
    public static readonly TimeSpan BeatsEvery = TimeSpan.FromSeconds(2);

    /// <summary>
    /// As long as a session: the tour goes on while the program runs, and a new link is one key press away.
    /// </summary>
    private static readonly TimeSpan SignInLife = TimeSpan.FromHours(24);

    private readonly Lazy<Participant?> featured = new(() =>
        Story.Helped(database, people) ?? (people.Count > 0 ? people[0] : null)
    );

    public Installation Installation => installation;

    public Database Database => database;

    public SiteTime Time => time;

    public Mailboxes Mailboxes => mailboxes;

    private string Site => installation.Settings.Site.BaseUrl;

    /// <summary>The coordinator with most on the worklist.</summary>
    public Coordinator Coordinator() => database.Read(Busiest);

    /// <summary>
    /// A mail that waits for an answer, preferably to one of that coordinator's people; null when all have answered.
    /// </summary>
    public (WrittenMail Mail, Participant Person)? Invitation()
    {
        var open = database.Read(transaction => DemoTable.OpenInvitation(transaction, Busiest(transaction).Id));
        return
            open is not null
            && mailboxes.Find(open.MailId) is { } mail
            && people.FirstOrDefault(one => one.Id == open.CaregiverId) is { } person
            ? (mail, person)
            : null;
    }

    /// <summary>
    /// The person whose year is shown: strain rose, somebody talked with them, and it fell; without such a person, the
    /// first.
    /// </summary>
    public Participant? Featured() => featured.Value;

    /// <returns>The coordinator's name, and the address of a new link that signs in once.</returns>
    public (string Name, string Address) SignIn() => SignIn(Coordinator());

    /// <returns>The same of somebody who leads a team.</returns>
    public (string Name, string Address) SignInAsLead() =>
        SignIn(database.Read(transaction => CoordinatorTable.ByEmail(transaction, Staff.OtherLead.Email)!));

    private (string Name, string Address) SignIn(Coordinator coordinator)
    {
        var key = database.Write(transaction =>
            LinkTable.AddSignIn(transaction, coordinator.Id, time.Now, time.Now + SignInLife)
        );
        return (coordinator.Name!, $"{Site}/i/{key.Clear}");
    }

    /// <summary>The address of questions that somebody has not answered yet; null when all have answered.</summary>
    public (string Name, string Address)? Questions() =>
        Invitation() is { } open && mailboxes.KeyIn(open.Mail.Id) is { } key
            ? (open.Person.Persona.FullName, $"{Site}/v/{key}")
            : null;

    public string Start => Site + Home;

    private static Coordinator Busiest(Transaction transaction)
    {
        var staff = Staff.All.Select(one => CoordinatorTable.ByEmail(transaction, one.Email)!).ToList();
        var open = SignalTable
            .OpenCases(transaction, [.. staff.Select(one => one.Id)])
            .ToLookup(one => one.CoordinatorId);
        return staff.MaxBy(one => (open[one.Id].Count(), -one.Id))!;
    }
}
