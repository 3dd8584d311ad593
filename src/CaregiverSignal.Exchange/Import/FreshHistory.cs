using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Newcomers' check-ins and answers in one part, stored in bulk: the database has none of theirs.</summary>
/// <remarks>Built without the database while another part is stored, and unchanged after that.</remarks>
internal sealed class FreshHistory
{
    private readonly Dictionary<string, Instrument> versions;
    private readonly Instruments instruments;
    private readonly Plan plan;
    private readonly SiteTime time;
    private readonly bool isTrial;
    private readonly Dictionary<string, PersonsPast> pasts = new(StringComparer.Ordinal);

    /// <param name="isTrial">Whether it is never stored.</param>
    public FreshHistory(
        ImportFolder folder,
        Dictionary<string, Instrument> versions,
        Instruments instruments,
        Plan plan,
        SiteTime time,
        bool isTrial
    )
    {
        (this.versions, this.instruments, this.plan, this.time) = (versions, instruments, plan, time);
        this.isTrial = isTrial;
        var asked = folder.Asked.ToLookup(row => row.Person);
        var answers = folder.Answers.ToDictionary(given => given.Person, given => given.Rows);
        var told = folder.Events.ToLookup(row => row.Person, row => row.Date);
        foreach (var person in folder.People)
            pasts[person.Person] = Take(
                person,
                [.. asked[person.Person].OrderBy(row => row.Date)],
                answers.GetValueOrDefault(person.Person, []),
                [.. told[person.Person]]
            );
    }

    public PersonsPast Of(string person) => pasts[person];

    public async Task Store(Transaction transaction, IReadOnlyList<(ImportedPerson Person, long Id)> people)
    {
        var past = new List<(long CaregiverId, BroughtCheckIn Brought)>();
        var (checkIns, responses) = (new List<PastCheckIn>(), new List<PastResponse>());
        foreach (var (person, id) in people)
            past.AddRange(Of(person.Person).CheckIns.Select(brought => (id, brought)));
        var ids = await transaction.NewIds("check_in", past.Count);
        foreach (var (place, (id, brought)) in past.Index())
        {
            checkIns.Add(brought.CheckIn with { Id = ids[place], CaregiverId = id });
            responses.AddRange(
                brought.Responses.Select(given => given with { CheckInId = ids[place], CaregiverId = id })
            );
        }

        await CheckInTable.AddHistory(transaction, checkIns);
        await ResponseTable.AddHistory(
            transaction,
            responses.Zip(await transaction.NewIds("response", responses.Count), (given, id) => given with { Id = id })
        );
        List<Instrument> used =
        [
            .. responses
                .Select(given => given.Instrument)
                .DistinctBy(instrument => (instrument.Key, instrument.Version)),
        ];
        await UsedFileTable.MarkImported(transaction, used, time.Now);
        // The newest one that is over was answered, and only a newcomer's pause makes them silent.
        foreach (var (person, id) in people.Where(came => came.Person.Status == CaregiverStatus.Paused))
            if (Of(person.Person).IsAnswered)
                await Silence.Heard(transaction, id, time);
    }

    private PersonsPast Take(
        ImportedPerson person,
        List<AskedRow> days,
        IReadOnlyList<AnswerRow> answers,
        IReadOnlyList<DateOnly> told
    )
    {
        var (checkIns, faults) = (new List<BroughtCheckIn>(), new List<Fault>());
        var answered = answers
            .Select(row => row.Date)
            .Distinct()
            .ToDictionary(on => on, on => days.FindLastIndex(day => day.Date <= on));
        var given = answers.ToLookup(row => answered[row.Date]);
        faults.AddRange(given[-1].Select(AnswerChecks.TooEarly));
        var newest = given.Select(group => group.Key).DefaultIfEmpty().Max();
        foreach (var (place, day) in days.Index())
        {
            List<AnswerRow> rows = [.. given[place]];
            faults.AddRange(AnswerChecks.Of(rows, day.Date, day.Instruments));
            DateTimeOffset? answeredAt =
                rows.Count == 0 ? null : time.At(rows.Max(row => row.Date), new TimeOnly(12, 0));
            var closesOn = day.Date.AddDays(plan.WindowDays);
            // If a later one was answered, an unanswered one is no silence, and no job needs to see it end.
            var isLeft = place < newest && closesOn <= time.Today && day.Instruments is not [Aftercare.Instrument];
            checkIns.Add(
                new(
                    new(
                        0,
                        PlanDays.NumberOn(person.Enrolled, day.Date) ?? 0,
                        day.Date,
                        closesOn,
                        string.Join(';', day.Instruments),
                        time.StartOf(day.Date),
                        answeredAt,
                        answeredAt ?? (isLeft ? time.Now : null)
                    ),
                    !isTrial && faults.Count == 0 && answeredAt is { } at
                        ? [.. rows.GroupBy(row => row.Instrument).Select(list => Response([.. list], at))]
                        : []
                )
            );
        }

        var first = checkIns.Min(brought => brought.CheckIn.AnsweredAt);
        DateTimeOffset? happened = told.Count > 0 ? time.StartOf(told.Min()) : null;
        return new PersonsPast(
            checkIns,
            faults,
            answers.Count - given[-1].Count(),
            first is not null,
            days.Count > 0 ? PlanDays.DueAfter(person.Enrolled, days[^1].Date) : null,
            new[] { first, happened }.Min()
        );
    }

    private PastResponse Response(List<AnswerRow> rows, DateTimeOffset at) =>
        PastResponse.Of(
            AnswerChecks.VersionOf(rows[0], instruments, versions),
            rows.Max(row => row.Date),
            at,
            rows.Select(row => (row.Item, row.Value))
        );
}

/// <param name="CheckIns">In order, without an owner yet; without responses if never stored.</param>
/// <param name="Faults">If there are any, none of it can be stored.</param>
/// <param name="NextDueOn">When the check-in after those is due; null if there are none.</param>
/// <param name="EvaluateAt">From when to judge; null without answers or events.</param>
internal sealed record PersonsPast(
    IReadOnlyList<BroughtCheckIn> CheckIns,
    IReadOnlyList<Fault> Faults,
    int Answers,
    bool IsAnswered,
    DateOnly? NextDueOn,
    DateTimeOffset? EvaluateAt
);

internal sealed record BroughtCheckIn(PastCheckIn CheckIn, IReadOnlyList<PastResponse> Responses);
