using CaregiverSignal.Health;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Pages.ForAdministrators.Mail;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <param name="Wrong">Failures first, then warnings.</param>
/// <param name="MailTo">The recipient of the test email; null if none was sent.</param>
public sealed record Tested(IReadOnlyList<WrongLine> Wrong, IReadOnlyList<string> Good, string? MailTo)
{
    private static readonly Dictionary<string, string> paths = new(StringComparer.Ordinal)
    {
        ["settings"] = PageSettings.Home + "/steunpunt",
        ["addresses"] = PageSettings.Home + "/steunpunt",
        ["mail"] = PageSettings.Home + "/mail",
        ["returned-mail"] = PageSettings.Home + "/mail",
        ["safety"] = PageSettings.Home + "/veiligheid",
        ["privacy"] = PageSettings.Home + "/privacy",
        ["coordinators"] = StaffRoutes.Accounts,
    };

    /// <param name="outcome">The outcome of the test email; null if emails go to a folder.</param>
    /// <param name="address">The text if links lead to this machine only.</param>
    public static Tested Of(IEnumerable<CheckLine> lines, SendOutcome? outcome, string to, ToSetUp address)
    {
        var (good, wrong) = (new List<string>(), new List<CheckLine>());
        foreach (var line in lines)
        {
            if (line is { Good: true, Warns: false })
                good.Add(NameOf(Key(line)));
            else
                wrong.Add(line);
        }

        return new(
            [.. wrong.OrderBy(line => line.Good).Select(line => Said(line, outcome, address))],
            [.. good.Distinct().Except(wrong.Select(line => NameOf(Key(line))))],
            outcome?.Result is SendResult.Sent ? to : null
        );
    }

    public static string NameOf(string key) => SettingsModel.Words["Test." + key];

    private static WrongLine Said(CheckLine line, SendOutcome? outcome, ToSetUp address)
    {
        var (key, words) = (Key(line), SettingsModel.Words);
        if (line is { Good: true, Setting: PageSettings.Address })
            return new(NameOf(key), words["ToDo." + address.What], line.Detail, address.Path);
        var why =
            line.Setting == PageSettings.MailMode ? words["ToDo.Mail"]
            : key == "mail" && outcome is not null && outcome.Result != SendResult.Sent
                ? LedgerWords.Said(outcome.Note, outcome.Code, outcome.Enhanced)
            : !line.Good && words.Has("ToDo.Probe." + key) ? words["ToDo.Probe." + key]
            : words.Has($"Test.{key}.Look") ? words[$"Test.{key}.Look"]
            : words[line.Good ? "Test.Look.Anything" : "Test.Wrong.Anything"];
        return new(NameOf(key), why, line.Detail, paths.GetValueOrDefault(key));
    }

    private static string Key(CheckLine line) => line.Subject.Replace(' ', '-');
}

/// <param name="Detail">The line of <c>check</c>, for whoever runs the program.</param>
/// <param name="Path">Where to fix it; null if whoever runs the program must.</param>
public sealed record WrongLine(string Name, string Said, string Detail, string? Path);
