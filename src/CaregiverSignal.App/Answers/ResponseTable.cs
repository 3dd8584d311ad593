using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers;

/// <summary>All SQL on the response table.</summary>
internal static class ResponseTable
{
    private const string Columns =
        "id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on";

    public static IReadOnlyList<Response> OfCheckIn(Transaction transaction, long checkInId) =>
        OfCheckIn(transaction, $"{checkInId}");

    /// <param name="checkInId">A query for its number.</param>
    public static IReadOnlyList<Response> OfCheckIn(Transaction transaction, Sql checkInId) =>
        transaction.All<Response>($"select {Columns:sql} from response where check_in_id = ({checkInId}) order by id");

    /// <summary>A caregiver's finished responses, oldest first.</summary>
    public static IReadOnlyList<Response> FinishedOf(Transaction transaction, long caregiverId) =>
        transaction.All<Response>(
            $"""
            select {Columns:sql} from response
            where caregiver_id = {caregiverId} and finished_at is not null and check_in_id is not null
            order by answered_on, id
            """
        );

    /// <summary>
    /// Begins the responses to some questionnaires in this check-in, or goes on with them: there is one to each,
    /// however often and from wherever it is saved.
    /// </summary>
    /// <param name="begun">Those of the check-in that are there.</param>
    /// <param name="isFinished">They are finished as they begin.</param>
    /// <returns>Whether none of them was there before.</returns>
    public static bool Begin(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<Response> begun,
        IReadOnlyList<ShownList> lists,
        string enteredBy,
        DateOnly answeredOn,
        DateTimeOffset at,
        bool isFinished = false
    )
    {
        var again = lists.Where(list => begun.Any(response => response.Instrument == list.Key)).ToList();
        SavedAgain(transaction, checkIn.Id, again, enteredBy, answeredOn);
        if (again.Count < lists.Count)
            transaction.Send(
                $"""
                insert into response (
                    caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                    finished_at)
                values {Sql.Listed(lists.Except(again).Select(Row))}
                """
            );
        return again.Count == 0;

        Sql Row(ShownList list) =>
            $"""
                ({checkIn.CaregiverId}, {checkIn.Id}, {list.Key}, {list.Version}, {list.Wording}, {enteredBy},
                {answeredOn}, {at}, {(isFinished ? at : null as DateTimeOffset?)})
                """;
    }

    /// <summary>Adds responses that are finished, to check-ins that have none.</summary>
    public static void AddHistory(Transaction transaction, IEnumerable<PastResponse> past) =>
        transaction.AddRows(
            "response",
            $"{Columns}, started_at, finished_at",
            past,
            row =>
                [
                    row.Id,
                    row.CaregiverId,
                    row.CheckInId,
                    row.Instrument.Key,
                    row.Instrument.Version,
                    Wording.Imported,
                    "import",
                    row.AnsweredOn,
                    row.At,
                    row.At,
                ]
        );

    private static void SavedAgain(
        Transaction transaction,
        long checkInId,
        IReadOnlyList<ShownList> lists,
        string enteredBy,
        DateOnly answeredOn
    ) =>
        transaction.Each(
            lists,
            list =>
                $"""
                    update response set
                        answered_on = {answeredOn},
                        -- A list to which the caregiver gave an answer is the caregiver's, whoever began it.
                        entered_by = case when {enteredBy} = 'caregiver' then {enteredBy} else entered_by end,
                        -- Not like: it takes a low line for any sign, and capitals for small letters.
                        wording = case
                            when replace('+' || wording || '+', '+' || {list.Wording} || '+', '') <> '+' || wording || '+'
                            then wording
                            else wording || '+' || {list.Wording}
                        end
                    where check_in_id = {checkInId} and instrument = {list.Key} and finished_at is null
                      and (answered_on <> {answeredOn} or entered_by <> {enteredBy} or wording <> {list.Wording})
                    """
        );

    public static void Finish(Transaction transaction, long checkInId, DateTimeOffset at) =>
        transaction.Send(Finished($"= {checkInId}", at));

    /// <summary>The same of several check-ins.</summary>
    public static void FinishEach(Transaction transaction, IReadOnlyCollection<long> checkInIds, DateTimeOffset at) =>
        transaction.Send(Finished($"in ({checkInIds})", at));

    private static Sql Finished(Sql checkInId, DateTimeOffset at) =>
        $"update response set finished_at = {at} where check_in_id {checkInId} and finished_at is null";

    /// <summary>
    /// Opens the responses of a check-in that closed unanswered again: every question was skipped in them, and paper
    /// came with answers.
    /// </summary>
    public static void Reopen(Transaction transaction, long checkInId) =>
        transaction.Execute($"update response set finished_at = null where check_in_id = {checkInId}");
}

/// <summary>A questionnaire in the version in which it was asked.</summary>
/// <param name="Wording">
/// The wording that was shown; when another was shown before, the response keeps both names, with a plus between them.
/// </param>
public sealed record ShownList(string Key, int Version, string Wording)
{
    public static ShownList Of(Instrument instrument) =>
        new(instrument.Key, instrument.Version, instrument.Wording.Version);
}

/// <summary>A finished response of before somebody came, in words that are not known.</summary>
internal sealed record PastResponse(
    long Id,
    long CaregiverId,
    long CheckInId,
    Instrument Instrument,
    DateOnly AnsweredOn,
    DateTimeOffset At
);
