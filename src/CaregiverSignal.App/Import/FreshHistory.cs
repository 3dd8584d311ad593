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
    private readonly Dictionary<long, DateOnly> enrolled = [];
    private readonly List<(PastCheckIn CheckIn, IReadOnlyList<AnswerRow> Answers)> checkIns = [];

    /// <summary>Checks what a person brings, and takes it in where nothing is wrong with it.</summary>
    public void Take(long id, DateOnly enrolledOn, IEnumerable<AskedRow> asked, IEnumerable<AnswerRow> answers)
    {
        enrolled[id] = enrolledOn;
        List<AskedRow> days = [.. asked.OrderBy(row => row.Date)];
        var given = answers.ToLookup(row => days.FindLastIndex(day => day.Date <= row.Date));
        faults.AddRange(given[-1].Select(AnswerChecks.TooEarly));
        foreach (var (place, day) in days.Index())
        {
            List<AnswerRow> rows = [.. given[place]];
            faults.AddRange(AnswerChecks.Of(rows, day.Date, day.Instruments));
            checkIns.Add(
                (
                    new PastCheckIn(
                        id,
                        PlanDays.NumberOn(enrolledOn, day.Date) ?? 0,
                        day.Date,
                        day.Date.AddDays(plan.WindowDays),
                        string.Join(';', day.Instruments),
                        time.StartOf(day.Date),
                        rows.Count == 0 ? null : time.At(rows.Max(row => row.Date), new TimeOnly(12, 0))
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
        var ids = CheckInTable
            .AddHistory(transaction, [.. checkIns.Select(past => past.CheckIn)])
            .ToDictionary(added => (added.CaregiverId, added.AskedOn), added => added.Id);
        var responses = checkIns
            .SelectMany(past =>
                past.Answers.GroupBy(InstrumentOf)
                    .Select(response =>
                        (
                            Row: new PastResponse(
                                past.CheckIn.CaregiverId,
                                ids[(past.CheckIn.CaregiverId, past.CheckIn.AskedOn)],
                                response.Key,
                                response.Max(row => row.Date),
                                past.CheckIn.AnsweredAt!.Value
                            ),
                            Answers: response.ToList()
                        )
                    )
            )
            .ToList();
        var begun = ResponseTable
            .AddHistory(transaction, [.. responses.Select(response => response.Row)])
            .ToDictionary(added => (added.CheckInId, added.Instrument), added => added.Id);
        foreach (var instrument in responses.Select(response => response.Row.Instrument).Distinct())
        {
            UsedFileTable.MarkImported(transaction, instrument, time.Now);
            if (instrument.Supply is { } supply)
                UsedFileTable.MarkScored(transaction, instrument, supply, time.Now);
        }

        AnswerTable.AddHistory(
            transaction,
            [
                .. responses.SelectMany(response =>
                    response.Answers.Select(row => (IdOf(response.Row), row.Item, row.Value, response.Row.At))
                ),
            ]
        );
        ScoreTable.AddHistory(
            transaction,
            [
                .. responses.SelectMany(response =>
                    Scoring
                        .Score(
                            response.Row.Instrument,
                            response.Answers.ToDictionary(row => row.Item, row => row.Value)
                        )
                        .Select(score => (IdOf(response.Row), response.Row.Instrument, score))
                ),
            ]
        );
        foreach (var own in checkIns.GroupBy(past => past.CheckIn.CaregiverId))
            ImportTable.MoveDueBehind(
                transaction,
                own.Key,
                PlanDays.DueAfter(enrolled[own.Key], own.Max(past => past.CheckIn.AskedOn))
            );
        foreach (
            var (id, first) in responses
                .GroupBy(response => response.Row.CaregiverId)
                .Select(own => (own.Key, own.Min(response => response.Row.At)))
        )
        {
            CloseCheckIn.FollowSilence(transaction, id, time);
            CaregiverTable.RequestEvaluation(transaction, id, first);
        }

        long IdOf(PastResponse response) => begun[(response.CheckInId, response.Instrument.Key)];
    }

    private Instrument InstrumentOf(AnswerRow row) => AnswerChecks.VersionOf(row, instruments, versions);
}
