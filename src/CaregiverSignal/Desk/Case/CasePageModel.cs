using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Trends;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// One caregiver's page for the coordinator: the story first, numbers last; every text ready to show.
/// </summary>
/// <param name="Facts">What a call needs; the rest is in <paramref name="MoreFacts"/>.</param>
/// <param name="Reasons">The newest of each kind of the open signal, red first; empty when none is open.</param>
/// <param name="EarlierReasons">The others, newest first.</param>
/// <param name="Wishes">What the caregiver wants or does not want, and what makes asking hard, newest first; never
/// empty.</param>
/// <param name="EarlierWishes">What was said about help before, newest first.</param>
/// <param name="InPlace">Help that is there or was tried, and what is agreed; never empty.</param>
/// <param name="Call">Null when no signal is open.</param>
/// <param name="Open">The open signal; null when there is none.</param>
/// <param name="Mail">Said while mail to them is stopped, did not arrive or may not have; null otherwise.</param>
/// <param name="Tariff">Null without answers to the CarerQol.</param>
/// <param name="Newest">The newest action shown; forms send it back, so that a form sent twice is one act.</param>
/// <param name="Overrides">What holds for this person today.</param>
/// <param name="Confirm">What is about to be agreed, to be confirmed; null when nothing is.</param>
/// <param name="Saved">What was just done; null when nothing.</param>
public sealed record CasePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    string FirstName,
    string? Phone,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<FactLine> MoreFacts,
    IReadOnlyList<OwnWordsLine> OwnWords,
    OpenSignalLine? Open,
    string? Mail,
    IReadOnlyList<ReasonLine> Reasons,
    IReadOnlyList<ReasonLine> EarlierReasons,
    IReadOnlyList<string> Wishes,
    IReadOnlyList<string> EarlierWishes,
    IReadOnlyList<string> InPlace,
    CallLines? Call,
    IReadOnlyList<ChartModel> Charts,
    Tariff? Tariff,
    IReadOnlyList<TimelineLine> Timeline,
    string Status,
    IReadOnlyList<string> LifeChoices,
    IReadOnlyList<(string When, string Day)> NextDays,
    DateOnly Tomorrow,
    long Newest,
    ContactForm Contact,
    CloseForm Close,
    IReadOnlyList<FormError> LifeErrors,
    IReadOnlyList<OverrideLine> Overrides,
    IReadOnlyList<(string Value, string Label)> OverrideChoices,
    OverrideForm Override,
    string? Confirm,
    string? Saved
)
{
    public static readonly Texts Words = Texts.Of(typeof(CasePage));

    /// <summary>The last day to try again who was not reached; null where any day will do, as nothing is red.</summary>
    public DateOnly? LastTryOn { get; init; }

    /// <summary>Something is red and nobody talked: said where it can be closed.</summary>
    public bool AwaitsTalk { get; init; }

    public string Initials { get; init; } = "";

    /// <summary>What can be typed in for this person now.</summary>
    public IReadOnlyList<EntryLink> Entries { get; init; } = [];

    /// <summary>So many lines of the timeline stand in view; earlier ones are folded.</summary>
    public const int TimelineInView = 12;

    /// <summary>Of the own words three stand in view, and all that are to be read.</summary>
    public int WordsInView => Math.Max(3, OwnWords.Count(words => words.ToRead is not null));

    public IReadOnlyList<FormError> Errors => [.. Contact.Errors, .. Close.Errors, .. LifeErrors, .. Override.Errors];

    /// <summary>A contact has a day to go on: but for who stopped and has nothing open.</summary>
    public bool PlansADay => Open is not null || TakesPart;

    /// <summary>Takes part, pauses, or is in aftercare: nobody who stopped is followed.</summary>
    public bool TakesPart { get; init; }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);
}

/// <summary>
/// How to begin a call, or a message to who wants no call, and what there is to offer, as a step of the ladder and a
/// sentence.
/// </summary>
/// <param name="Asks">The message asks whether a call is welcome, as something is red.</param>
/// <param name="Barrier">What the caregiver said makes asking hard, and what can be said to that; null when nothing
/// does.</param>
public sealed record CallLines(
    bool ByMessage,
    bool Asks,
    string Opening,
    BarrierLine? Barrier,
    IReadOnlyList<FactLine> Options
);

/// <param name="Because">Why it is said.</param>
public sealed record BarrierLine(string Because, string Say);

/// <param name="Text">What holds, until when and why.</param>
public sealed record OverrideLine(long Id, string Text);

/// <param name="IsNew">It came after the last talk.</param>
/// <param name="Kind">The rule in a word or two; <paramref name="Rule"/> says what it looks at.</param>
public sealed record ReasonLine(string Text, string Day, string Kind, string Rule, bool IsStrong, bool IsNew = false);

/// <param name="State">Since when, and what the next step is.</param>
public sealed record OpenSignalLine(long Id, string Mark, string State, bool IsSeen);
