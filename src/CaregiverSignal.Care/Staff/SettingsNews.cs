using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff;

/// <summary>Notifies the other administrators and team leads (if none, all coordinators and the support point) when
/// mail, replies, calls or the pages move. Sent by the previous relay, as a new one may be somebody's own.</summary>
public sealed class SettingsNews(Database database, CurrentSettings settings, AccountMail mail, SiteTime time)
{
    /// <param name="what">Each place that changes and its new value, in words; with none, nobody is told.</param>
    /// <returns>Sends the news once it applies; by the outbox to anybody the previous relay does not accept.</returns>
    public async Task<Func<Task>> OfAsync(
        SignedInStaff by,
        IReadOnlyList<string> what,
        CancellationToken stop = default
    )
    {
        if (what.Count == 0)
            return () => Task.CompletedTask;
        var relay = settings.Mail is { Mode: MailMode.Smtp } now ? now.Relay : null;
        // The previous address, as it may be what changes. Without a previous relay nothing is diverted.
        var support = relay is null ? null : settings.SupportPoint.Email;
        var letters = await database.ReadAsync(
            transaction =>
                mail.OfPlaces(transaction, by.On(Ground.Accounts), support, ("wat", string.Join("; ", what))),
            stop
        );
        return async () =>
        {
            var left = relay is null ? letters : await LeftBy(relay, letters);
            await database.WriteAsync(transaction => mail.Queue(transaction, left), stop);
        };
    }

    private async Task<IReadOnlyList<Letter>> LeftBy(SmtpSettings relay, IReadOnlyList<Letter> letters)
    {
        await using var sender = new RelaySender(relay, time.Provider);
        // How long the page waits (our choice).
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), time.Provider);
        var left = new List<Letter>();
        foreach (var letter in letters)
        {
            if (
                (await sender.SendAsync(TestMail.Composed(letter, time.Provider), patience.Token)).Result
                != SendResult.Sent
            )
                left.Add(letter);
        }

        return left;
    }
}
