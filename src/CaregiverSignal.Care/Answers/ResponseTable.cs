using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers;

/// <summary>All SQL on the response table, of whole responses.</summary>
internal static class ResponseTable
{
    private const string Columns =
        "id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on";

    private const string Read =
        $"select {Columns}, finished_at is not null as is_finished, answers, saved_at from response";

    public static Task<IReadOnlyList<Response>> OfCheckIn(Transaction transaction, long checkInId) =>
        Of(transaction, $"check_in_id = {checkInId} order by id");

    /// <summary>A caregiver's finished responses, oldest first.</summary>
    public static Task<IReadOnlyList<Response>> FinishedOf(Transaction transaction, long caregiverId) =>
        Of(transaction, $"caregiver_id = {caregiverId} and finished_at is not null order by answered_on, id");

    /// <param name="which">The condition: for a check-in or a caregiver, because what was set aside belongs to
    /// neither.</param>
    public static Task<IReadOnlyList<Response>> Of(Transaction transaction, Sql which) =>
        transaction.All<Response>($"{Read:sql} where {which}");

    /// <summary>Saves answers to some questionnaires of a check-in and scores each by all its answers, so that a
    /// finished response has its scores. There is one response to each, however often and from wherever it is
    /// saved.</summary>
    /// <param name="begun">Existing responses of the check-in, read in this transaction.</param>
    /// <param name="saved">With the name of the wording shown; if another was shown before, the response keeps both,
    /// joined by a plus.</param>
    /// <param name="typedBy">As in <see cref="ResponseAnswer.EnteredBy"/>.</param>
    /// <param name="sessionId">As in <see cref="ResponseAnswer.SessionId"/>.</param>
    /// <param name="isFinished">Whether they are finished from the start.</param>
    public static async Task Save(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<Response> begun,
        IReadOnlyList<(Instrument Instrument, string Wording, IEnumerable<ItemAnswer> Given)> saved,
        string enteredBy,
        DateOnly answeredOn,
        DateTimeOffset at,
        string? typedBy = null,
        long? sessionId = null,
        bool isFinished = false
    )
    {
        var added = new List<Sql>();
        foreach (var (list, wording, given) in saved)
        {
            var before = begun.FirstOrDefault(response => response.Instrument == list.Key);
            var answers = (before?.Answers ?? ResponseAnswers.None).With(given, typedBy, sessionId);
            DateTimeOffset? savedAt =
                !answers.IsAnswered ? null
                : given.Any(answer => answer.Value is not null) ? at
                : before!.SavedAt;
            var scores = ResponseScores.Of(list, answers);
            if (before is not null)
                await Update(
                    transaction,
                    before.With(wording, answers, enteredBy, answeredOn, savedAt),
                    scores,
                    scores.CanGoOn(list)
                );
            else
                added.Add(
                    $"""
                    ({checkIn.CaregiverId}, {checkIn.Id}, {list.Key}, {list.Version}, {wording}, {enteredBy},
                    {answeredOn}, {at}, {(isFinished ? at : null as DateTimeOffset?)}, {answers.Text}, {scores.Text},
                    {scores.CanGoOn(list)}, {savedAt})
                    """
                );
        }

        if (added.Count > 0)
            await transaction.Execute(
                $"""
                insert into response (
                    caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                    finished_at, answers, scores, can_go_on, saved_at)
                values {Sql.Listed(added)}
                """
            );
    }

    private static Task Update(Transaction transaction, Response response, ResponseScores scores, double? canGoOn) =>
        transaction.Execute(
            $"""
            update response set
                answers = {response.Answers.Text}, saved_at = {response.SavedAt}, answered_on = {response.AnsweredOn},
                entered_by = {response.EnteredBy}, wording = {response.Wording}, scores = {scores.Text},
                can_go_on = {canGoOn}
            where id = {response.Id}
            """
        );

    /// <summary>Adds finished responses to check-ins that have none.</summary>
    public static Task AddHistory(Transaction transaction, IEnumerable<PastResponse> past) =>
        transaction.AddRows(
            "response",
            $"{Columns}, started_at, finished_at, answers, scores, can_go_on, saved_at",
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
                    row.Answers,
                    row.Scores,
                    row.CanGoOn,
                    row.At,
                ]
        );

    public static Task Finish(Transaction transaction, long checkInId, DateTimeOffset at) =>
        transaction.Execute(Finished($"= {checkInId}", at));

    /// <summary>Likewise for several check-ins.</summary>
    public static Task FinishEach(Transaction transaction, IReadOnlyCollection<long> checkInIds, DateTimeOffset at) =>
        transaction.Execute(Finished($"in ({checkInIds})", at));

    private static Sql Finished(Sql checkInId, DateTimeOffset at) =>
        $"update response set finished_at = {at} where check_in_id {checkInId} and finished_at is null";

    /// <summary>Reopens the responses of a check-in that closed unanswered: every question was skipped in them, and
    /// paper came with answers.</summary>
    public static Task Reopen(Transaction transaction, long checkInId) =>
        transaction.Execute($"update response set finished_at = null where check_in_id = {checkInId}");
}

/// <summary>A finished response from before the caregiver came, whose wording is unknown.</summary>
/// <param name="Answers">As stored, like the scores.</param>
internal sealed record PastResponse(
    Instrument Instrument,
    DateOnly AnsweredOn,
    DateTimeOffset At,
    string Answers,
    string Scores,
    double? CanGoOn
)
{
    /// <summary>Its id in the database.</summary>
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long CheckInId { get; init; }

    /// <param name="given">At least one.</param>
    public static PastResponse Of(
        Instrument instrument,
        DateOnly answeredOn,
        DateTimeOffset at,
        IEnumerable<(string Item, int Code)> given
    )
    {
        var answers = ResponseAnswers.Imported(given);
        var scores = ResponseScores.Of(instrument, answers);
        return new(instrument, answeredOn, at, answers.Text, scores.Text, scores.CanGoOn(instrument));
    }
}
