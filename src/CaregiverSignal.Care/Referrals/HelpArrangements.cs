using CaregiverSignal.Happenings;
using CaregiverSignal.People;

namespace CaregiverSignal.Referrals;

/// <summary>The steps of help: each is added to the history, and gives the coordinator a task by the follow-up
/// day.</summary>
internal static class HelpArrangements
{
    /// <param name="help">With a follow-up day.</param>
    /// <returns>The help as stored.</returns>
    internal static async Task<ArrangedHelp> Propose(
        Transaction transaction,
        ArrangedHelp help,
        long coordinatorId,
        SiteTime time
    )
    {
        var added = help with { Id = await HelpTable.Add(transaction, help) };
        var step = new NewStep(HelpStep.Proposed, help.StepOn, help.NextOn);
        await HelpTable.AddStep(transaction, added, step, coordinatorId, null, time.Now);
        await PlanTask(transaction, help.CaregiverId, coordinatorId, time);
        return added;
    }

    /// <summary>Takes a step; <see cref="HelpChanges"/> says what it means in their life.</summary>
    /// <returns>The help as stored.</returns>
    /// <exception cref="ArgumentException">As thrown by <see cref="HelpRoad.Take"/>.</exception>
    internal static async Task<ArrangedHelp> Take(
        Transaction transaction,
        ArrangedHelp help,
        NewStep step,
        long coordinatorId,
        SiteTime time
    )
    {
        var taken = HelpRoad.Take(help, step);
        await Store(transaction, taken, coordinatorId, time);
        await HelpTable.AddStep(transaction, help, step, coordinatorId, null, time.Now);
        return taken;
    }

    /// <summary>Stores a verdict on running help; a coordinator looks at it by a day.</summary>
    /// <param name="checkInId">Null if they said it on their own page.</param>
    /// <param name="by">The coordinator who wrote it down for them; null if they did it themselves.</param>
    /// <returns>False if it does not run, or had a verdict in this check-in before.</returns>
    internal static async Task<bool> Say(
        Transaction transaction,
        ArrangedHelp help,
        HelpVerdict helped,
        long? checkInId,
        SiteTime time,
        long? by = null,
        string words = ""
    )
    {
        if (!help.Runs)
            return false;
        var lookOn =
            helped == HelpVerdict.No
                ? await Soon(transaction, help.CaregiverId, time)
                : HelpRoad.UsualNextOn(HelpStep.Said, time.Today, time.WorkingDays);
        var nextOn = help.NextOn < lookOn ? help.NextOn : lookOn;
        var step = new NewStep(HelpStep.Said, time.Today, nextOn, Helped: helped, Note: words);
        if (!await HelpTable.AddStep(transaction, help, step, by, checkInId, time.Now))
            return false;
        await Store(transaction, HelpRoad.Take(help, step), by, time);
        return true;
    }

    /// <summary>A caregiver does not want help that has not begun, or is not helped by what runs. It ends nothing by
    /// itself, as somebody else may have their mailbox: a coordinator looks at it soon, and answers with a
    /// step.</summary>
    /// <returns>False if nothing of it is open, or they said so before.</returns>
    internal static async Task<bool> Refuse(
        Transaction transaction,
        long caregiverId,
        long id,
        string words,
        SiteTime time
    )
    {
        var help = (await Open(transaction, caregiverId)).Find(help => help.Id == id);
        if (help is not { Objection: null or HelpStep.Heard })
            return false;
        if (help.Runs)
            return await Say(transaction, help, HelpVerdict.No, null, time, words: words);
        await Note(transaction, help, HelpStep.Unwanted, time, words);
        return true;
    }

    /// <summary>A caregiver takes back an objection to help; the follow-up day stays.</summary>
    internal static async Task<bool> TakeBack(Transaction transaction, long caregiverId, long id, SiteTime time)
    {
        var help = (await Open(transaction, caregiverId)).Find(help => help.Id == id);
        if (help?.Objection is not (HelpStep.Unwanted or HelpStep.Said))
            return false;
        await Note(transaction, help, HelpStep.TakenBack, time);
        return true;
    }

    /// <summary>Records a report that such help failed or ended; if it does not say which, it may be any. The
    /// coordinator's next step says which and why, and does not tell the rules a second time.</summary>
    /// <param name="on">Its day.</param>
    /// <param name="by">The coordinator who told it; null for others.</param>
    /// <param name="meant">Its number, if given.</param>
    internal static async Task Heard(
        Transaction transaction,
        long caregiverId,
        EventKind told,
        DateOnly on,
        SiteTime time,
        long? by = null,
        long? meant = null
    )
    {
        foreach (var help in HelpRoad.MayBeAbout(told, on, await HelpTable.Of(transaction, caregiverId), meant))
            await Note(transaction, help, HelpStep.Heard, time, by: by);
    }

    /// <summary>Something told about help was taken back, or meant other help.</summary>
    /// <param name="meant">The help it was about; null if it was taken back.</param>
    /// <param name="by">The coordinator who said which; null for others.</param>
    internal static async Task NotHeard(
        Transaction transaction,
        long caregiverId,
        SiteTime time,
        ArrangedHelp? meant = null,
        long? by = null
    )
    {
        foreach (var help in (await Open(transaction, caregiverId)).Where(help => help.Objection == HelpStep.Heard))
        {
            if (meant is null || help.TakesOver == meant.TakesOver)
                await Note(transaction, help, HelpStep.TakenBack, time, by: by);
        }
    }

    private static async Task<List<ArrangedHelp>> Open(Transaction transaction, long caregiverId) =>
        [.. (await HelpTable.Of(transaction, caregiverId)).Where(help => help.IsOpen)];

    private static async Task Note(
        Transaction transaction,
        ArrangedHelp help,
        HelpStep said,
        SiteTime time,
        string words = "",
        long? by = null
    )
    {
        var soon = await Soon(transaction, help.CaregiverId, time);
        var nextOn = said == HelpStep.TakenBack || help.NextOn < soon ? help.NextOn : soon;
        var step = new NewStep(said, time.Today, nextOn, Note: words);
        await HelpTable.AddStep(transaction, help, step, by, null, time.Now);
        await Store(transaction, HelpRoad.Take(help, step), by, time);
    }

    /// <summary>By when somebody reads an objection to help: today while the caregiver is red or waits for a call,
    /// otherwise the next working day (our choice).</summary>
    private static async Task<DateOnly> Soon(Transaction transaction, long caregiverId, SiteTime time) =>
        await CaregiverTable.IsRed(transaction, caregiverId)
        || await StaffTaskTable.CallOf(transaction, caregiverId) is not null
            ? time.WorkingDays.OnOrAfter(time.Today)
            : time.WorkingDays.Add(time.Today, 1);

    /// <summary>Care at home ended: a coordinator looks at all open help soon, as some of it has to be called
    /// off.</summary>
    /// <remarks>Nothing ends automatically: a helper might then still ring at a house in mourning, and a death reported
    /// by mistake would end the help.</remarks>
    internal static async Task CareEnded(Transaction transaction, long caregiverId, SiteTime time)
    {
        foreach (var help in await HelpTable.Of(transaction, caregiverId))
        {
            if (HelpRoad.NextOnAfterCare(help, time.Today, time.WorkingDays) is { } look && look != help.NextOn)
                await HelpTable.LookOn(transaction, help.Id, look);
        }

        await PlanTask(transaction, caregiverId, null, time);
    }

    /// <summary>The help that a caregiver is asked about now: the one looked at longest ago, and only one.</summary>
    /// <param name="inAftercare">Whether care at home has ended: then only help for themselves.</param>
    internal static async Task<ArrangedHelp?> ToAskAbout(
        Transaction transaction,
        long caregiverId,
        bool inAftercare,
        DateOnly today
    ) =>
        (await HelpTable.Of(transaction, caregiverId))
            .Where(help => HelpRoad.IsAskedAbout(help, today) && !(inAftercare && help.Kind.Group != HelpGroup.Support))
            .MinBy(help => help.StepOn);

    private static async Task Store(Transaction transaction, ArrangedHelp taken, long? by, SiteTime time)
    {
        await HelpTable.Save(transaction, taken);
        await PlanTask(transaction, taken.CaregiverId, by, time);
    }

    /// <summary>One task for all open help of a caregiver, by its first day.</summary>
    internal static async Task PlanTask(Transaction transaction, long caregiverId, long? by, SiteTime time)
    {
        var next = await HelpTable.NextOn(transaction, caregiverId);
        if (next == await StaffTaskTable.DueOn(transaction, StaffTaskKind.Help, caregiverId))
            return;
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Help, caregiverId, time.Now, by);
        if (next is { } day)
            await StaffTaskTable.Open(transaction, StaffTaskKind.Help, caregiverId, day, time.Now);
    }
}
