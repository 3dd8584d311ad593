using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.People;

/// <param name="Search">What was searched for; null on the list of people.</param>
/// <param name="Status">The only status shown; empty for all.</param>
/// <param name="Agreed">Only those with an agreement.</param>
public sealed record PeoplePageModel(
    StaffShell Shell,
    bool Team,
    string? Search,
    string Status,
    bool Agreed,
    IReadOnlyList<PersonLine> Rows,
    Pager Pager
)
{
    public static readonly Texts Words = Texts.Of(typeof(PeoplePage));

    public static IReadOnlyCollection<string> Statuses => Codes.All<CaregiverStatus>();

    /// <summary>Whether a search found more than are shown.</summary>
    public bool IsMore { get; init; }

    public bool IsFiltered => Status.Length > 0 || Agreed;

    public static PersonLine RowOf(PersonRow row) =>
        new(
            row.Id,
            Plainly.FullName(row.Person, row.FirstName, row.LastName),
            row is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
                ? Words["PausedUntil", ("dag", Texts.Day(until))]
                : Words["Status." + row.Status.Code()],
            row.Phone,
            row.AnsweredOn is { } day ? Texts.Day(day) : Words["Never"],
            row.OpenUrgency is { } urgency ? SignalWords.Urgency(urgency) : null,
            row.OpenUrgency == Urgency.Red
        );
}

public sealed record PersonLine(
    long Id,
    string Name,
    string Status,
    string? Phone,
    string Answered,
    string? Signal,
    bool IsRed
);
