using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Demo;
using CaregiverSignal.Import;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Answers;

public sealed class SendingTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_reminder_that_waits_for_the_mail_window_does_not_go_to_somebody_who_has_answered()
    {
        using var folder = DemoFolder.Take(Path.Combine(temporary.Name, "demo"), out _);
        string[] questionnaires = ["--Questionnaires:Folder=" + Some.QuestionnairesFolder, "--Questionnaires:Plan=" + Path.Combine(Some.QuestionnairesFolder, "plan.json")];
        var installation = DemoInstallation.In(folder!, Installation.Load(questionnaires, out _)!);
        using var database = Database.Open(folder!.Database);
        var clock = new StandingClock(At("2026-03-02T10:00"));
        using var services = new ServiceCollection().AddCaregiverSignal(installation, database, clock).BuildServiceProvider();
        var (heartbeat, time) = (services.GetRequiredService<Heartbeat>(), services.GetRequiredService<SiteTime>());
        var person = Population.Invent(new DemoOptions(1, 1, 1))[0].Row with { Enrolled = new DateOnly(2026, 3, 2) };
        new Importing(installation.Settings, installation.Instruments, installation.Plan, time)
            .Store(database, new ImportFolder([person], [], [], []), dryRun: false, out _);
        heartbeat.Beat(TestContext.Current.CancellationToken);
        clock.MoveTo(At("2026-03-09T07:30"));
        heartbeat.Beat(TestContext.Current.CancellationToken);
        Assert.Equal(("reminder", "ready"), Reminder(database));

        database.Write(work => Sending.Send(work, CheckInTable.OpenOf(work, CaregiverTable.ByPerson(work, person.Person)!.Id)!, time));
        clock.MoveTo(At("2026-03-09T10:00"));
        heartbeat.Beat(TestContext.Current.CancellationToken);

        Assert.Equal(("reminder", "cancelled"), Reminder(database));
    }

    private static (string, string) Reminder(Database database)
    {
        var one = database.Read(MailTable.CountByState).Single(one => one.Kind == "reminder");
        return (one.Kind, one.State);
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
