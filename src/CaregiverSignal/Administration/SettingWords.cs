using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.Invitations;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Administration;

/// <summary>Settings in the words of an administrator.</summary>
public static class SettingWords
{
    private const string Every = "EveryMonths:";
    private const string Phone = "telefoon";

    private static Texts Words => SettingsPageModel.Words;

    public static string Group(SettingGroup group) => Words["Group." + group];

    public static string Name(ChangeableSetting setting, Instruments instruments) =>
        setting switch
        {
            { Group: SettingGroup.Limits } => Texts.Capital(SignalWords.Limit(setting.Name)),
            { Group: SettingGroup.Plan } when setting.Name.StartsWith(Every, StringComparison.Ordinal) => Words[
                "Name.EveryMonths",
                ("lijst", instruments.Newest(setting.Name[Every.Length..]).Name.Nl)
            ],
            { Group: SettingGroup.MailTexts } when MailTexts.Find(setting.Name) is { } piece => OfMail(piece),
            _ => Words["Name." + setting.Key.Replace(':', '.')],
        };

    /// <summary>The value, or that there is none.</summary>
    public static string Value(ChangeableSetting setting, string value) =>
        value.Length == 0 ? Words[setting.Form == SettingForm.Days ? "NoDays" : "Nothing"] : Plainly.Shown(value);

    /// <summary>What may be written there.</summary>
    public static string Hint(ChangeableSetting setting) =>
        setting switch
        {
            { Group: SettingGroup.MailTexts } when ExplainedOf(setting) is { Length: > 0 } fills => Words[
                "Hint.Text",
                ("n", Texts.Number(setting.Most)),
                ("velden", fills)
            ],
            { Group: SettingGroup.MailTexts } => Words["Hint.PlainText", ("n", Texts.Number(setting.Most))],
            { Form: SettingForm.Number } => Words[
                "Hint.Number",
                ("van", Texts.Number(setting.Least)),
                ("tot", Texts.Number(setting.Most))
            ],
            _ => Words["Hint." + setting.Key.Replace(':', '.')],
        };

    /// <summary>What will change, from when, and what will not.</summary>
    public static string Starts(ChangeableSetting setting) =>
        Words.Has("Starts." + setting.Key.Replace(':', '.'))
            ? Words["Starts." + setting.Key.Replace(':', '.')]
            : Words["Starts." + setting.Group];

    /// <summary>Whether the signals of last year say something about it.</summary>
    public static bool IsAboutSignals(ChangeableSetting setting) =>
        setting.Group == SettingGroup.Limits || setting.Key == "FollowUp:SignalsPerWeek";

    /// <summary>Why a value that could be right by itself is not, beside the other settings.</summary>
    public static string NotWithTheOthers(ChangeableSetting setting) =>
        setting.Group switch
        {
            SettingGroup.SupportPoint or SettingGroup.Safety or SettingGroup.ClosedDays => Words[
                "Error." + setting.Key.Replace(':', '.')
            ],
            SettingGroup.Plan => Words["Error.Plan"],
            SettingGroup.Limits => Words["Error.Nearness"],
            _ => Words["Error.Other"],
        };

    public static string Problem(ChangeableSetting setting, MailTextProblem problem, string value) =>
        problem switch
        {
            MailTextProblem.TooLong => Words["Error.TooLong", ("n", Texts.Number(setting.Most))],
            MailTextProblem.TellsTooMuch => Words[
                "Error.TellsTooMuch",
                ("woorden", string.Join(", ", NeutralWords.In(value)))
            ],
            MailTextProblem.Fill when FillsOf(setting) is { Length: > 0 } fills => Words[
                "Error.Fill",
                ("velden", fills)
            ],
            MailTextProblem.Fill => Words["Error.Fill.None"],
            MailTextProblem.Phone when MailTexts.Find(setting.Name)!.Fills.Contains(Phone) => Words[
                "Error.Phone",
                ("veld", "{" + Phone + "}")
            ],
            MailTextProblem.Phone => Words["Error.Phone.None"],
            _ => Words["Error." + problem],
        };

    /// <summary>What makes a mail's words hard to read, tells too much or promises; it stops nobody.</summary>
    public static IReadOnlyList<string> Warnings(ChangeableSetting setting, string value) =>
        setting.Group != SettingGroup.MailTexts
            ? []
            :
            [
                .. PlainLanguage.LongSentences(value).Select(one => Words["Warn.Sentence", ("zin", one)]),
                .. PlainLanguage.LongWords(value).Select(one => Words["Warn.Word", ("woord", one)]),
                // Of a subject that is no warning: it is refused.
                .. MailTexts.Find(setting.Name)!.IsSubject ? [] : Warning("Warn.Tells", NeutralWords.In(value)),
                .. Warning("Warn.Promise", Promising.InOwn(value)),
            ];

    /// <summary>One warning for all words of which the same is to be said.</summary>
    private static IEnumerable<string> Warning(string which, IReadOnlyList<string> found) =>
        found switch
        {
            [] => [],
            [var one] => [Words[which + "One", ("woord", one)]],
            _ =>
            [
                Words[
                    which,
                    ("woorden", string.Join(", ", found.SkipLast(1).Select(one => $"‘{one}’"))),
                    ("laatste", found[^1])
                ],
            ],
        };

    /// <summary>In how many mails a text stands; null for what stands in one, and for another setting.</summary>
    public static string? InMails(ChangeableSetting setting) =>
        setting.Group == SettingGroup.MailTexts
        && MailTexts.LettersOf(MailTexts.Find(setting.Name)!) is { Count: > 1 } letters
            ? Words["InMails", ("n", Texts.Number(letters.Count))]
            : null;

    public static string When(MailLetter letter) => Words["When." + letter.Prefix];

    public static string OfMail(MailLetter letter) => Words["Mail." + letter.Prefix];

    /// <summary>Which text of a mail: "onderwerp", or "groet".</summary>
    public static string Part(MailPart part, MailLetter letter) =>
        Texts.Capital(Words["Part." + NameOf(part.Key, letter)]);

    public static string WhyOurs(WhyOurs why) => Words["Ours." + why];

    private static string OfMail(MailText piece)
    {
        var letter = MailTexts.LetterOf(piece);
        var name = NameOf(piece.Key, letter);
        var part = Words["Part." + name];
        return name == piece.Key ? Texts.Capital(part) : Words["Name.OfMail", ("mail", OfMail(letter)), ("wat", part)];
    }

    /// <summary>The name of a text without that of its letter; what letters share has none.</summary>
    private static string NameOf(string key, MailLetter letter) =>
        key.StartsWith(letter.Prefix, StringComparison.Ordinal) ? key[letter.Prefix.Length..] : key;

    private static string FillsOf(ChangeableSetting setting) =>
        string.Join(", ", MailTexts.Find(setting.Name)!.Fills.Select(name => "{" + name + "}"));

    /// <summary>"{coordinator}: de naam van de contactpersoon", for each that the program fills in.</summary>
    private static string ExplainedOf(ChangeableSetting setting) =>
        string.Join("; ", MailTexts.Find(setting.Name)!.Fills.Select(name => $"{{{name}}}: {Words["Fill." + name]}"));
}
