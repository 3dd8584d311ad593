using System.Security.Cryptography;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The mail to a colleague that their sign-in has changed, in case they did not do it themselves.</summary>
public sealed class AccountMail(StaffLetters letters, Outbox outbox, AuditWriter auditWriter, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(AccountMail));

    /// <remarks>After alerts: it is news, but no caregiver waits for it.</remarks>
    public static readonly MailKind Kind = new("account", Priority: 45, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>Logs the change, and notifies the account holder.</summary>
    /// <param name="what">The key of the text about the change.</param>
    internal async Task Queue(Transaction transaction, Coordinator to, string what, Actor by)
    {
        await auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.SignIn, to.Id));
        await outbox.Queue(
            transaction,
            Changed(to, what),
            new Envelope(Kind, $"{Kind.Code}:{what}:{to.Id}:{time.Now.ToUnixTimeMilliseconds()}", time.Now + Life)
        );
    }

    /// <summary>Notifies administrators and team leads of who may sign in and in which role, except the person who
    /// changed it and the account holder.</summary>
    /// <param name="what">The key of the text.</param>
    internal async Task TellOthers(Transaction transaction, Coordinator about, string what, Actor by) =>
        await Queue(transaction, await ToOthers(transaction, what, about, by));

    internal async Task Queue(Transaction transaction, IReadOnlyList<Letter> letters)
    {
        foreach (var letter in letters)
            await outbox.Queue(
                transaction,
                letter,
                new Envelope(Kind, $"{Kind.Code}:{RandomNumberGenerator.GetHexString(32)}", time.Now + Life)
            );
    }

    /// <summary>Messages about changed mail destinations, to the other administrators and the leads. If there are none,
    /// one person could redirect all mail unseen: then to all other staff and to the support point's own
    /// address.</summary>
    /// <param name="support">Null if it has no address of its own.</param>
    internal async Task<IReadOnlyList<Letter>> OfPlaces(
        Transaction transaction,
        Actor by,
        string? support,
        params (string, string)[] fill
    )
    {
        if (await ToOthers(transaction, "Place", null, by, fill) is { Count: > 0 } watchful)
            return watchful;
        var everybody = (await CoordinatorTable.All(transaction)).Where(to =>
            to.EnrolledAt is not null && to.Id != by.StaffId
        );
        return
        [
            .. await everybody.SelectAsync(to => News(transaction, to, "Place", null, by, fill)),
            .. support is null
                ? Array.Empty<Letter>()
                : [await News(transaction, null, "Place", null, by, fill, support)],
        ];
    }

    private async Task<IReadOnlyList<Letter>> ToOthers(
        Transaction transaction,
        string what,
        Coordinator? about,
        Actor by,
        params (string, string)[] fill
    ) =>
        [
            .. await (await CoordinatorTable.All(transaction))
                .Where(to => to is { EnrolledAt: not null } and ({ IsAdministrator: true } or { IsTeamLead: true }))
                .Where(to => to.Id != about?.Id && to.Id != by.StaffId)
                .SelectAsync(to => News(transaction, to, what, about, by, fill)),
        ];

    /// <param name="to">Null for the support point itself, at its address.</param>
    private async Task<Letter> News(
        Transaction transaction,
        Coordinator? to,
        string what,
        Coordinator? about,
        Actor by,
        (string, string)[] fill,
        string address = ""
    )
    {
        var who = by.StaffId is { } id ? await CoordinatorTable.Get(transaction, id) : null;
        var team = about?.TeamId is { } of ? await TeamTable.Get(transaction, of) : null;
        using var spoken = letters.Speak(to);
        var roles = about?.Roles.Select(role => Words["Role." + role.Code()]) ?? [];
        return letters.WithLink(
            to?.Email ?? address,
            Words["News.Subject"],
            Words[
                "News." + what,
                [
                    ("wie", who?.CalledAs ?? Words["News.Server"]),
                    ("naam", about?.CalledAs ?? ""),
                    ("rollen", string.Join(", ", roles)),
                    ("team", team?.Name ?? "–"),
                    .. fill,
                ]
            ],
            Words["News.Label"],
            to switch
            {
                { IsAdministrator: true } => letters.Pages.Accounts,
                { IsTeamLead: true } => letters.Pages.AuditLog,
                _ => letters.Pages.SignIn,
            },
            Words["News.NotRight"]
        );
    }

    public Letter Changed(Coordinator to, string what)
    {
        using var spoken = letters.Speak(to);
        return letters.WithLink(
            to.Email,
            Words["Subject"],
            Words[what],
            Words["Label"],
            letters.Pages.OwnAccount,
            Words["NotYou"]
        );
    }
}
