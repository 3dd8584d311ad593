using System.Text.Json;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Senders;
using Microsoft.Extensions.Configuration;

namespace CaregiverSignal.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080")]
    [InlineData("http://localhost:5099/", "http://localhost:5099")]
    [InlineData("http://*:8080;https://*:8443", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    public void Without_an_address_of_its_own_links_lead_to_where_the_pages_open(string? urls, string expected)
    {
        Assert.Equal(expected, Some.Settings(("Urls", urls)).Site.BaseUrl);
    }

    [Fact]
    public void With_nothing_given_the_standards_apply()
    {
        var settings = Some.Settings();

        Assert.Equal(
            ("SQLite", Path.GetFullPath("data/caregiversignal.db")),
            (settings.Storage.Engine.Product, settings.Storage.Engine.Name)
        );
        Assert.Equal(
            (MailMode.Folder, "data/mail", 20, 5, 0),
            (
                settings.Mail.Mode,
                settings.Mail.Folder,
                settings.Mail.PerMinute,
                settings.Mail.PerDomainPerMinute,
                settings.Mail.PerDay
            )
        );
        Assert.Equal(
            (new TimeOnly(9, 0), new TimeOnly(20, 0), 6),
            (settings.Mail.Window.From, settings.Mail.Window.To!.Value, settings.Mail.Window.Days.Count)
        );
        Assert.Equal(("http://localhost:5080", "Europe/Amsterdam"), (settings.Site.BaseUrl, settings.Site.TimeZone.Id));
        Assert.Equal(new RuleSettings(), settings.Signals);
    }

    [Fact]
    public void Days_on_which_the_support_point_is_closed_are_no_working_days()
    {
        var days = Some.Settings(("Site:ClosedDays", "24-12-2026, 2026-12-28..31-12-2026,")).Site.WorkingDays;

        Assert.Equal(new DateOnly(2027, 1, 4), days.Add(new DateOnly(2026, 12, 23), 1));
    }

    [Fact]
    public void Proxies_are_addresses_and_everything_else_is_refused()
    {
        Assert.Equal(
            ["127.0.0.1", "::1"],
            Some.Settings(("Site:Proxies", "127.0.0.1, ::1")).Site.Proxies.Select(proxy => proxy.ToString())
        );

        Assert.Null(
            SettingsReader.Read(Some.Configuration(("Site:Proxies", "127.0.0.1, proxy.example.org")), out var faults)
        );
        Assert.Has("proxy.example.org", Assert.Single(faults).ToString());
    }

    [Fact]
    public void The_file_in_the_root_names_every_setting_with_its_standard()
    {
        var fromFile = SettingsReader.Read(
            new ConfigurationBuilder().AddJsonFile(Path.Combine(Some.Root, "appsettings.json")).Build(),
            out var faults
        )!;
        var standard = Some.Settings();

        Assert.Empty(faults);
        Assert.Equal(SettingsReader.Keys.Order(StringComparer.Ordinal), KeysOfTheFile().Order(StringComparer.Ordinal));
        Assert.InRange(SettingsReader.Keys.Count(), 1, 41);
        Assert.Equal(
            (standard.Storage.Engine.Product, standard.Storage.Engine.Name),
            (fromFile.Storage.Engine.Product, fromFile.Storage.Engine.Name)
        );
        Assert.Equal(
            standard.Site with
            {
                Proxies = fromFile.Site.Proxies,
                WorkingDays = fromFile.Site.WorkingDays,
            },
            fromFile.Site
        );
        Assert.True(fromFile.Site.WorkingDays.Contains(new DateOnly(2026, 12, 24)));
        Assert.Equal(standard.Site.Proxies, fromFile.Site.Proxies);
        Assert.Equal(standard.SupportPoint, fromFile.SupportPoint);
        Assert.Equal(standard.Privacy, fromFile.Privacy);
        Assert.Equal(standard.Questionnaires, fromFile.Questionnaires);
        Assert.Equal(standard.Signals, fromFile.Signals);
        Assert.Equal(standard.Retention, fromFile.Retention);
        Assert.Equal(standard.Mail.Relay, fromFile.Mail.Relay);
        Assert.Equal(standard.Mail.Window.Days.Order(), fromFile.Mail.Window.Days.Order());
        Assert.Equal(standard.Mail with { Window = fromFile.Mail.Window }, fromFile.Mail);
    }

    [Theory]
    [InlineData("Storage:Provider", "oracle", "is 'oracle'; allowed are sqlite, postgres")]
    [InlineData(
        "Storage:Connection",
        "data/store.db",
        "is not a connection string; write: Data Source=data/caregiversignal.db"
    )]
    [InlineData(
        "Storage:Connection",
        "Data Source=:memory:",
        "needs a file, as in: Data Source=data/caregiversignal.db"
    )]
    [InlineData(
        "Storage:Connection",
        "Data Source=a.db;Mode=ReadOnly",
        "has more in it than the file; write: Data Source=data/caregiversignal.db"
    )]
    [InlineData("Retention:EndedDays", "29", "is '29'; allowed is a whole number from 30 to 3660")]
    [InlineData("Storage:Path", "a.db", "is not a setting; Storage has Provider, Connection, GuardFolder")]
    [InlineData(
        "Mail:Hots",
        "relay",
        "is not a setting; Mail has OAuth, Inbox, Mode, From, Security, Host, Port, User, Password, Folder, PerMinute, PerDomainPerMinute, PerDay, Window, Days, ReturnsFolder"
    )]
    [InlineData(
        "Mail:Heartbeat",
        "http://hc-ping.com/a",
        "is 'http://hc-ping.com/a'; write an address as https://hc-ping.com/…"
    )]
    [InlineData("Mail:Mode", "pigeon", "is 'pigeon'; allowed are folder, smtp")]
    [InlineData("Mail:Port", "0", "is '0'; allowed is a whole number from 1 to 65535")]
    [InlineData("Mail:PerMinute", "-1", "is '-1'; allowed is a whole number from 0 to 100000")]
    [InlineData("Mail:PerMinute", "1.5", "is '1.5'; allowed is a whole number from 0 to 100000")]
    [InlineData("Mail:Security", "ssl", "is 'ssl'; allowed are tls, starttls, none")]
    [InlineData(
        "Mail:From",
        "Steunpunt <a@example.org>",
        "is 'Steunpunt <a@example.org>'; write one mail address, as naam@example.org"
    )]
    [InlineData("Mail:From", "zoë@example.org", "is 'zoë@example.org'; write one mail address, as naam@example.org")]
    [InlineData(
        "Mail:Bounces",
        "bounces",
        "is 'bounces'; write one mail address with at most 31 characters before the @ and no +, as bounces@example.org"
    )]
    [InlineData(
        "Mail:Bounces",
        "all-the-letters-that-come-back-to-us@example.org",
        "is 'all-the-letters-that-come-back-to-us@example.org'; write one mail address with at most 31 characters before the @ and no +, as bounces@example.org"
    )]
    [InlineData(
        "Mail:Window",
        "20:00-09:00",
        "is '20:00-09:00'; write two local times, the first before the second, as 09:00-20:00 (24:00 is the end of the day)"
    )]
    [InlineData(
        "Mail:Window",
        "always",
        "is 'always'; write two local times, the first before the second, as 09:00-20:00 (24:00 is the end of the day)"
    )]
    [InlineData("Mail:Days", "Sat-Mon", "is 'Sat-Mon'; write days or a range of them, as Mon-Sat or Mon,Wed,Fri")]
    [InlineData("Mail:Days", "ma-vr", "is 'ma-vr'; write days or a range of them, as Mon-Sat or Mon,Wed,Fri")]
    [InlineData("Mail:Days:0", "Mon", "is a list or a section; write one value")]
    [InlineData("Mail", "folder", "is 'folder', and must be a section with keys of its own")]
    [InlineData(
        "Site:TimeZone",
        "Amsterdam",
        "is 'Amsterdam', which this machine does not know; write a name such as Europe/Amsterdam"
    )]
    [InlineData(
        "Site:ClosedDays",
        "2026-12-24, 31-13-2026",
        "has '31-13-2026'; write days as 2026-12-24 or 2026-12-28..2026-12-31, with a comma between"
    )]
    [InlineData(
        "Site:ClosedDays",
        "2026-12-31..2026-12-28",
        "has '2026-12-31..2026-12-28'; write days as 2026-12-24 or 2026-12-28..2026-12-31, with a comma between"
    )]
    [InlineData(
        "Site:ClosedDays",
        "2026-07-01..2026-08-31",
        "has '2026-07-01..2026-08-31', which is longer than 31 days"
    )]
    [InlineData(
        "SupportPoint:CallingHours",
        "op maandag, dinsdag, woensdag en donderdag van 9 tot 17 uur, en verder nooit",
        "has 76 characters; allowed are 60"
    )]
    [InlineData("SupportPoint:Email", "geen", "is 'geen'; write one mail address, as naam@example.org")]
    [InlineData("SupportPoint:Fax", "1", "is not a setting; SupportPoint has Name, Phone, Email, Language")]
    [InlineData("Questionnaires:Map", "x", "is not a setting; Questionnaires has Folder, Plan")]
    [InlineData("Signals", "7", "is '7', and must be a section with keys of its own")]
    [InlineData("Signals:Nearness", "7", "is '7', and must be a section with keys of its own")]
    [InlineData("Signals:Level", "7", "is not a setting; Signals has Nearness")]
    [InlineData("Signals:Nearness:Above", "7", "is not a setting; Signals:Nearness has Amber, Red")]
    [InlineData("Backup:Certificate", "data/backup.crt", "is not a setting")]
    [InlineData("Signals:Nearness:Red", "99", "is '99'; allowed is a whole number from 2 to 12")]
    [InlineData(
        "Signals:Nearness:Amber",
        "9",
        "is 9, above Signals:Nearness:Red, which is 8; what is red is amber at least"
    )]
    public void A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string key, string value, string message)
    {
        (string, string?)[] given = [(key, value)];

        var settings = SettingsReader.Read(
            Some.Configuration(Some.InTheFile(given)),
            Some.OnPages(given),
            out var faults
        );

        Assert.Null(settings);
        var fault = Assert.Single(faults);
        Assert.Equal("settings", fault.Where);
        Assert.Equal(key.StartsWith("Mail:Days:", StringComparison.Ordinal) ? "Mail:Days" : key, fault.Place);
        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("vragen.example.org")]
    [InlineData("ftp://vragen.example.org")]
    [InlineData("https://example.org/vragen")]
    [InlineData("https://example.org?a=b")]
    [InlineData("https://example.org#a")]
    [InlineData("https://u:p@example.org")]
    [InlineData("https://zórg.example.org")]
    public void An_address_that_links_cannot_begin_with_is_refused(string address)
    {
        SettingsReader.Read(Some.Configuration(("Site:BaseUrl", address)), out var faults);

        Assert.Equal(
            $"settings: Site:BaseUrl: is '{address}'; write the address people see, as https://vragen.example.org",
            Assert.Single(faults).ToString()
        );
    }

    [Fact]
    public void What_is_filled_in_on_a_page_is_refused_in_the_file_and_so_is_what_nobody_knows_there()
    {
        SettingsReader.Read(
            Some.Configuration([
                .. PageSettings.Keys.Where(PageSettings.IsOnlyHere).Select(key => (key, (string?)"x")),
                ("Retention:MailDays", "120"),
            ]),
            out var faults
        );

        Assert.Equal(
            PageSettings.Keys.Where(PageSettings.IsOnlyHere).Append("Retention:MailDays").Order(),
            faults.Select(fault => fault.Place).Order()
        );
        Assert.Has(
            "Safety:Officer: is filled in on the page /beheer/instellingen, and not here",
            string.Join('\n', faults)
        );
        Assert.Ends(
            "is not a setting",
            faults.Single(fault => fault.Place.EndsWith("MailDays", StringComparison.Ordinal)).Message
        );
    }

    [Fact]
    public void All_wrong_settings_are_told_at_once()
    {
        SettingsReader.Read(
            Some.Configuration(
                ("Mail:Port", "x"),
                ("Site:TimeZone", "x"),
                ("Signals:Strain:From", "x"),
                ("Mail:Colour", "x")
            ),
            out var faults
        );

        Assert.Equal(
            ["Mail:Colour", "Mail:Port", "Signals:Strain", "Site:TimeZone"],
            faults.Select(fault => fault.Place).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("Mail:Security=none;Mail:Host=mail.example.org", "Mail:Security")]
    [InlineData("Mail:Security=none;Mail:Host=localhost;Mail:User=u;Mail:Password=p", "Mail:User")]
    public void A_relay_without_encryption_is_only_for_this_machine_and_without_a_password(string given, string place)
    {
        (string, string?)[] settings =
        [
            ("Mail:Mode", "smtp"),
            .. given.Split(';').Select(part => (part.Split('=')[0], (string?)part.Split('=')[1])),
        ];

        SettingsReader.Read(Some.Configuration(settings), out var faults);

        Assert.Contains(
            faults,
            fault => fault.Where == "settings" && fault.Place == place && fault.Message.Length > 10
        );
    }

    [Fact]
    public void The_relay_hears_a_full_name()
    {
        Assert.Contains('.', Some.Settings(("Mail:From", "post@delinde.nl")).Mail.Relay.HeloName);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/t/oauth2/v2.0/token", "https://outlook.office365.com/.default")]
    [InlineData("https://oauth2.googleapis.com/token", "https://mail.google.com/")]
    public void Tokens_are_asked_for_with_the_scope_that_mail_needs_there(string endpoint, string scope) =>
        Assert.Equal(
            new OAuthSettings(new Uri(endpoint), "app", "secret", scope),
            Some.Settings(
                ("Mail:Host", "mail.linde.example"),
                ("Mail:User", "post"),
                ("Mail:OAuth:TokenEndpoint", endpoint),
                ("Mail:OAuth:ClientId", "app"),
                ("Mail:OAuth:SecretFile", "secret")
            ).Mail.Relay.OAuth
        );

    [Fact]
    public void A_certificate_for_backups_that_is_none_stops_the_start_and_is_named_by_its_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("backup.crt", "no certificate");

        var (none, faults) = Read(
            new() { ["Storage:Connection"] = $"Data Source={Path.Combine(folder.Name, "a.db")}" }
        );

        Assert.Null(none);
        Assert.Equal(
            $"settings: {file}: cannot be read, or has no certificate with an RSA key; backups are sealed to it",
            Assert.Single(faults).ToString()
        );
    }

    [Theory]
    [InlineData("SignIn:Oidc:Authority", "http://sign-in.example.org/")]
    [InlineData("SignIn:Oidc:Authority", "sign-in.example.org")]
    [InlineData("SignIn:Oidc:ClientId", null)]
    public void A_sign_in_of_the_organisation_is_whole_or_says_what_lacks(string key, string? value)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>
        {
            ["SignIn:Oidc:Authority"] = "https://sign-in.example.org/",
            ["SignIn:Oidc:ClientId"] = "steunpunt",
            ["Storage:Connection"] = $"Data Source={Path.Combine(folder.Name, "site.db")}",
        };
        var file = folder.Write("organisation.secret", "geheim\n");
        Assert.Equal("geheim", Read(settings).Settings!.Oidc!.Secret);
        var changed = settings.ToDictionary();
        changed[key] = value;

        var (none, faults) = Read(changed);

        Assert.Null(none);
        Assert.Equal(key, Assert.Single(faults).Place);
        File.Delete(file);
        Assert.Equal(file, Assert.Single(Read(settings).Faults).Place);
    }

    private static (Settings? Settings, IReadOnlyList<Fault> Faults) Read(Dictionary<string, string?> settings)
    {
        var read = SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            out var faults
        );
        return (read, faults);
    }

    [Fact]
    public void The_relay_is_not_looked_at_while_mail_goes_to_a_folder()
    {
        Assert.Equal(
            MailMode.Folder,
            Some.Settings(("Mail:Security", "none"), ("Mail:Host", "mail.example.org")).Mail.Mode
        );
    }

    [Fact]
    public void The_whole_day_and_single_days_can_be_given()
    {
        var window = Some.Settings(("Mail:Window", "00:00-24:00"), ("Mail:Days", "sun, Tue-Wed")).Mail.Window;

        Assert.Equal((TimeOnly.MinValue, null), (window.From, window.To));
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Tuesday, DayOfWeek.Wednesday], window.Days.Order());
    }

    [Fact]
    public void The_limits_of_amber_and_red_can_be_set()
    {
        var rules = Some.Settings(("Signals:Nearness:Amber", "4"), ("Signals:Nearness:Red", "8")).Signals;

        Assert.Equal((4, 8), (rules[Nearness.Amber], rules[Nearness.Red]));
        Assert.Equal(new RuleSettings(), Some.Settings().Signals);
    }

    [Fact]
    public void A_slash_at_the_end_of_the_address_is_taken_off_and_case_and_port_stay()
    {
        Assert.Equal(
            "https://Vragen.example.org:8443",
            Some.Settings(("Site:BaseUrl", "https://Vragen.example.org:8443/")).Site.BaseUrl
        );
    }

    private static IEnumerable<string> KeysOfTheFile()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Some.Root, "appsettings.json")), options);
        return [.. KeysOf("", file.RootElement)];
    }

    private static IEnumerable<string> KeysOf(string path, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element
                .EnumerateObject()
                .SelectMany(jsonProperty =>
                    KeysOf(path.Length == 0 ? jsonProperty.Name : $"{path}:{jsonProperty.Name}", jsonProperty.Value)
                )
            : [path];
}
