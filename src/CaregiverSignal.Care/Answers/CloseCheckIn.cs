using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Answers;

/// <summary>Closes check-ins whose days are over, answered in part or not at all, and the lists that were offered after
/// one.</summary>
internal sealed class CloseCheckIn(SiteTime time)
{
    /// <summary>Days after its end in which an answer to the newest check-in is still news.</summary>
    /// <remarks>Our choice: a letter is delayed before, in and after the mail, and a later paper is about another
    /// month.</remarks>
    private const int NewsDays = 28;

    /// <returns>How many there were.</returns>
    internal async Task<int> Run(Transaction transaction, int most)
    {
        var checkIns = await CheckInTable.NextToEnd(transaction, time.Today, most);
        await EndEach(transaction, checkIns, time);
        return checkIns.Count;
    }

    /// <summary>Ends the list that was offered after the one page: what was saved of it becomes final, and the link
    /// ends.</summary>
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

    /// <remarks>Answers that were saved without pressing the last button count: they are scored with the range that the
    /// missing items leave, and a wish to be called holds. A form on which every question was skipped answers nothing;
    /// own words alone are an answer.</remarks>
    internal static async Task Close(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var lastSaved = (await ResponseTable.OfCheckIn(transaction, checkIn.Id)).Max(response => response.SavedAt);
        var answeredAt = lastSaved ?? (await CheckInSubmission.SaysSomething(transaction, checkIn) ? time.Now : null);
        await End(transaction, checkIn, answeredAt, time);
        // One that was asked later may have ended before it.
        if (answeredAt is not null)
            await FollowSilence(transaction, checkIn.CaregiverId, time);
    }

    /// <summary>Ends several: those in which nobody said anything, which most are, by the set.</summary>
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

    /// <summary>As <see cref="End"/>, where nobody said anything.</summary>
    /// <param name="left">None in aftercare.</param>
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
    /// <param name="checkIn">Was just read in this transaction, and found open; its words and its wish to be called are
    /// stored with it.</param>
    /// <param name="answeredAt">Null when nothing was answered.</param>
    /// <param name="isNews">False for what fills in the course, and never stands for how somebody is today.</param>
    /// <param name="isFinished">Its responses are finished already.</param>
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
    /// <remarks>News is judged from today: with the day on the paper, a talk in between would count as having known of
    /// it. Older paper is judged under its own day, beside all that came after it: it fills in the course, never stands
    /// for how somebody is today, and ends no silence that began since. What it tells is still told where it is worse
    /// than anybody knew, and nothing of what was judged without it is taken back.</remarks>
    internal static async Task AnswerLate(Transaction transaction, CheckIn checkIn, DateOnly answeredOn, SiteTime time)
    {
        var isNews = await IsNews(transaction, checkIn, time);
        if (await CheckInTable.Reopen(transaction, checkIn.Id))
            await End(transaction, checkIn, isNews ? time.Now : time.StartOf(answeredOn), time, isNews);
    }

    /// <summary>Whether a check-in whose days are over still takes an answer by its link: nobody answered it, it is
    /// news, and nothing newer is asked (guarantee 1 of docs/signals.md: a late answer counts as any other).</summary>
    internal static async Task<bool> TakesLate(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        checkIn is { AnsweredAt: null, ClosedAt: not null, IsAftercare: false }
        && checkIn.IsOver(time)
        && await IsNews(transaction, checkIn, time)
        && (await CheckInTable.Of(transaction, checkIn.CaregiverId)).All(other => other.ClosedAt is not null)
        && await CaregiverTable.Get(transaction, checkIn.CaregiverId)
            is { Status: CaregiverStatus.Active or CaregiverStatus.Paused };

    /// <summary>Whether it is the newest check-in that is over, and its end was not long ago.</summary>
    private static async Task<bool> IsNews(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        time.Today < checkIn.ClosesOn.AddDays(NewsDays)
        && !(await CheckInTable.Of(transaction, checkIn.CaregiverId)).Any(other =>
            other.AskedOn > checkIn.AskedOn && other.Counts && other.IsOver(time)
        );

    /// <summary>In aftercare a silence and a heavy answer ask for a kind call, and so does the last of the rhythm: what
    /// follows is agreed with the caregiver. One that a person had to ask and nobody asked is no silence of
    /// theirs.</summary>
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
        // What was open was about a silence, or less heavy.
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

    /// <summary>Updates the silence after a check-in closed: two unanswered in a row begin it, an answer to the last
    /// one ends it. One that nobody was asked is none: a person had to and did not, or no mail of it arrived.</summary>
    internal static Task FollowSilence(Transaction transaction, long caregiverId, SiteTime time) =>
        FollowSilence(transaction, [caregiverId], time);

    private static async Task FollowSilence(Transaction transaction, IReadOnlyCollection<long> ended, SiteTime time)
    {
        // Who has another whose days are over is looked at when the last of them ends.
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
