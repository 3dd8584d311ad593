namespace CaregiverSignal.Referrals;

/// <summary>
/// The steps of help, each in one transaction: it is added to the history, told to the rules where it matters to them,
/// and gives the coordinator a task by the day to look again.
/// </summary>
public static class Helping
{
    /// <param name="help">With a day to look again.</param>
    /// <returns>The help as it is stored.</returns>
    public static ArrangedHelp Propose(Transaction transaction, ArrangedHelp help, long coordinatorId, SiteTime time)
    {
        var added = help with { Id = HelpTable.Add(transaction, help) };
        var step = new NewStep(HelpStep.Proposed, help.StepOn, help.NextOn);
        HelpTable.AddStep(transaction, added, step, coordinatorId, null, time.Now);
        PlanTask(transaction, help.CaregiverId, coordinatorId, time);
        return added;
    }

    /// <exception cref="ArgumentException"><see cref="HelpRoad.Take"/> says when.</exception>
    public static void Take(Transaction transaction, ArrangedHelp help, NewStep step, long coordinatorId, SiteTime time)
    {
        var taken = HelpRoad.Take(help, step);
        HelpTable.AddStep(transaction, help, step, coordinatorId, null, time.Now);
        Store(transaction, help, taken, coordinatorId, time);
    }

    /// <summary>Keeps what a caregiver said of help that runs; a coordinator looks at it by a day.</summary>
    /// <param name="by">The coordinator who wrote it down for them; null when they did it themselves.</param>
    /// <returns>False when it does not run, or was said in this check-in before.</returns>
    public static bool Say(
        Transaction transaction,
        ArrangedHelp help,
        HelpVerdict helped,
        long checkInId,
        SiteTime time,
        long? by = null
    )
    {
        if (!help.Runs)
            return false;
        var lookOn = HelpRoad.UsualNextOn(HelpStep.Said, time.Today, time.WorkingDays);
        var step = new NewStep(HelpStep.Said, time.Today, help.NextOn < lookOn ? help.NextOn : lookOn, Helped: helped);
        if (!HelpTable.AddStep(transaction, help, step, by, checkInId, time.Now))
            return false;
        Store(transaction, help, HelpRoad.Take(help, step), by, time);
        return true;
    }

    /// <summary>
    /// The care at home ended: a coordinator looks at all open help soon, as some of it has to be called off.
    /// </summary>
    /// <remarks>
    /// Nothing ends by itself: whoever helps would ring the bell of a house that mourns, and a death that was told by
    /// mistake would take the help along.
    /// </remarks>
    public static void CareEnded(Transaction transaction, long caregiverId, SiteTime time)
    {
        foreach (var help in HelpTable.Of(transaction, caregiverId))
        {
            if (HelpRoad.NextOnAfterCare(help, time.Today, time.WorkingDays) is { } look && look != help.NextOn)
                HelpTable.LookOn(transaction, help.Id, look);
        }

        PlanTask(transaction, caregiverId, null, time);
    }

    /// <summary>The help that a caregiver is asked about now: the longest ago looked at, and one at most.</summary>
    /// <param name="inAftercare">Whether the care at home ended: then only what is for themselves.</param>
    public static ArrangedHelp? ToAskAbout(
        Transaction transaction,
        long caregiverId,
        bool inAftercare,
        DateOnly today
    ) =>
        HelpTable
            .Of(transaction, caregiverId)
            .Where(one => HelpRoad.IsAskedAbout(one, today) && !(inAftercare && one.Kind.Group != HelpGroup.Support))
            .MinBy(one => one.StepOn);

    private static void Store(Transaction transaction, ArrangedHelp before, ArrangedHelp taken, long? by, SiteTime time)
    {
        HelpTable.Save(transaction, taken);
        if (HelpRoad.EventOf(before, taken.Step) is { } happened)
        {
            EventTable.Add(
                transaction,
                taken.CaregiverId,
                taken.StepOn,
                happened,
                ReportedBy.Coordinator,
                HelpWords.NoteOf(taken),
                time.Now
            );
            CaregiverTable.JudgeFrom(transaction, taken.CaregiverId, time.Now);
        }

        PlanTask(transaction, taken.CaregiverId, by, time);
    }

    /// <summary>One task for all open help of a caregiver, by the first of its days.</summary>
    private static void PlanTask(Transaction transaction, long caregiverId, long? by, SiteTime time)
    {
        var next = HelpTable.NextOn(transaction, caregiverId);
        if (next == StaffTaskTable.DueOn(transaction, StaffTaskKind.Help, caregiverId))
            return;
        StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Help, caregiverId, time.Now, by);
        if (next is { } day)
            StaffTaskTable.Open(transaction, StaffTaskKind.Help, caregiverId, day, time.Now);
    }
}
