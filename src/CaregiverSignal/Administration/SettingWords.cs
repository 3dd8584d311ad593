using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Administration;

/// <summary>Settings in the words of an administrator.</summary>
public static class SettingWords
{
    private const string Every = "EveryMonths:";

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
            _ => Words["Name." + setting.Key.Replace(':', '.')],
        };

    /// <summary>The value, or that there is none.</summary>
    public static string Value(ChangeableSetting setting, string value) =>
        value.Length == 0 ? Words[setting.Form == SettingForm.Days ? "NoDays" : "Nothing"] : Plainly.Shown(value);

    /// <summary>What may be written there.</summary>
    public static string Hint(ChangeableSetting setting) =>
        setting switch
        {
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
}
