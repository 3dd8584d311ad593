using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Demo;

/// <summary>The mail, the staff and the people of a demo whose story its tour tells.</summary>
public sealed class DemoPeople(Installation installation, Database database, PagePaths pages, SiteTime time)
{
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

    public DemoMail Mail { get; } = new(installation, database);

    /// <summary>
    /// The mail with questions that wait for an answer, preferably of one of the first coordinator's people; null when
    /// all have answered.
    /// </summary>
    public (string Mail, string Key, Caregiver Caregiver)? Invitation()
    {
        var open = Mail.Newest().Take(MailsSearched).Select(WaitsForAnswer).Where(pair => pair is not null);
        var first = Coordinator(Staff.All[0].Email)!.Id;
        return open.FirstOrDefault(pair => pair!.Value.Caregiver.CoordinatorId == first) ?? open.FirstOrDefault();
    }

    public IReadOnlyList<(Caregiver Caregiver, string Words)> Story() =>
        database.Read<IReadOnlyList<(Caregiver, string)>>(transaction =>
            [
                .. from told in Told
                let caregiver = CaregiverTable.ByPerson(transaction, Population.KeyOf(told.Number))
                where caregiver is not null
                select (caregiver, told.Words),
            ]
        );

    public Coordinator? Coordinator(string email) =>
        database.Read(transaction => CoordinatorTable.ByEmail(transaction, email));

    /// <summary>The key of a new sign-in link.</summary>
    public string SignInKey(Staff staff) =>
        database
            .Write(transaction =>
                LinkTable.AddSignIn(
                    transaction,
                    CoordinatorTable.ByEmail(transaction, staff.Email)!.Id,
                    time.Now,
                    time.Now + SignInLife
                )
            )
            .Clear;

    private (string Mail, string Key, Caregiver Caregiver)? WaitsForAnswer(string name) =>
        Mail.KeyIn(name, pages.Form) is { } key
            ? database.Read(transaction =>
                LinkTable.Find(transaction, KeyPurpose.Form, key, time.Now) is { CheckInId: { } id }
                && CheckInTable.Get(transaction, id) is { ClosedAt: null } open
                    ? (name, key, CaregiverTable.Get(transaction, open.CaregiverId)!)
                    : ((string, string, Caregiver)?)null
            )
            : null;
}
