using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Health;

/// <summary>The mail to administrators, or to the support point without any, that somebody must look: once a day for
/// each problem, without saying which.</summary>
public sealed class TroubleMail(
    StaffLetters letters,
    Outbox outbox,
    Database database,
    CurrentSettings settings,
    SiteTime time
)
{
    private static readonly Texts Words = Texts.Of(typeof(TroubleMail));

    public static readonly MailKind Kind = new("trouble", Priority: 48, Words) { Urgent = true, OnRequest = true };

    /// <summary>If they are the problem, no mail would go.</summary>
    private static readonly string[] OfMail = ["store", "mail", "sending"];

    private readonly HashSet<(string Check, DateOnly Day)> told = [];

    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task QueueAsync(IReadOnlyList<string> wrong, CancellationToken stop = default)
    {
        var today = time.Today;
        if (
            wrong.Intersect(OfMail).Any()
            || wrong.All(check => told.Contains((check, today)))
            || await database.ReadAsync(SendHold.WhyHeld, stop) is not (null or HoldReason.Clock)
        )
            return;
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var letter in await Letters(transaction))
                foreach (var check in wrong)
                    await outbox.Queue(
                        transaction,
                        letter,
                        new Envelope(Kind, $"{Kind.Code}:{check}:{today:yyyy-MM-dd}:{letter.To}", time.Now.AddDays(1))
                    );
            },
            stop
        );
        told.UnionWith(wrong.Select(check => (check, today)));
    }

    private async Task<IReadOnlyList<Letter>> Letters(Transaction transaction) =>
        await CoordinatorTable.Administrators(transaction) is { Count: > 0 } administrators
            ? [.. administrators.Select(ToAdministrator)]
            : [Of(settings.SupportPoint.Email)];

    public Letter ToAdministrator(Coordinator to)
    {
        using var spoken = letters.Speak(to);
        return Of(to.Email);
    }

    private Letter Of(string to) =>
        letters.WithLink(to, Words["Subject"], Words["Body"], Words["Label"], letters.Pages.Settings);
}
