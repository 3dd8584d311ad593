using CaregiverSignal.Files;
using CaregiverSignal.Health;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>What is filled in and what still has to be, group by group; each group has a page to change it.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class SettingsModel(Database database, CurrentSettings settings, SetUp setUp) : StaffPage
{
    public static Texts Words => Texts.Of(typeof(SettingsModel));

    public IReadOnlyList<Fault> Rejected => settings.Rejected;

    public IReadOnlyList<ToSetUp> ToDo => setUp.ToDo();

    public static string Name(string key) => Words["Name." + key.Replace(':', '.')];

    public void OnGet() => settings.Reload(database);

    public bool IsFilled(string key) => settings[key].Length > 0;

    public string Shown(string key) => Shown(key, settings[key]);

    /// <summary>A value as people read it: an option in words, and a password never.</summary>
    public static string Shown(string key, string value) =>
        value.Length == 0 ? Words["Nothing"]
        : key == PageSettings.MailPassword ? Words["Filled"]
        : OptionsOf(key).FirstOrDefault(option => option.Code.Equals(value, StringComparison.OrdinalIgnoreCase)).Words
            ?? DisplayText.Short(value);

    /// <summary>What can be chosen; nothing where something is written.</summary>
    public static IEnumerable<(string Code, string Words)> OptionsOf(string key) =>
        key switch
        {
            PageSettings.EnrolmentOpen => Options("Open.", "true", "false"),
            _ when key.StartsWith("Languages:", StringComparison.Ordinal) => Options("Checked.", "true", "false"),
            PageSettings.MailMode => Options("Mode.", "folder", "smtp"),
            PageSettings.MailSecurity => Options("Security.", "starttls", "tls", "none"),
            PageSettings.SendingDays => Options("Days.", "Mon-Sat", "Mon-Fri", "Mon-Sun"),
            _ => [],
        };

    private static IEnumerable<(string Code, string Words)> Options(string prefix, params string[] codes) =>
        codes.Select(code => (code, Words[prefix + code]));
}
