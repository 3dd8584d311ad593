using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

public sealed record LandingPageModel
{
    public required SupportPointSettings Support { get; init; }

    public required string Action { get; init; }

    /// <summary>Where the one page is sent to, which says when it was shown.</summary>
    public required string SendTo { get; init; }

    public required string Coordinator { get; init; }

    public required int Questions { get; init; }

    /// <summary>
    /// The questions that are answered here; empty when there are none, or when somebody began to answer page by page.
    /// </summary>
    public IReadOnlyList<FormPage> Together { get; init; } = [];

    /// <summary>The help that is asked about; null when there is none.</summary>
    public ArrangedHelp? Help { get; init; }

    /// <summary>Whether one of those is enough, and the others are folded.</summary>
    public bool IsShort { get; init; }

    /// <summary>The days on which a call can be asked for.</summary>
    public IReadOnlyList<DateOnly> CallDays { get; init; } = [];

    /// <summary>What was sent from here and cannot be stored; null when the page is opened.</summary>
    public PageAnswers? Given { get; init; }

    /// <summary>
    /// The answer to the opening question that was pressed in the mail; it is chosen, and not stored.
    /// </summary>
    public int? FromMail { get; init; }

    /// <summary>The other way to show the page, with the answer of the mail still chosen.</summary>
    public static string OtherWay(string action, string shown, int? fromMail) =>
        $"{action}?{PicturePageModel.Shown}={shown}"
        + (fromMail is { } code ? string.Create(CultureInfo.InvariantCulture, $"&{OpeningQuestion.Field}={code}") : "");

    /// <summary>The number of the page to continue on; 1 when nothing was saved yet.</summary>
    public required int Next { get; init; }

    /// <summary>The number of pages of the form, including the last one with own words.</summary>
    public required int Steps { get; init; }

    /// <summary>The last day on which it can be answered.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The caregiver asked for no mail for a while; the questions can still be answered.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Whether the check-in came between two planned ones.</summary>
    public bool InBetween { get; init; }

    public ReadsAlong ReadsAlong { get; init; }
}

/// <summary>Who reads a caregiver's answers every day besides the coordinator.</summary>
public enum ReadsAlong
{
    Nobody,

    TeamLead,

    /// <summary>Everybody in the coordinator's team.</summary>
    Team,
}
