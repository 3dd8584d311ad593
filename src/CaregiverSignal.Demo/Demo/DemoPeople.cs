using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Sharing;
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

    /// <summary>The mail with questions that wait for an answer, preferably of one of the first coordinator's people;
    /// null when all have answered.</summary>
    public async Task<WaitingMail?> InvitationAsync(CancellationToken stop = default)
    {
        var open = (await Mail.Newest().Take(MailsSearched).SelectAsync(WaitsForAnswerAsync)).Where(pair =>
            pair is not null
        );
        var first = (await CoordinatorAsync(Employee.All[0].Email, stop))!.Id;
        return open.FirstOrDefault(pair => pair!.Caregiver.CoordinatorId == first) ?? open.FirstOrDefault();
    }

    /// <summary>The newest mail to a general practitioner; null where none went.</summary>
    public string? DoctorsMail() =>
        Mail.Newest()
            .FirstOrDefault(name =>
                DemoMail.KindOf(name) == installation.MailKinds.Word(SharedMails.Kind.Code, "File")
            );

    public Task<IReadOnlyList<ToldPerson>> StoryAsync(CancellationToken stop = default) =>
        database.ReadAsync<IReadOnlyList<ToldPerson>>(
            async transaction =>
            {
                List<ToldPerson> told = [];
                foreach (var (number, words) in Told)
                {
                    if (await CaregiverTable.ByPerson(transaction, Population.KeyOf(number)) is { } caregiver)
                        told.Add(new(caregiver, words));
                }

                return told;
            },
            stop
        );

    public Task<Coordinator?> CoordinatorAsync(string email, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await CoordinatorTable.ByEmail(transaction, email), stop);

    /// <summary>The key of a new sign-in link.</summary>
    public async Task<string> SignInKeyAsync(Employee staff, CancellationToken stop = default) =>
        (
            await database.WriteAsync(
                async transaction =>
                    await LinkTable.AddSignIn(
                        transaction,
                        (await CoordinatorTable.ByEmail(transaction, staff.Email))!.Id,
                        time.Now,
                        time.Now + SignInLife
                    ),
                stop
            )
        ).Clear;

    private async Task<WaitingMail?> WaitsForAnswerAsync(string name) =>
        Mail.KeyIn(name, pages.Form) is { } key
            ? await database.ReadAsync(async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.Form, key, time.Now) is { CheckInId: { } id }
                && await CheckInTable.Get(transaction, id) is { ClosedAt: null } open
                    ? new WaitingMail(name, key, (await CaregiverTable.Get(transaction, open.CaregiverId))!)
                    : null
            )
            : null;
}

/// <summary>A mail with questions that wait for an answer.</summary>
/// <param name="Key">Of the link in it.</param>
public sealed record WaitingMail(string Mail, string Key, Caregiver Caregiver);

/// <summary>Somebody of the tour's story.</summary>
/// <param name="Words">The key of what is told of them.</param>
public sealed record ToldPerson(Caregiver Caregiver, string Words);
