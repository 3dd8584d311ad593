using System.Globalization;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

internal sealed class MailReader(SettingValues values)
{
    public MailSettings Read(SupportPointSettings support)
    {
        var mode = values.OneOf("Mail:Mode", "folder", "folder", "smtp") == "smtp" ? MailMode.Smtp : MailMode.Folder;
        var from = values.MailAddress("Mail:From", support.Email);
        if (from == Defaults.Email)
            from = support.Email;
        var relay = ReadRelay(from);
        foreach (var (key, message) in mode == MailMode.Smtp ? relay.Faults() : [])
            values.Add(key, message);
        if (PageSettings.SecretWithoutRelay(values.Configuration) is { } secret)
            values.Add(
                PageSettings.MailHost,
                $"is missing beside {secret}: a relay that is filled in in the browser does not get it, and no longer holds; name the relay here too, by Mail:Mode, Mail:Host and Mail:User, or leave {secret} out and fill it in there"
            );
        var folder = values.Text("Mail:Folder", Defaults.MailFolder);
        return new MailSettings(
            mode,
            folder,
            relay,
            from,
            values.Number("Mail:PerMinute", 20, 0, 100_000),
            values.Number("Mail:PerDomainPerMinute", 5, 0, 100_000),
            values.Number("Mail:PerDay", 0, 0, 10_000_000),
            ReadWindow()
        )
        {
            // A folder of one's own is named deliberately, as is the mode.
            IsSaid = values.IsGiven(PageSettings.MailMode) || folder != Defaults.MailFolder,
            Heartbeat = values.SafeAddress(PageSettings.Heartbeat, "https://hc-ping.com/…", isOutside: true),
            Bounces = ReadBounces(),
            Sms = ReadSms(),
            ReturnsFolder = values.Optional("Mail:ReturnsFolder"),
            Inbox = ReadInbox(relay),
        };
    }

    private ReturnAddress? ReadBounces()
    {
        if (values.Optional(PageSettings.Bounces) is not { } text)
            return null;
        if (
            Address.TryParse(text, out var address)
            && address!.Local.Length <= ReturnAddress.LongestLocal
            && !address.Local.Contains('+', StringComparison.Ordinal)
        )
            return new ReturnAddress(address);
        values.Add(
            PageSettings.Bounces,
            $"is '{text}'; write one mail address with at most {ReturnAddress.LongestLocal} characters before the @ and no +, as bounces@example.org"
        );
        return null;
    }

    private SmsGateway? ReadSms()
    {
        if (values.Optional(PageSettings.Sms) is not { } text)
            return null;
        if (SmsGateway.Of(text) is { } gateway)
            return gateway;
        values.Add(
            PageSettings.Sms,
            $"is '{text}'; write the address at the gateway with {SmsGateway.Number} before the @, as "
                + $"{SmsGateway.Number}@gateway.example"
        );
        return null;
    }

    private SmtpSettings ReadRelay(string from)
    {
        var security = ReadSecurity("Mail:Security", "starttls");
        return new SmtpSettings(
            values.Text("Mail:Host", "localhost"),
            values.Number("Mail:Port", security == SmtpSecurity.Tls ? 465 : 587, 1, 65535),
            security,
            values.Optional("Mail:User"),
            values.Optional("Mail:Password"),
            Address.TryParse(from, out var own) ? own!.Domain : "localhost",
            ReadOAuth()
        );
    }

    private InboxSettings? ReadInbox(SmtpSettings relay)
    {
        var security = ReadSecurity(PageSettings.InboxSecurity, "tls");
        var port = values.Number(PageSettings.InboxPort, security == SmtpSecurity.Tls ? 993 : 143, 1, 65535);
        var user = values.Optional(PageSettings.InboxUser) ?? relay.User;
        var password = values.Optional(PageSettings.InboxPassword);
        var folder = values.Text(PageSettings.InboxFolder, "INBOX");
        if (values.Optional(PageSettings.InboxHost) is not { } host)
            return null;
        if (!SmtpSettings.IsHost(host))
            values.Add(PageSettings.InboxHost, "is not a host name or address");
        if (user is null)
            values.Add(PageSettings.InboxUser, "is missing: the mailbox that is read");
        if (password is null && relay.OAuth is null)
            values.Add(PageSettings.InboxPassword, "is missing (or Mail:OAuth)");
        if (security == SmtpSecurity.None && !SmtpSettings.IsLoopback(host))
            values.Add(PageSettings.InboxSecurity, "none is only for a server on this machine; use tls or starttls");
        return new InboxSettings(
            host,
            port,
            security,
            user ?? "",
            password,
            password is null ? relay.OAuth : null,
            folder
        );
    }

    private SmtpSecurity ReadSecurity(string key, string standard) =>
        values.OneOf(key, standard, "tls", "starttls", "none") switch
        {
            "tls" => SmtpSecurity.Tls,
            "none" => SmtpSecurity.None,
            _ => SmtpSecurity.StartTls,
        };

    private OAuthSettings? ReadOAuth()
    {
        var scope = values.Optional("Mail:OAuth:Scope");
        var (file, secret) = (values.Text("Mail:OAuth:SecretFile", ""), values.Optional(PageSettings.TokenSecret));
        // An installation keeps it in a file, a page in its field.
        var holder = PageSettings.IsFixed(values.Configuration, PageSettings.TokenSecret) ? "SecretFile" : "Secret";
        if (values.Together("Mail:OAuth", "TokenEndpoint", "ClientId", holder) is not [_, var client, _])
            return null;
        return
            values.SafeAddress(
                PageSettings.TokenEndpoint,
                "https://login.microsoftonline.com/YOUR-TENANT/oauth2/v2.0/token"
            )
                is { } endpoint
            ? new(endpoint, client, file, scope ?? OAuthSettings.ScopeAt(endpoint)) { Secret = secret }
            : null;
    }

    private MailWindow ReadWindow()
    {
        var (from, to) = ReadHours();
        return new MailWindow(from, to, ReadDays());
    }

    private (TimeOnly From, TimeOnly? To) ReadHours()
    {
        var text = values.Text(PageSettings.SendingHours, "09:00-20:00");
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

        values.Add(
            PageSettings.SendingHours,
            $"is '{text}'; write two local times, the first before the second, as 09:00-20:00 (24:00 is the end of the day)"
        );
        return (TimeOnly.MinValue, null);
    }

    private HashSet<DayOfWeek> ReadDays()
    {
        var text = values.Text(PageSettings.SendingDays, "Mon-Sat");
        var days = new HashSet<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var from = Array.FindIndex(
                SettingValues.DayNames,
                name => name.Equals(ends[0], StringComparison.OrdinalIgnoreCase)
            );
            var to = Array.FindIndex(
                SettingValues.DayNames,
                name => name.Equals(ends[^1], StringComparison.OrdinalIgnoreCase)
            );
            if (from < 0 || to < from || ends.Length > 2)
            {
                values.Add(
                    PageSettings.SendingDays,
                    $"is '{text}'; write days or a range of them, as Mon-Sat or Mon,Wed,Fri"
                );
                break;
            }

            for (var day = from; day <= to; day++)
                days.Add((DayOfWeek)((day + 1) % 7));
        }

        return days;
    }
}
