using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Import;

/// <summary>
/// The check-ins and answers of people who came in with this part: nothing of theirs is here, so that they go in by the
/// set, and not one by one beside what may be there.
/// </summary>
internal sealed class FreshHistory(
    Transaction transaction,
    Dictionary<string, Instrument> versions,
    ImportCounts counts,
    List<Fault> faults,
    Instruments instruments,
    Plan plan,
    SiteTime time
)
{
    private readonly Dictionary<long, ImportedPerson> people = [];
    private readonly List<(PastCheckIn CheckIn, IReadOnlyList<AnswerRow> Answers)> checkIns = [];

    /// <summary>Checks what a person brings, and takes it in where nothing is wrong with it.</summary>
    public void Take(long id, ImportedPerson person, IEnumerable<AskedRow> asked, IEnumerable<AnswerRow> answers)
    {
        people[id] = person;
        List<AskedRow> days = [.. asked.OrderBy(row => row.Date)];
        var given = answers.ToLookup(row => days.FindLastIndex(day => day.Date <= row.Date));
        faults.AddRange(given[-1].Select(AnswerChecks.TooEarly));
        var newest = given.Select(group => group.Key).DefaultIfEmpty().Max();
        foreach (var (place, day) in days.Index())
        {
            List<AnswerRow> rows = [.. given[place]];
            faults.AddRange(AnswerChecks.Of(rows, day.Date, day.Instruments));
            DateTimeOffset? answeredAt =
                rows.Count == 0 ? null : time.At(rows.Max(row => row.Date), new TimeOnly(12, 0));
            var closesOn = day.Date.AddDays(plan.WindowDays);
            // Where a later one was answered, no silence follows from one that was left, and a job need not see it end.
            var isLeft = place < newest && closesOn <= time.Today && day.Instruments is not [Aftercare.Instrument];
            checkIns.Add(
                (
                    new PastCheckIn(
                        id,
                        PlanDays.NumberOn(person.Enrolled, day.Date) ?? 0,
                        day.Date,
                        closesOn,
                        string.Join(';', day.Instruments),
                        time.StartOf(day.Date),
                        answeredAt,
                        answeredAt ?? (isLeft ? time.Now : null)
                    ),
                    rows
                )
            );
            counts.CheckIns++;
            counts.Answers += rows.Count;
        }
    }

    /// <summary>Stores all that was taken in.</summary>
    public void Store()
    {
        List<(PastCheckIn Row, IReadOnlyList<AnswerRow> Answers)> asked =
        [
            .. checkIns.Zip(
                transaction.NewIds("check_in", checkIns.Count),
                (past, id) => (past.CheckIn with { Id = id }, past.Answers)
            ),
        ];
        CheckInTable.AddHistory(transaction, asked.Select(past => past.Row));
        var given = asked
            .SelectMany(past =>
                past.Answers.GroupBy(row => row.Instrument).Select(response => (CheckIn: past.Row, Response: response))
            )
            .ToList();
        List<(PastResponse Row, IReadOnlyList<AnswerRow> Answers)> responses =
        [
            .. given.Zip(
                transaction.NewIds("response", given.Count),
                (past, id) =>
                    (
                        new PastResponse(
                            id,
                            past.CheckIn.CaregiverId,
                            past.CheckIn.Id,
                            InstrumentOf(past.Response.First()),
                            past.Response.Max(row => row.Date),
                            past.CheckIn.AnsweredAt!.Value
                        ),
                        (IReadOnlyList<AnswerRow>)[.. past.Response]
                    )
            ),
        ];
        ResponseTable.AddHistory(transaction, responses.Select(response => response.Row));
        foreach (
            var instrument in responses
                .Select(response => response.Row.Instrument)
                .DistinctBy(used => (used.Key, used.Version))
        )
        {
            UsedFileTable.MarkImported(transaction, instrument, time.Now);
            if (instrument.Supply is { } supply)
                UsedFileTable.MarkScored(transaction, instrument, supply, time.Now);
        }

        AnswerTable.AddHistory(
            transaction,
            responses.SelectMany(response =>
                response.Answers.Select(row => (response.Row.Id, row.Item, row.Value, response.Row.At))
            )
        );
        ScoreTable.AddHistory(
            transaction,
            responses.SelectMany(response =>
                Scoring
                    .Score(response.Row.Instrument, response.Answers.ToDictionary(row => row.Item, row => row.Value))
                    .Select(score => (response.Row.Id, response.Row.Instrument, score))
            )
        );
        foreach (var own in asked.GroupBy(past => past.Row.CaregiverId, past => past.Row))
        {
            var (person, first) = (people[own.Key], own.Min(past => past.AnsweredAt));
            var next = PlanDays.DueAfter(person.Enrolled, own.Max(past => past.AskedOn));
            ImportTable.GoOn(transaction, own.Key, next, first);
            // The newest that is over is an answered one, and only of a pause somebody new has been silent.
            if (first is not null && person.Status == CaregiverStatus.Paused)
                Silence.Heard(transaction, own.Key, time);
        }
    }

    private Instrument InstrumentOf(AnswerRow row) => AnswerChecks.VersionOf(row, instruments, versions);
}
