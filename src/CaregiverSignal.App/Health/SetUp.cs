using CaregiverSignal.Backup;
using CaregiverSignal.Mail;

namespace CaregiverSignal.Health;

/// <summary>
/// What <c>check</c> finds that a support point has to do before it can work, and what goes wrong while it does, for
/// whoever only has a browser.
/// </summary>
public sealed class SetUp(CurrentSettings settings, Database database, Readiness readiness)
{
    public IReadOnlyList<ToSetUp> ToDo()
    {
        var now = settings.Now;
        if (now.SupportPoint.Tour is not null)
            return [];
        var hazards = SettingWarning.Of(now).Select(warning => warning.Key).ToList();
        return
        [
            .. readiness.Known.Where(check => !check.Ok).Select(check => new ToSetUp("Probe." + check.Check, null)),
            .. new (ToSetUp What, bool IsOpen)[]
            {
                (new("SupportPoint", "steunpunt"), hazards.Exists(IsOfSupportPoint)),
                (new("Address", "adres"), new Uri(now.Site.BaseUrl).IsLoopback),
                (new("Mail", "mail"), now.Mail.Mode == MailMode.Folder),
                (new("Heartbeat", "mail"), now.Mail is { Mode: MailMode.Smtp, Heartbeat: null }),
                (new("Safety", "veiligheid"), now.Safety.Missing.Count > 0),
                (new("Privacy", "privacy"), now.Privacy.Missing.Count > 0),
                (new("Backup", null), LastBackup.IsLacking(database)),
                (new("Proof", null), LastBackup.IsUnproved(database)),
            }
                .Where(pair => pair.IsOpen)
                .Select(pair => pair.What),
        ];
    }

    public static bool IsOfSupportPoint(string key) => key.StartsWith("SupportPoint:", StringComparison.Ordinal);
}

/// <param name="What">The key of its words.</param>
/// <param name="Group">Where it is filled in; null where whoever runs the program has to do it.</param>
public sealed record ToSetUp(string What, string? Group);
