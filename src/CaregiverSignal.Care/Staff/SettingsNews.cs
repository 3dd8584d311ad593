using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff;

/// <summary>Tells the other administrators and the team leads, and where there are none all coordinators and the
/// support point itself, where mail goes, answers and calls come in or the pages are from now on: by the relay as it
/// was, as a new one may be somebody's own.</summary>
public sealed class SettingsNews(Database database, CurrentSettings settings, AccountMail mail, SiteTime time)
{
    /// <param name="what">Each place that changes, and what it will be, in words; nothing is told of none.</param>
    /// <returns>Tells it, once it holds; by the outbox to whom the relay of before does not take it.</returns>
    public async Task<Func<Task>> OfAsync(
        SignedInStaff by,
        IReadOnlyList<string> what,
        CancellationToken stop = default
    )
    {
        if (what.Count == 0)
            return () => Task.CompletedTask;
        var relay = settings.Mail is { Mode: MailMode.Smtp } now ? now.Relay : null;
        // The address as it was: it may be what changes. Where there was no relay yet, nothing is led away.
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
        // So long the page waits (our choice).
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
