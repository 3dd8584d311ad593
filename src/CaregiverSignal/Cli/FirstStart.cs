using CaregiverSignal.Hosting;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>
/// Guards the first start of a store that never mailed, with a relay and people who are due: it says what will be sent,
/// and asks the person at the terminal.
/// </summary>
/// <remarks>
/// Without a terminal, as under systemd, it only says so and starts: a service that waits for an answer would wait at
/// every start until somebody comes, and meanwhile ask and notify nobody. <c>check</c> warns of it beforehand.
/// </remarks>
public static class FirstStart
{
    public static bool MayStart(Installation installation, Database database, TextWriter error)
    {
        if (installation.Settings.Mail.Mode != MailMode.Smtp)
            return true;
        var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
        var (hasMailed, now) = database.Read(transaction =>
            (MailTable.HasAny(transaction), MailForecast.Read(transaction, time))
        );
        if (hasMailed || now.IsNothing)
            return true;

        error.WriteLine($"This store has never mailed. Starting now {now.InWords()}.");
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            return true;
        if (Verbs.Agrees(error, "May this go?"))
            return true;
        error.WriteLine("Nothing was started.");
        return false;
    }
}
