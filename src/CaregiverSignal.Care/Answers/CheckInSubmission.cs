using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers;

/// <summary>Saves and scores answers as they come, and sends a check-in once; shared by the form, entry and the
/// demo.</summary>
internal static class CheckInSubmission
{
    /// <summary>Saves answers to a check-in that is open, or closed unanswered, and scores them.</summary>
    /// <param name="enteredBy">Whose the responses are: <c>caregiver</c>, or the colleague who enters them.</param>
    /// <param name="answeredOn">Null for today.</param>
    /// <param name="typedBy">The coordinator who types the answers in; null for the caregiver's own.</param>
    /// <param name="sessionId">The browser session they came from, the only one that shows them again.</param>
    /// <param name="begun">What was begun of its lists; null to look it up.</param>
    /// <param name="isLast">Nothing follows it: a list that begins with it is finished.</param>
    /// <exception cref="ArgumentException">A questionnaire does not have such an item or value.</exception>
    internal static async Task Save(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<ItemAnswer> given,
        string enteredBy,
        SiteTime time,
        DateOnly? answeredOn = null,
        string? typedBy = null,
        long? sessionId = null,
        IReadOnlyList<Response>? begun = null,
        bool isLast = false
    )
    {
        if (given.Count == 0)
            return;
        var now = time.Now;
        List<Instrument> lists = [.. given.Select(answer => answer.Instrument).DistinctBy(list => list.Key)];
        await UsedFileTable.MarkAsked(transaction, lists, now);
        var byList = given.ToLookup(answer => answer.Instrument.Key);
        await ResponseTable.Save(
            transaction,
            checkIn,
            begun ?? await ResponseTable.OfCheckIn(transaction, checkIn.Id),
            [.. lists.Select(list => (list, list.Wording.Version, byList[list.Key]))],
            enteredBy,
            answeredOn ?? time.Today,
            now,
            typedBy,
            sessionId,
            isLast
        );
    }

    /// <summary>Sends a check-in: saved answers become final, the link ends, a waiting reminder is dropped, and a wish
    /// to be called becomes an event.</summary>
    /// <param name="lateOn">The day on which it was answered, if it had closed unanswered; null for an open
    /// one.</param>
    /// <returns>False if it was already sent or closed, or says nothing; nothing changes then.</returns>
    internal static async Task<bool> Send(
        Transaction transaction,
        CheckIn checkIn,
        SiteTime time,
        DateOnly? lateOn = null
    )
    {
        if (
            await CheckInTable.Get(transaction, checkIn.Id) is not { AnsweredAt: null } unsent
            || unsent.ClosedAt is null != lateOn is null
            || !await SaysSomething(transaction, unsent)
        )
            return false;
        if (lateOn is { } day)
            await CloseCheckIn.AnswerLate(transaction, unsent, day, time);
        else
            await CloseCheckIn.End(transaction, unsent, time.Now, time);
        return true;
    }

    /// <summary>Whether a check-in has an answer, own words, a wish to be called, or a verdict on help.</summary>
    /// <remarks>Programs that check mail also press buttons, and must not pass for a caregiver who answered (mail.md
    /// 5.5).</remarks>
    internal static async Task<bool> SaysSomething(Transaction transaction, CheckIn checkIn) =>
        HasWordsOrWish(checkIn)
        || await AnswerTable.HasAny(transaction, checkIn.Id)
        || await HelpTable.IsSaidIn(transaction, checkIn.Id);

    /// <summary>Which of some check-ins say something.</summary>
    internal static async Task<IReadOnlySet<long>> ThatSaySomething(
        Transaction transaction,
        IReadOnlyList<CheckIn> checkIns
    )
    {
        long[] ids = [.. checkIns.Select(checkIn => checkIn.Id)];
        return checkIns
            .Where(HasWordsOrWish)
            .Select(checkIn => checkIn.Id)
            .Concat(await AnswerTable.Answered(transaction, ids))
            .Concat(await HelpTable.SaidInAny(transaction, ids))
            .ToHashSet();
    }

    private static bool HasWordsOrWish(CheckIn checkIn) =>
        checkIn.CallMe == CallWish.Yes || !string.IsNullOrWhiteSpace(checkIn.OwnWords);
}
