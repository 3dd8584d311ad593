using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Demo;

/// <summary>A demo's settings: the operator's questionnaires and rules, with its own database and people.</summary>
public static class DemoInstallation
{
    private const string Phone = "088 000 00 00";
    private const string Email = "steunpunt@delinde.example.org";

    public static Installation In(DemoFolder folder, Installation real)
    {
        var settings = new Settings(
            new StorageSettings(new SqliteFile(folder.Database)),
            new MailSettings(
                MailMode.Folder,
                folder.Mail,
                new SmtpSettings("localhost", 587, SmtpSecurity.StartTls),
                Email,
                PerMinute: 0,
                PerDomainPerMinute: 0,
                PerDay: 0,
                new MailWindow(
                    new TimeOnly(9, 0),
                    new TimeOnly(20, 0),
                    new HashSet<DayOfWeek>(Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Sunday]))
                )
            ),
            new SiteSettings(
                OwnAddress.Of(real.Configuration["Urls"]),
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
                []
            ),
            new SupportPointSettings(Words.Story["SupportPoint"], Phone, Email, Language: Languages.Current)
            {
                Tour = Tour.Home,
                Unchecked = real.Settings.SupportPoint.Unchecked,
            },
            real.Settings.Now.Questionnaires,
            real.Settings.Signals,
            real.Settings.Retention
        );
        return real with { Settings = new CurrentSettings(settings, FixedIn(real.Configuration, settings.Site)) };
    }

    /// <summary>What the demo's administrator cannot change in the settings: nothing leaves this machine.</summary>
    /// <remarks>The mail mode is spelt differently from the default, so that it counts as set by the
    /// installation.</remarks>
    private static IConfigurationRoot FixedIn(IConfiguration real, SiteSettings site) =>
        new ConfigurationBuilder()
            .AddConfiguration(real)
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    [PageSettings.Address] = site.BaseUrl,
                    ["SupportPoint:Name"] = Words.Story["SupportPoint"],
                    ["SupportPoint:Phone"] = Phone,
                    ["SupportPoint:Email"] = Email,
                    ["SupportPoint:Language"] = Languages.Current.Code(),
                    ["Mail:Mode"] = "Folder",
                    [PageSettings.InboxFolder] = "–",
                }
            )
            .Build();
}
