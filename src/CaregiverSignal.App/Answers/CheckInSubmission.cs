using CaregiverSignal.Answers.Landing;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Answers;

/// <summary>
/// Saves and scores answers as they come and sends a check-in once; the form, entry and the demo all use it.
/// </summary>
public static class CheckInSubmission
{
    /// <summary>Saves items of one questionnaire; a null value is a skipped question.</summary>
    /// <returns>False when the check-in is closed; nothing is saved then.</returns>
    /// <exception cref="ArgumentException">The questionnaire does not have such an item or value.</exception>
    internal static bool Save(
        Transaction transaction,
        CheckIn checkIn,
        Instrument instrument,
        IReadOnlyDictionary<string, int?> values,
        string enteredBy,
        SiteTime time
    )
    {
        if (CheckInTable.Get(transaction, checkIn.Id) is not { ClosedAt: null } open)
            return false;
        SaveOpen(transaction, open, [new ListAnswers(instrument, values, [])], enteredBy, time);
        return true;
    }

    /// <summary>Saves items of a check-in that was just read in this transaction and found open.</summary>
    /// <param name="sessionId">The browser session they were given in, the only one that is shown them again.</param>
    /// <exception cref="ArgumentException">The questionnaire does not have such an item or value.</exception>
    internal static void SaveOpen(
        Transaction transaction,
        CheckIn open,
        IReadOnlyList<ListAnswers> given,
        string enteredBy,
        SiteTime time,
        long? sessionId = null
    ) => Store(transaction, open, given, (enteredBy, null, sessionId), time.Today, time);

    /// <summary>
    /// Saves items that a coordinator types in: each answer keeps who typed it, and the response the day it was
    /// answered.
    /// </summary>
    /// <param name="checkIn">A check-in that is open, or was closed unanswered.</param>
    /// <param name="by">The address of the coordinator who types.</param>
    /// <exception cref="ArgumentException">The questionnaire does not have such an item or value.</exception>
    internal static void SaveTyped(
        Transaction transaction,
        CheckIn checkIn,
        ListAnswers given,
        string by,
        DateOnly answeredOn,
        SiteTime time
    ) => Store(transaction, checkIn, [given], (by, by, null), answeredOn, time);

    private static void Store(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<ListAnswers> given,
        (string Response, string? Typed, long? SessionId) by,
        DateOnly answeredOn,
        SiteTime time
    )
    {
        foreach (var (instrument, key, value) in given.SelectMany(list => list.Each()))
        {
            if (instrument.Item(key) is not { } item)
                throw new ArgumentException($"{instrument.Key} has no item {key}.");
            if (value is { } code && !item.Allows(code))
                throw new ArgumentException($"{instrument.Key}.{key} cannot be {code}.");
        }

        given = [.. given.Where(list => list.Values.Count + list.Blank.Count > 0)];
        if (given.Count == 0)
            return;
        var now = time.Now;
        UsedFileTable.MarkAsked(transaction, given.Select(one => one.Instrument), now);
        ResponseTable.Begin(
            transaction,
            checkIn,
            [.. given.Select(one => ShownList.Of(one.Instrument))],
            by.Response,
            answeredOn,
            now
        );
        AnswerTable.Save(
            transaction,
            checkIn.Id,
            [
                .. given
                    .SelectMany(list => list.Each())
                    .Select(one => new GivenAnswer(one.Instrument.Key, one.Item, one.Value)),
            ],
            now,
            by.Typed,
            by.SessionId
        );
        AnswerTable.Skip(
            transaction,
            checkIn.Id,
            [.. given.SelectMany(list => list.Blank, (list, item) => new SkippedItem(list.Instrument.Key, item))],
            now,
            by.SessionId
        );
        ScoreTable.Save(transaction, checkIn.Id, [.. given.Select(list => list.Instrument)], now);
    }

    /// <summary>
    /// Sends a check-in: the saved answers become final, the link ends, a reminder that was not mailed yet is dropped,
    /// and a wish to be called becomes an event.
    /// </summary>
    /// <returns>False when it was already sent or closed, or when it says nothing; nothing changes then.</returns>
    internal static bool Send(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (
            CheckInTable.Get(transaction, checkIn.Id) is not { ClosedAt: null } open
            || !SaysSomething(transaction, open)
        )
            return false;
        CloseCheckIn.End(transaction, open, time.Now, time);
        return true;
    }

    /// <summary>
    /// Saves and sends what is on the one page: it counts as any check-in that was sent, and the lists that were asked
    /// beside it are offered until its last day. Where it says nothing it stays open.
    /// </summary>
    /// <param name="open">Was read in this transaction and found open.</param>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    internal static void SendPage(
        Transaction transaction,
        CheckIn open,
        PageAnswers given,
        long sessionId,
        SiteTime time
    )
    {
        SaveOpen(transaction, open, given.Answers, "caregiver", time, sessionId);
        var last = given.Last;
        if (last.Helped?.HelpOf(transaction, open) is { } help)
            Helping.Say(transaction, help, last.Helped.Helped, open.Id, time);
        var words = last.MergedWords(open);
        open = open with
        {
            WordsBy = words == open.OwnWords ? open.WordsBy : "caregiver",
            OwnWords = words,
            CallMe = last.CallMe,
        };
        // Asks the store only where the page does not say it.
        if (
            !given.Answers.SelectMany(list => list.Values.Values).Any(value => value is not null)
            && !SaysSomething(transaction, open)
        )
        {
            CheckInTable.SaveOwnWords(transaction, open.Id, open.OwnWords, open.CallMe);
        }
        else
        {
            // The lists have a last day, which has gone by for who answers late.
            var asked = given.Answers.Select(list => list.Instrument.Key);
            if (open.ClosesOn > time.Today && open.InstrumentKeys.Except(asked).Any())
                open = Offer(transaction, open);
            CloseCheckIn.EndWithWords(transaction, open, time);
        }

        if (last.CallMe == CallWish.Yes)
            PromisedCall.Suits(transaction, open.CaregiverId, last.When, time);
    }

    private static CheckIn Offer(Transaction transaction, CheckIn open)
    {
        var begun = ResponseTable.OfCheckIn(transaction, open.Id).Select(response => response.Instrument);
        if (open.InstrumentKeys.Except(begun).ToList() is not [_, ..] lists)
            return open;
        CheckInTable.Offer(transaction, open.Id, lists);
        return open with { Offered = string.Join(';', lists), OfferedUntil = open.ClosesOn };
    }

    /// <summary>Sends answers that were typed in from paper after the check-in had closed unanswered.</summary>
    /// <returns>False when it was already answered, or when it says nothing; nothing changes then.</returns>
    internal static bool SendLate(Transaction transaction, CheckIn checkIn, DateOnly answeredOn, SiteTime time)
    {
        if (
            CheckInTable.Get(transaction, checkIn.Id) is not { ClosedAt: not null, AnsweredAt: null } closed
            || !SaysSomething(transaction, closed)
        )
            return false;
        CloseCheckIn.AnswerLate(transaction, closed, answeredOn, time);
        return true;
    }

    /// <summary>Whether a check-in has an answer, own words, a wish to be called, or whether help helps.</summary>
    /// <remarks>
    /// Programs that check mail press buttons too, and must not pass for a caregiver who answered (mail.md 5.5).
    /// </remarks>
    internal static bool SaysSomething(Transaction transaction, CheckIn checkIn) =>
        checkIn.CallMe == CallWish.Yes
        || !string.IsNullOrWhiteSpace(checkIn.OwnWords)
        || AnswerTable.HasAny(transaction, checkIn.Id)
        || HelpTable.IsSaidIn(transaction, checkIn.Id);
}

/// <summary>What was given of one questionnaire; a null value is a skipped question.</summary>
/// <param name="Blank">
/// Items shown and left without a choice: they count as skipped, and never undo an answer.
/// </param>
public sealed record ListAnswers(
    Instrument Instrument,
    IReadOnlyDictionary<string, int?> Values,
    IReadOnlyList<string> Blank
)
{
    public IEnumerable<(Instrument Instrument, string Item, int? Value)> Each() =>
        Values.Select(one => (Instrument, one.Key, one.Value));

    /// <summary>Whether each answer of it is stored.</summary>
    public bool IsIn(IReadOnlyList<Answer> stored) =>
        Values.All(one =>
            one.Value is null
            || stored.Any(answer =>
                (answer.Instrument, answer.Item, answer.Value) == (Instrument.Key, one.Key, one.Value)
            )
        );
}
