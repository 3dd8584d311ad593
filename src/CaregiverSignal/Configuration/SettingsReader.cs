using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Metrics;
using CaregiverSignal.Retention;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CaregiverSignal.Configuration;

/// <summary>
/// Reads the settings strictly: every fault with its key, its value and what is allowed, all at once.
/// </summary>
public sealed class SettingsReader
{
    private const string Where = "settings";
    private const string LogFormat = "Logging:Console:FormatterName";
    private const string NoLimit = $"is not a limit of the rules, version {RuleSettings.Version} (docs/signals.md)";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = ["Provider", "Connection", "Folder"],
        ["Backup"] = ["WarnAfterHours"],
        ["Mail"] =
        [
            "Mode",
            "Folder",
            "Host",
            "Port",
            "Security",
            "User",
            "Password",
            "TokenFile",
            "CaFile",
            "Helo",
            "Pipelining",
            "From",
            "Connections",
            "PerMinute",
            "PerDomainPerMinute",
            "Fuse",
            "Window",
            "Days",
            "AlertWithinMinutes",
            "Bounces",
            "ReturnsFolder",
            "FenceFile",
            "Heartbeat",
        ],
        ["Site"] = ["BaseUrl", "TimeZone", "Proxies"],
        ["SupportPoint"] = ["Name", "Phone", "Email"],
        ["Questionnaires"] = ["Folder", "Overlay", "Plan"],
        ["Metrics"] = ["Url"],
        ["FollowUp"] = ["Deputy", "EscalateAfterWorkingDays", "DigestAt", "SignalsPerWeek", "QuietDigestOn"],
        ["Retention"] =
        [
            "MailDays",
            "MailBytesDays",
            "AttemptDays",
            "ReturnDays",
            "LinkDays",
            "SessionDays",
            "SentFileDays",
            "ReadReturnDays",
        ],
    };

    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private readonly IConfiguration configuration;
    private readonly List<Fault> faults = [];

    private SettingsReader(IConfiguration configuration) => this.configuration = configuration;

    /// <summary>Every key that can be set, such as <c>Mail:Host</c>.</summary>
    public static IReadOnlyList<string> KnownKeys =>
        [
            .. Known.SelectMany(section => section.Value.Select(key => $"{section.Key}:{key}")),
            .. RuleSettings.Limits.Select(limit => "Signals:" + limit.Key),
            LogFormat,
        ];

    /// <returns>Null when there are faults.</returns>
    public static Settings? Read(IConfiguration configuration, out IReadOnlyList<Fault> faults)
    {
        var reader = new SettingsReader(configuration);
        reader.RefuseUnknownKeys();
        var settings = reader.ReadAll();
        faults = reader.faults;
        return faults.Count == 0 ? settings : null;
    }

    private Settings ReadAll()
    {
        var support = new SupportPointSettings(
            Text("SupportPoint:Name", Shipped.Name),
            Text("SupportPoint:Phone", Shipped.Phone),
            MailAddress("SupportPoint:Email", Shipped.Email)
        );
        var storage = ReadStorage();
        // The framework reads it, and would take its own choice for a name that it does not know.
        OneOf(LogFormat, "simple", "simple", "systemd", "json");
        return new Settings(
            storage,
            ReadMail(support, storage),
            ReadSite(),
            support,
            Questionnaires(configuration),
            ReadFollowUp(),
            ReadSignals(),
            ReadRetention()
        )
        {
            Metrics = ReadMetrics(),
            BackupWithin = Number("Backup:WarnAfterHours", 48, 0, 8784) is > 0 and var hours
                ? TimeSpan.FromHours(hours)
                : null,
        };
    }

    /// <summary>The store that two settings name, for a verb that has a second one.</summary>
    /// <returns>Null when there are faults.</returns>
    public static StoreEngine? StoreOf(string provider, string connection, out IReadOnlyList<Fault> faults)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Provider", provider), new("Storage:Connection", connection)])
            .Build();
        var settings = Read(configuration, out faults);
        return settings?.Storage.Engine;
    }

    private StorageSettings ReadStorage() =>
        new(
            OneOf("Storage:Provider", "sqlite", "sqlite", "postgres") == "postgres"
                ? ReadPostgres()
                : new SqliteFile(ReadSqlitePath())
        );

    private string ReadSqlitePath()
    {
        const string Standard = "data/caregiversignal.db";
        var text = Text("Storage:Connection", $"Data Source={Standard}");
        try
        {
            var path = new SqliteConnectionStringBuilder(text).DataSource;
            if (new DbConnectionStringBuilder { ConnectionString = text }.Count > 1)
                Add("Storage:Connection", $"has more in it than the file; write: Data Source={Standard}");
            if (path.Length > 0 && !path.Contains(":memory:", StringComparison.Ordinal))
                return path;
            Add("Storage:Connection", $"needs a file, as in: Data Source={Standard}");
        }
        catch (ArgumentException)
        {
            Add("Storage:Connection", $"is not a connection string; write: Data Source={Standard}");
        }

        return Standard;
    }

    /// <remarks>The text can hold a password, so no fault quotes it.</remarks>
    private PostgresStore ReadPostgres()
    {
        const string Example = "Host=db.example.org;Database=caregiversignal;Username=caregiversignal;Password=…";
        try
        {
            var text = Text("Storage:Connection", "");
            var builder = new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(builder.Host) && !string.IsNullOrEmpty(builder.Database))
                return new PostgresStore(text, Text("Storage:Folder", "data"));
            Add("Storage:Connection", $"needs a server and a database, as in: {Example}");
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            Add("Storage:Connection", $"is not a connection string for PostgreSQL; write: {Example}");
        }

        return new PostgresStore("Host=localhost;Database=none");
    }

    private MailSettings ReadMail(SupportPointSettings support, StorageSettings storage)
    {
        var mode = OneOf("Mail:Mode", "folder", "folder", "smtp") == "smtp" ? MailMode.Smtp : MailMode.Folder;
        var from = MailAddress("Mail:From", support.Email);
        var relay = ReadRelay(from);
        if (mode == MailMode.Smtp)
            faults.AddRange(
                relay
                    .Faults()
                    .Select(fault => new Fault(
                        Where,
                        fault.Split(' ')[0],
                        fault[(fault.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                    ))
            );
        return new MailSettings(
            mode,
            Text("Mail:Folder", "data/mail"),
            relay,
            from,
            Number("Mail:PerMinute", 20, 0, 100_000),
            Number("Mail:PerDomainPerMinute", 5, 0, 100_000),
            Number("Mail:Fuse", 0, 0, 10_000_000),
            ReadWindow()
        )
        {
            GuardFile = ReadGuardFile(storage),
            Heartbeat = ReadHeartbeat(),
            AlertWithin = TimeSpan.FromMinutes(Number("Mail:AlertWithinMinutes", 15, 1, 1440)),
            Connections = Number("Mail:Connections", 1, 1, 20),
            Bounces = ReadBounces(),
            ReturnsFolder = Optional("Mail:ReturnsFolder"),
        };
    }

    private string ReadGuardFile(StorageSettings storage)
    {
        var folder = storage.Engine.Folder;
        if (Optional("Mail:FenceFile") is not { } text)
            return GuardFile.Beside(folder);
        var data = folder + Path.DirectorySeparatorChar;
        if (!Path.GetFullPath(text).StartsWith(data, StringComparison.Ordinal))
            return text;
        Add(
            "Mail:FenceFile",
            $"is '{text}', in the data folder; a copy of that folder would take it along, so name a file outside"
        );
        return text;
    }

    private string? ReadBounces()
    {
        if (Optional("Mail:Bounces") is not { } text)
            return null;
        if (
            Address.TryParse(text, out var address)
            && !address!.NeedsSmtpUtf8
            && address.Local.Length <= ReturnAddress.LongestLocal
            && !address.Local.Contains('+', StringComparison.Ordinal)
        )
            return text;
        Add(
            "Mail:Bounces",
            $"is '{text}'; write one mail address with at most {ReturnAddress.LongestLocal} characters before the @ and no +, as bounces@example.org"
        );
        return null;
    }

    private Uri? ReadHeartbeat()
    {
        if (Optional("Mail:Heartbeat") is not { } text)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
        )
            return address;
        Add("Mail:Heartbeat", $"is '{text}'; write an address as https://hc-ping.com/… (http only on this machine)");
        return null;
    }

    private SmtpSettings ReadRelay(string from)
    {
        var security = OneOf("Mail:Security", "starttls", "tls", "starttls", "none") switch
        {
            "tls" => SmtpSecurity.Tls,
            "none" => SmtpSecurity.None,
            _ => SmtpSecurity.StartTls,
        };
        return new SmtpSettings(
            Text("Mail:Host", "localhost"),
            Number("Mail:Port", security == SmtpSecurity.Tls ? 465 : 587, 1, 65535),
            security,
            Optional("Mail:User"),
            Optional("Mail:Password"),
            Optional("Mail:CaFile"),
            Text(
                "Mail:Helo",
                SmtpSettings.GuessedName(
                    Dns.GetHostName(),
                    Address.TryParse(from, out var own) ? own!.Domain : "localhost"
                )
            ),
            Optional("Mail:TokenFile"),
            OneOf("Mail:Pipelining", "false", "true", "false") == "true"
        );
    }

    private MailWindow ReadWindow()
    {
        var (from, to) = ReadHours();
        return new MailWindow(from, to, ReadDays());
    }

    private (TimeOnly From, TimeOnly? To) ReadHours()
    {
        var text = Text("Mail:Window", "09:00-20:00");
        if (
            text.Split('-') is [var first, var last]
            && TimeOnly.TryParseExact(first, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        )
        {
            if (last == "24:00")
                return (from, null);
            if (
                TimeOnly.TryParseExact(last, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
                && to > from
            )
                return (from, to);
        }

        Add(
            "Mail:Window",
            $"is '{text}'; write two local times, the first before the second, as 09:00-20:00 (24:00 is the end of the day)"
        );
        return (TimeOnly.MinValue, null);
    }

    private HashSet<DayOfWeek> ReadDays()
    {
        var text = Text("Mail:Days", "Mon-Sat");
        var days = new HashSet<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var from = Array.FindIndex(DayNames, name => name.Equals(ends[0], StringComparison.OrdinalIgnoreCase));
            var to = Array.FindIndex(DayNames, name => name.Equals(ends[^1], StringComparison.OrdinalIgnoreCase));
            if (from < 0 || to < from || ends.Length > 2)
            {
                Add("Mail:Days", $"is '{text}'; write days or a range of them, as Mon-Sat or Mon,Wed,Fri");
                break;
            }

            for (var day = from; day <= to; day++)
                days.Add((DayOfWeek)((day + 1) % 7));
        }

        return days;
    }

    private SiteSettings ReadSite()
    {
        var url = Text("Site:BaseUrl", OwnAddress.Of(configuration["Urls"])).TrimEnd('/');
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed is not { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            || !Ascii.IsValid(url)
            || url.IndexOfAny(['?', '#', ' ']) >= 0
        )
        {
            Add("Site:BaseUrl", $"is '{url}'; write the address people see, as https://vragen.example.org");
            url = "http://localhost:5080";
        }

        var zone = Text("Site:TimeZone", "Europe/Amsterdam");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return new SiteSettings(url, found, ReadProxies()) { IsGuessed = Optional("Site:BaseUrl") is null };
        Add("Site:TimeZone", $"is '{zone}', which this machine does not know; write a name such as Europe/Amsterdam");
        return new SiteSettings(url, TimeZoneInfo.Utc, []);
    }

    private MetricsSettings ReadMetrics()
    {
        if (Optional("Metrics:Url") is not { } text)
            return new MetricsSettings(null);
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && (address.IsLoopback || IPAddress.TryParse(address.Host.Trim('[', ']'), out _))
        )
            return new MetricsSettings(address);
        Add(
            "Metrics:Url",
            $"is '{text}'; write one of this machine's own addresses with a port, as http://127.0.0.1:9464"
        );
        return new MetricsSettings(null);
    }

    private List<IPAddress> ReadProxies()
    {
        var proxies = new List<IPAddress>();
        foreach (
            var text in (Optional("Site:Proxies") ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            if (IPAddress.TryParse(text, out var address))
                proxies.Add(address);
            else
                Add("Site:Proxies", $"has '{text}' in it; write the addresses of the proxies, as 127.0.0.1, 10.0.0.5");
        }

        return proxies;
    }

    /// <summary>
    /// Where the questionnaires are: also needed when other settings are wrong, and by verbs that need no others.
    /// </summary>
    public static QuestionnaireSettings Questionnaires(IConfiguration? configuration)
    {
        string Place(string key, string standard) =>
            configuration?["Questionnaires:" + key] is { } given && !string.IsNullOrWhiteSpace(given)
                ? given
                : standard;
        var folder = Place("Folder", "questionnaires");
        return new QuestionnaireSettings(
            Shipped.Or(folder),
            Shipped.Or(Place("Overlay", Path.Combine(folder, "overlay"))),
            Shipped.Or(Place("Plan", Path.Combine(folder, "plan.json")))
        );
    }

    private FollowUpSettings ReadFollowUp()
    {
        var text = Text("FollowUp:DigestAt", "08:30");
        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var digestAt))
        {
            Add("FollowUp:DigestAt", $"is '{text}'; write a local time, as 08:30");
        }

        var deputy = Optional("FollowUp:Deputy") is null ? null : MailAddress("FollowUp:Deputy", "");
        return new FollowUpSettings(
            deputy,
            Number("FollowUp:EscalateAfterWorkingDays", 2, 1, 20),
            digestAt,
            Number("FollowUp:SignalsPerWeek", 0, 0, 1000),
            ReadQuietDay()
        );
    }

    /// <remarks>
    /// What is read of mail looks back a month at most, and a person looks back a little longer. Links keep the promise
    /// of a year.
    /// </remarks>
    private RetentionSettings ReadRetention()
    {
        const int TenYears = 3660;
        var standard = new RetentionSettings();
        return new RetentionSettings(
            Number("Retention:MailDays", standard.MailDays, 60, TenYears),
            Number("Retention:MailBytesDays", standard.MailBytesDays, 1, TenYears),
            Number("Retention:AttemptDays", standard.AttemptDays, 1, TenYears),
            Number("Retention:ReturnDays", standard.ReturnDays, 30, TenYears),
            Number("Retention:LinkDays", standard.LinkDays, 400, TenYears),
            Number("Retention:SessionDays", standard.SessionDays, 1, TenYears),
            Number("Retention:SentFileDays", standard.SentFileDays, 1, TenYears),
            Number("Retention:ReadReturnDays", standard.ReadReturnDays, 1, TenYears)
        );
    }

    private DayOfWeek? ReadQuietDay()
    {
        var text = Text("FollowUp:QuietDigestOn", "Mon");
        if (text.Equals("never", StringComparison.OrdinalIgnoreCase))
            return null;
        var day = Array.FindIndex(DayNames, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (day < 0)
            Add("FollowUp:QuietDigestOn", $"is '{text}'; write a day, as Mon, or never");
        return (DayOfWeek)((day + 1) % 7);
    }

    /// <summary>
    /// Each limit is <c>Signals:WarningSign:Limit</c>, a whole number; its default and source are in the warning sign's
    /// own file.
    /// </summary>
    private RuleSettings ReadSignals()
    {
        var rules = new RuleSettings();
        RefuseValue(configuration.GetSection("Signals"));
        foreach (var thing in configuration.GetSection("Signals").GetChildren())
        {
            RefuseValue(thing);
            foreach (var setting in thing.GetChildren())
            {
                if (RuleSettings.Find($"{thing.Key}:{setting.Key}") is not { } limit)
                    RefuseLimit(setting.Path);
                else if (
                    int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value >= limit.Least
                    && value <= limit.Most
                )
                    rules = rules.With(limit, value);
                else
                    Add(
                        setting.Path,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"is '{setting.Value}'; allowed is a whole number from {limit.Least} to {limit.Most}"
                        )
                    );
            }
        }

        if (rules[Nearness.Amber] > rules[Nearness.Red])
            Add("Signals:Nearness:Amber", "is above Signals:Nearness:Red; what is red is amber at least");
        return rules;
    }

    /// <summary>
    /// The known limits are listed only once: a settings file from before version 5 has forty unknown ones.
    /// </summary>
    private void RefuseLimit(string path)
    {
        var isFirst = !faults.Exists(fault => fault.Message.StartsWith(NoLimit, StringComparison.Ordinal));
        Add(
            path,
            isFirst ? $"{NoLimit}; known are {string.Join(", ", RuleSettings.Limits.Select(one => one.Key))}" : NoLimit
        );
    }

    private void RefuseUnknownKeys()
    {
        foreach (var (section, keys) in Known)
        {
            RefuseValue(configuration.GetSection(section));
            foreach (var child in configuration.GetSection(section).GetChildren())
            {
                if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                    Add(child.Path, $"is not a setting; {section} has {string.Join(", ", keys)}");
                else if (child.GetChildren().Any())
                    Add(child.Path, "is a list or a section; write one value");
            }
        }
    }

    /// <summary>A value in place of a section would be silently ignored.</summary>
    private void RefuseValue(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
            Add(section.Path, $"is '{section.Value}', and must be a section with keys of its own");
    }

    private string Text(string key, string standard) => Optional(key) ?? standard;

    private string? Optional(string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();

    private string OneOf(string key, string standard, params string[] allowed)
    {
        var value = Text(key, standard).ToLowerInvariant();
        if (!allowed.Contains(value))
            Add(key, $"is '{value}'; allowed are {string.Join(", ", allowed)}");
        return value;
    }

    private int Number(string key, int standard, int least, int most)
    {
        if (Optional(key) is not { } text)
            return standard;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Add(key, $"is '{text}'; allowed is a whole number from {least} to {most}");
        return standard;
    }

    private string MailAddress(string key, string standard)
    {
        var text = Text(key, standard);
        if (Address.IsPlain(text))
            return text;
        Add(key, $"is '{text}'; write one mail address, as naam@example.org");
        return standard;
    }

    private void Add(string key, string message) => faults.Add(new Fault(Where, key, message));
}
