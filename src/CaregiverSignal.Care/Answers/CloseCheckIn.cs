using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Answers;

/// <summary>Closes check-ins whose days are over, answered in part or not at all, and lists offered after
/// one.</summary>
internal sealed class CloseCheckIn(SiteTime time)
{
    /// <summary>Days after its end for which an answer to the newest check-in still counts as news.</summary>
    /// <remarks>Our choice: post can be slow both ways, and later paper is about another month.</remarks>
    private const int NewsDays = 28;

    /// <returns>How many there were.</returns>
    internal async Task<int> Run(Transaction transaction, int most)
    {
        var checkIns = await CheckInTable.NextToEnd(transaction, time.Today, most);
        await EndEach(transaction, checkIns, time);
        return checkIns.Count;
    }

    /// <summary>Ends the list offered after the one page: saved answers become final, and the link ends.</summary>
    internal static async Task EndList(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var answered = (await AnswerTable.OfCheckIn(transaction, checkIn.Id))
            .Where(answer => answer.Value is not null)
            .Select(answer => answer.Instrument);
        if (!await CheckInTable.EndOffer(transaction, checkIn.Id, checkIn.OfferedKeys.Except(answered)))
            return;
        await ResponseTable.Finish(transaction, checkIn.Id, time.Now);
        await AgreementTable.EndAnswered(transaction, checkIn.CaregiverId, time.Today);
        await EvaluationTable.Request(transaction, checkIn.CaregiverId, time.Now);
    }

    /// <remarks>Answers saved without the last button count: missing items leave a range, and a wish to be called
    /// applies. A form with every question skipped answers nothing; own words alone are an answer.</remarks>
    internal static async Task Close(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var lastSaved = (await ResponseTable.OfCheckIn(transaction, checkIn.Id)).Max(response => response.SavedAt);
        var answeredAt = lastSaved ?? (await CheckInSubmission.SaysSomething(transaction, checkIn) ? time.Now : null);
        await End(transaction, checkIn, answeredAt, time);
        // A check-in asked later may have ended before it.
        if (answeredAt is not null)
            await FollowSilence(transaction, checkIn.CaregiverId, time);
    }

    /// <summary>Ends several without any answer, as most are, in one go.</summary>
    private static async Task EndEach(Transaction transaction, IReadOnlyList<CheckIn> checkIns, SiteTime time)
    {
        if (checkIns.Count == 0)
            return;
        var said = await CheckInSubmission.ThatSaySomething(transaction, checkIns);
        var isLeft = checkIns.ToLookup(checkIn =>
            checkIn is { ClosedAt: null, IsAftercare: false } && !said.Contains(checkIn.Id)
        );
        if (isLeft.Contains(true))
            await EndLeft(transaction, [.. isLeft[true]], time);
        foreach (var checkIn in isLeft[false])
        {
            if (checkIn.ClosedAt is null)
                await Close(transaction, checkIn, time);
            else
                await EndList(transaction, checkIn, time);
        }
    }

    /// <summary>As <see cref="End"/>, without any answer.</summary>
    /// <param name="left">Without aftercare.</param>
    private static async Task EndLeft(Transaction transaction, IReadOnlyList<CheckIn> left, SiteTime time)
    {
        long[] ids = [.. left.Select(checkIn => checkIn.Id)];
        long[] caregivers = [.. left.Select(checkIn => checkIn.CaregiverId).Distinct()];
        var now = time.Now;
        await CheckInTable.CloseLeft(transaction, ids, now);
        await ResponseTable.FinishEach(transaction, ids, now);
        await AgreementTable.EndAnsweredOfEach(transaction, caregivers, time.Today);
        await MailCancelTable.CancelOfCheckIns(transaction, ids, now);
        await FollowSilence(transaction, caregivers, time);
        await EvaluationTable.RequestEach(transaction, caregivers, now);
    }

    /// <summary>Ends a check-in, sent or not: saved answers become final, the link ends, own words wait to be read, and
    /// a wish to be called becomes an event.</summary>
    /// <param name="checkIn">Just read in this transaction, and open; its words and its wish to be called are stored
    /// with it.</param>
    /// <param name="answeredAt">Null if nothing was answered.</param>
    /// <param name="isNews">False for what only completes the course, and does not describe the caregiver
    /// today.</param>
    /// <param name="isFinished">Whether its responses are finished already.</param>
    internal static async Task End(
        Transaction transaction,
        CheckIn checkIn,
        DateTimeOffset? answeredAt,
        SiteTime time,
        bool isNews = true,
        bool isFinished = false
    )
    {
        var now = time.Now;
        await CheckInTable.Close(transaction, checkIn, now, answeredAt);
        if (!isFinished)
            await ResponseTable.Finish(transaction, checkIn.Id, now);
        await AgreementTable.EndAnswered(transaction, checkIn.CaregiverId, time.Today);
        await MailCancelTable.CancelOfCheckIn(transaction, checkIn.Id, now);
        if (checkIn.CallMe == CallWish.Yes)
            await PromisedCall.Ask(transaction, checkIn.CaregiverId, time.DayOf(answeredAt ?? now), time);
        if (checkIn.HasWordsToRead)
            await StaffTaskTable.Open(
                transaction,
                StaffTaskKind.Words,
                checkIn.CaregiverId,
                time.WorkingDays.Add(time.Today, 1),
                now,
                checkIn.Id
            );
        // An answer ends the silence whatever was left unanswered before, so the other check-ins need not be read.
        if (answeredAt is null)
            await FollowSilence(transaction, checkIn.CaregiverId, time);
        else if (isNews)
            await Silence.Answered(transaction, checkIn.CaregiverId, time);

        if (checkIn.IsAftercare)
            await FollowAftercare(transaction, checkIn, answeredAt is not null, time);
        await EvaluationTable.Request(transaction, checkIn.CaregiverId, now);
    }

    /// <summary>Ends a check-in that had closed before its answers came.</summary>
    /// <remarks>News is judged as of today: with the day on the paper, a conversation in between would seem to have
    /// covered it. Older paper is judged on its own day, together with all later facts: it completes the trend, never
    /// represents the current state, and ends no silence that began later. It still notifies if it is worse than
    /// anybody knew, and nothing judged without it is withdrawn.</remarks>
    internal static async Task AnswerLate(Transaction transaction, CheckIn checkIn, DateOnly answeredOn, SiteTime time)
    {
        var isNews = await IsNews(transaction, checkIn, time);
        if (await CheckInTable.Reopen(transaction, checkIn.Id))
            await End(transaction, checkIn, isNews ? time.Now : time.StartOf(answeredOn), time, isNews);
    }

    /// <summary>Whether a closed check-in still takes an answer by its link: nobody answered it, it is news, and
    /// nothing newer was asked (guarantee 1 of docs/signals.md: a late answer counts like any other).</summary>
    internal static async Task<bool> TakesLate(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        checkIn is { AnsweredAt: null, ClosedAt: not null, IsAftercare: false }
        && checkIn.IsOver(time)
        && await IsNews(transaction, checkIn, time)
        && (await CheckInTable.Of(transaction, checkIn.CaregiverId)).All(other => other.ClosedAt is not null)
        && await CaregiverTable.Get(transaction, checkIn.CaregiverId)
            is { Status: CaregiverStatus.Active or CaregiverStatus.Paused };

    /// <summary>Whether it is the newest closed check-in, and closed not long ago.</summary>
    private static async Task<bool> IsNews(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        time.Today < checkIn.ClosesOn.AddDays(NewsDays)
        && !(await CheckInTable.Of(transaction, checkIn.CaregiverId)).Any(other =>
            other.AskedOn > checkIn.AskedOn && other.Counts && other.IsOver(time)
        );

    /// <summary>In aftercare a silence or a heavy answer asks for a kind call, and so does the last contact planned:
    /// the caregiver helps decide what follows. A check-in that a person had to ask and nobody asked is not their
    /// silence.</summary>
    private static async Task FollowAftercare(Transaction transaction, CheckIn checkIn, bool isAnswered, SiteTime time)
    {
        var isTakenBack = !isAnswered && time.Today < checkIn.ClosesOn;
        if (
            await CaregiverTable.Get(transaction, checkIn.CaregiverId)
                is not { Status: CaregiverStatus.Aftercare } caregiver
            || isTakenBack
            || (!isAnswered && (await StaffTaskTable.NotAsked(transaction, caregiver.Id)).Contains(checkIn.Id))
        )
            return;
        var isHeavy = await AnswerTable.IsHeavy(transaction, checkIn.Id);
        // The open task was about a silence, or something less heavy.
        if (isAnswered)
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Aftercare, caregiver.Id, time.Now);
        if (isHeavy || !isAnswered || caregiver.AftercareOn is null)
            await Aftercare.CallKindly(
                transaction,
                caregiver.Id,
                time.Today.AddDays(isHeavy ? 1 : Silence.AskWithinDays),
                time,
                checkIn.Id
            );
    }

    /// <summary>Updates the silence after a check-in closed: two unanswered in a row begin it, and an answer to the
    /// last ends it. A check-in does not count if nobody asked it: a person had to and did not, or its mail did not
    /// arrive.</summary>
    internal static Task FollowSilence(Transaction transaction, long caregiverId, SiteTime time) =>
        FollowSilence(transaction, [caregiverId], time);

    private static async Task FollowSilence(Transaction transaction, IReadOnlyCollection<long> ended, SiteTime time)
    {
        // A caregiver with another overdue check-in is handled when the last of them ends.
        long[] caregiverIds = [.. ended.Except(await CheckInTable.WhoseAreToEnd(transaction, time.Today, ended))];
        if (caregiverIds.Length == 0)
            return;
        var notAsked = (await StaffTaskTable.NotAskedOfEach(transaction, caregiverIds))
            .Union((await NotReachedTable.OfEach(transaction, caregiverIds)).Select(missed => missed.CheckInId))
            .ToHashSet();
        var checkIns = await CheckInTable.OfEach(transaction, caregiverIds);
        var (silent, heard) = (new List<CheckIn>(), new List<long>());
        foreach (var caregiverId in caregiverIds)
        {
            var over = checkIns[caregiverId]
                .Where(asked => asked.Counts && asked.IsOver(time))
                .Where(asked => asked.AnsweredAt is not null || !notAsked.Contains(asked.Id))
                .ToList();
            if (over is [.., { AnsweredAt: null }, { AnsweredAt: null } newest])
                silent.Add(newest);
            else if (over is [.., { AnsweredAt: not null }])
                heard.Add(caregiverId);
        }

        if (silent.Count > 0)
        {
            var active = await CaregiverTable.ActiveOf(transaction, [.. silent.Select(newest => newest.CaregiverId)]);
            await Silence.BeginsAfter(
                transaction,
                [
                    .. silent
                        .Where(newest => active.Contains(newest.CaregiverId))
                        .Select(newest => (newest.CaregiverId, newest.Id)),
                ],
                time
            );
        }

        if (heard.Count > 0)
        {
            var ends = await StaffTaskTable.SilentOf(transaction, heard);
            foreach (var caregiverId in heard.Where(ends.Contains))
                await Silence.Heard(transaction, caregiverId, time);
        }
    }
}
