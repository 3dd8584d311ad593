using CaregiverSignal.Configuration;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Demo;

/// <summary>
/// Makes the settings of a demo: questionnaires, rules, terms and follow-up are the operator's; store, mail, addresses
/// and people never are.
/// </summary>
public static class DemoInstallation
{
    public static Installation In(DemoFolder folder, Installation real)
    {
        const string email = "steunpunt@delinde.example.org";
        var settings = new Settings(
            new StorageSettings(new SqliteFile(folder.Database)),
            new MailSettings(
                MailMode.Folder,
                folder.Mail,
                new SmtpSettings("localhost", 587, SmtpSecurity.StartTls),
                email,
                PerMinute: 0,
                PerDomainPerMinute: 0,
                PerDay: 0,
                new MailWindow(
                    new TimeOnly(9, 0),
                    new TimeOnly(20, 0),
                    new HashSet<DayOfWeek>(Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Sunday]))
                )
            )
            {
                GuardFile = GuardFile.Beside(Path.GetDirectoryName(folder.Database)!),
            },
            new SiteSettings(
                OwnAddress.Of(real.Configuration["Urls"]),
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
                []
            ),
            new SupportPointSettings("Steunpunt De Linde (demo)", "088 000 00 00", email) { Tour = Tour.Home },
            real.Settings.Questionnaires,
            real.Settings.FollowUp,
            real.Settings.Signals,
            real.Settings.Retention
        );
        return real with { Settings = settings, Configuration = WithOwn(settings, real.Configuration) };
    }

    /// <summary>
    /// The configuration with what a demo has of its own, over which goes what somebody changes in its pages.
    /// </summary>
    private static IConfiguration WithOwn(Settings settings, IConfiguration real) =>
        new ConfigurationBuilder()
            .AddConfiguration(real)
            .AddInMemoryCollection([
                new("SupportPoint:Phone", settings.SupportPoint.Phone),
                new("SupportPoint:CallingHours", ""),
                new("Site:ClosedDays", ""),
            ])
            .Build();
}
