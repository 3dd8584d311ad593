using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Administration;

/// <summary>All settings that can be changed in the browser.</summary>
/// <param name="Aside">The names of those that were changed and do not hold, as the installation's settings are
/// others now.</param>
/// <param name="Needed">How long answering takes here.</param>
public sealed record SettingsPageModel(
    StaffShell Shell,
    IReadOnlyList<IGrouping<SettingGroup, SettingRow>> Groups,
    IReadOnlyList<string> Aside,
    bool IsSaved,
    TimeNeeded Needed
)
{
    public static readonly Texts Words = Texts.Of(typeof(SettingsPage));

    /// <summary>What pages and mails say of how long answering takes, and of how many times it was measured.</summary>
    public IEnumerable<string> Measured =>
        [
            SentenceOf("Page", Needed.Page, ("minuten", Needed.OfPage)),
            SentenceOf("Question", Needed.Question, ("seconden", Texts.Number(Needed.Question.Said))),
        ];

    private static string SentenceOf(string what, TimeMeasured measured, (string, string) said) =>
        Words[
            $"Measured.{what}.{(measured.ThreeInFour switch { null => "Guess", 1 => "HereOne", _ => "Here" })}",
            said,
            (
                "n",
                measured.IsAbout
                    ? Words["Measured.About", ("n", Texts.Number(measured.Times))]
                    : Texts.Number(measured.Times)
            ),
            ("maand", measured.Since is { } since ? Texts.Month(since) : ""),
            ("genoeg", Texts.Number(TimeMeasured.Enough)),
            ("binnen", Texts.Number(measured.Said))
        ];
}

/// <summary>A setting, or a mail with those that are its words.</summary>
/// <param name="ChangedBy">By whom, when and why; null where it is as the installation says.</param>
public sealed record SettingRow(SettingGroup Group, string Path, string Name, string Value, string? ChangedBy);

/// <summary>A mail to caregivers, text by text, and as somebody would get it.</summary>
public sealed record MailPageModel(
    StaffShell Shell,
    string Name,
    IReadOnlyList<MailPartRow> Parts,
    Letter Sample,
    bool IsSaved
)
{
    /// <summary>When it goes, and to whom.</summary>
    public required string When { get; init; }

    /// <summary>Whether it has a question with its answers, which are a questionnaire's.</summary>
    public required bool HasQuestion { get; init; }
}

/// <param name="Path">Where it is changed; null for what stays ours.</param>
/// <param name="Whose">Why it stays ours, or by whom it was changed.</param>
public sealed record MailPartRow(string Name, string Text, string? Path, string Whose)
{
    /// <summary>Our own words, where they became others since somebody's own took their place.</summary>
    public string? NewOurs { get; init; }
}

/// <summary>The page of one setting.</summary>
/// <param name="History">Its changes, newest first.</param>
/// <param name="UndoId">The change that can be taken back; null where there is none.</param>
/// <param name="UndoTo">What it was before that.</param>
/// <param name="Mail">The mail that it is a text of; null for another setting.</param>
/// <param name="Ours">Our own words for it; null where they hold, and for another setting.</param>
public sealed record SettingPageModel(
    StaffShell Shell,
    ChangeableSetting Setting,
    string Name,
    string Value,
    SettingChangeForm Form,
    string Hint,
    string? News,
    IReadOnlyList<string> History,
    long? UndoId,
    string UndoTo,
    MailLetter? Mail,
    string? Ours
)
{
    public string Path => $"{SettingsEndpoints.Home}/{Setting.Slug}";

    public string BackPath => Mail is null ? SettingsEndpoints.Home : SettingsEndpoints.PathOf(Mail);

    public string? BackName =>
        Mail is null ? null : SettingsPageModel.Words["BackToMail", ("mail", SettingWords.OfMail(Mail))];

    /// <summary>What makes words that were refused hard to read besides.</summary>
    public IReadOnlyList<string> Warnings =>
        Form.Errors.Count == 0 || Form.Value == Setting.Value ? [] : SettingWords.Warnings(Setting, Form.Value);

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);
}

/// <summary>Asks whether a setting is to change, with what that means.</summary>
/// <param name="Counts">The signals of last year, for a limit; null for another setting, and while they are worked out for
/// somebody else.</param>
/// <param name="Samples">Mails with their names, as somebody would get them; none for what is no mail's.</param>
public sealed record SettingConfirmModel(
    StaffShell Shell,
    ChangeableSetting Setting,
    string Name,
    string Was,
    string Becomes,
    SettingChangeForm Form,
    HindsightCounts? Counts,
    IReadOnlyList<(string Name, Letter Letter)> Samples
)
{
    public string Path => $"{SettingsEndpoints.Home}/{Setting.Slug}";

    /// <summary>What makes the new words hard to read, or tells too much; nothing of it stops anybody.</summary>
    public IReadOnlyList<string> Warnings => Form.IsOurs ? [] : SettingWords.Warnings(Setting, Form.Value);

    /// <summary>"1,5 (78 in het jaar)", a week of the year that was looked at.</summary>
    public static string AWeek(double inAYear) =>
        SettingsPageModel.Words[
            "LastYear.Week",
            ("n", (inAYear / LimitsInHindsight.Weeks).ToString("0.0", Texts.Dutch)),
            ("jaar", inAYear.ToString("0", Texts.Dutch))
        ];
}
