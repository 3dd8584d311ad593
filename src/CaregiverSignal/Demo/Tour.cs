using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>
/// What somebody is led past in a demo whose pages are open: the mail, the questions, the desk, one year, the numbers.
/// </summary>
public sealed class Tour(
    Installation installation,
    Database database,
    SiteTime time,
    Mailboxes mailboxes,
    IReadOnlyList<Participant> people,
    DemoOptions options
)
{
    /// <summary>Where it begins.</summary>
    public const string Home = "/demo";

    /// <summary>Between two beats: who answers sees on the desk at once what comes of it.</summary>
    public static readonly TimeSpan BeatsEvery = TimeSpan.FromSeconds(2);

    /// <summary>
    /// As long as a session: a tour lasts for as long as the program runs, and another link is one key away.
    /// </summary>
    private static readonly TimeSpan SignInLife = TimeSpan.FromHours(24);

    private readonly Lazy<Participant?> featured = new(() =>
        Story.Helped(database, people) ?? (people.Count > 0 ? people[0] : null)
    );

    public Installation Installation => installation;

    public Database Database => database;

    public SiteTime Time => time;

    public Mailboxes Mailboxes => mailboxes;

    public DemoOptions Options => options;

    public IReadOnlyList<Participant> People => people;

    private string Site => installation.Settings.Site.BaseUrl;

    /// <summary>The coordinator with most on the worklist.</summary>
    public Coordinator Coordinator() => database.Read(Busiest);

    /// <summary>
    /// A mail that waits for an answer, of somebody of that coordinator where there is one; null when all have
    /// answered.
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
    /// Whose year is told: it rose, somebody talked with them, and it fell; where there is nobody like that, the first.
    /// </summary>
    public Participant? Featured() => featured.Value;

    /// <returns>The coordinator's name, and the address of a new link that signs in once.</returns>
    public (string Name, string Address) SignIn()
    {
        var coordinator = Coordinator();
        var key = database.Write(transaction =>
            LinkTable.AddSignIn(transaction, coordinator.Id, time.Now, time.Now + SignInLife)
        );
        return (coordinator.Name!, $"{Site}/i/{key.Clear}");
    }

    /// <summary>The address of the questions of somebody who has not answered them; null when all have.</summary>
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
