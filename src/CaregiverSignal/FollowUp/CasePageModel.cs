using CaregiverSignal.Trends;

namespace CaregiverSignal.FollowUp;

/// <summary>One caregiver's page for the coordinator: the story first, numbers last; every text ready to show.</summary>
/// <param name="Reasons">Of the open signal; empty when none is open.</param>
/// <param name="Open">The open signal; null when there is none.</param>
/// <param name="Tariff">Null without answers to the CarerQol.</param>
/// <param name="Newest">The newest action shown; forms send it back, so that a form sent twice is one act.</param>
/// <param name="Saved">What was just done; null when nothing.</param>
public sealed record CasePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    string FirstName,
    string? Phone,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<OwnWordsLine> OwnWords,
    OpenSignalLine? Open,
    IReadOnlyList<ReasonLine> Reasons,
    string? OpeningSentence,
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
    string? Saved)
{
    public static readonly Texts Words = Texts.Of(typeof(CasePage));

    public IReadOnlyList<FormError> Errors => [.. Contact.Errors, .. Close.Errors, .. LifeErrors];

    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Text;
}

public sealed record FactLine(string Label, string Value);

public sealed record OwnWordsLine(string Day, string Text);

/// <param name="Kind">The rule in a word or two; <paramref name="Rule"/> says what it looks at.</param>
public sealed record ReasonLine(string Text, string Day, string Kind, string Rule, bool IsStrong);

/// <param name="State">Since when, and what the next step is.</param>
public sealed record OpenSignalLine(long Id, string State, bool IsSeen);

public sealed record TimelineLine(DateOnly Day, string Title, string? By, string? Text, string? Next);
