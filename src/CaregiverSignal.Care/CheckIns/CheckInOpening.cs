using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Opens the planned check-ins that are due.</summary>
internal static class CheckInOpening
{
    /// <summary>Opens the check-in that is due and sets the day of the next.</summary>
    /// <returns>Null if another worker did it first, or if nothing is to be asked that day.</returns>
    internal static async Task<CheckIn?> Open(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        var planned = await LastPlanned(transaction, caregiver, time.Today);
        if (
            !await CaregiverTable.MoveDue(
                transaction,
                caregiver,
                await NextAfter(transaction, caregiver, planned, time.Today)
            )
        )
            return null;
        return time.Today < caregiver.EnrolledOn || await CheckInTable.OpenOf(transaction, caregiver.Id) is not null
            ? null
            : await Add(transaction, caregiver, plan, planned, time, reminds: planned is null);
    }

    /// <summary>Opens a check-in today, whatever the plan says, because somebody asks the questions now; returns the
    /// one already open, if any.</summary>
    /// <returns>Null if they were asked today already, or if nothing is to be asked.</returns>
    internal static async Task<CheckIn?> OpenNow(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        if (await CheckInTable.OpenOf(transaction, caregiver.Id) is { } open)
            return open;
        var planned = await LastPlanned(transaction, caregiver, time.Today);
        var opened = await Add(transaction, caregiver, plan, planned, time, reminds: false);
        if (opened is not null)
            await CaregiverTable.MoveDue(
                transaction,
                caregiver,
                await NextAfter(transaction, caregiver, planned, time.Today)
            );
        return opened;
    }

    /// <summary>The next due day after a check-in asked on a day: by the plan, or by an agreement in force
    /// today.</summary>
    internal static async Task<DateOnly> DueAfter(
        Transaction transaction,
        Caregiver caregiver,
        DateOnly askedOn,
        DateOnly today
    ) =>
        (await AgreementTable.Of(transaction, caregiver.Id)).LastOrDefault(agreement =>
            agreement.Kind == AgreementKind.Interval && agreement.HoldsOn(today)
        )
            is { } agreed
            ? PlanDays.DueAfter(caregiver.EnrolledOn, askedOn, (int)agreed.Value, agreed.UntilOn)
            : PlanDays.DueAfter(caregiver.EnrolledOn, askedOn);

    /// <summary>This month's planned check-in, if asked already: another one now comes in between, asks what each
    /// check-in asks, and is nobody's silence.</summary>
    private static async Task<CheckIn?> LastPlanned(Transaction transaction, Caregiver caregiver, DateOnly today) =>
        await CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is { } last
        && PlanDays.IsInBetween(caregiver.EnrolledOn, last.AskedOn, today)
            ? last
            : null;

    /// <summary>The next due day after one asked today. One in between moves no other, except for the fewest days
    /// between two.</summary>
    private static async Task<DateOnly> NextAfter(
        Transaction transaction,
        Caregiver caregiver,
        CheckIn? planned,
        DateOnly today
    )
    {
        var next =
            planned is not null && caregiver.NextDueOn > today
                ? caregiver.NextDueOn
                : await DueAfter(transaction, caregiver, planned?.AskedOn ?? today, today);
        var soonest = today.AddDays(PlanDays.FewestDaysBetween);
        return next < soonest ? soonest : next;
    }

    /// <summary>Whether care of theirs ended, or may have, and nobody has talked to them yet: one mail is
    /// enough.</summary>
    private static Task<bool> IsToBeCondoled(Transaction transaction, long caregiverId) =>
        StaffTaskTable.IsOpen(transaction, [StaffTaskKind.CareEnded, StaffTaskKind.AskFirst], caregiverId);

    /// <param name="planned">From <see cref="LastPlanned"/>.</param>
    private static async Task<CheckIn?> Add(
        Transaction transaction,
        Caregiver caregiver,
        Plan plan,
        CheckIn? planned,
        SiteTime time,
        bool reminds
    )
    {
        var (today, number) = (time.Today, PlanDays.NumberOn(caregiver.EnrolledOn, time.Today) ?? 0);
        var theirs = await AskedLists.PlanFor(transaction, caregiver, plan, today);
        var instruments = planned is null
            ? PlanDays.Instruments(theirs, number, await LastAsked(transaction, caregiver))
            : PlanDays.Monthly(theirs, number);
        if (instruments.Count == 0)
            return null;
        var id = await CheckInTable.Add(
            transaction,
            caregiver.Id,
            number,
            today,
            today.AddDays(
                planned is null ? theirs.WindowDays : Math.Min(theirs.WindowDays, PlanDays.FewestDaysBetween)
            ),
            reminds && caregiver.IsSentOn(today) && !await IsToBeCondoled(transaction, caregiver.Id)
                ? today.AddDays(theirs.ReminderAfterDays)
                : null,
            string.Join(';', instruments),
            time.Now,
            inBetween: planned is not null
        );
        return id is { } opened ? await CheckInTable.Get(transaction, opened) : null;
    }

    /// <summary>For each instrument, the check-in that last asked it. A check-in whose mail never went out asked
    /// nothing, nor did one filled in by somebody else, and a list that was only offered is offered again.</summary>
    private static async Task<Dictionary<string, int>> LastAsked(Transaction transaction, Caregiver caregiver)
    {
        var last = new Dictionary<string, int>();
        var unreached = (await NotReachedTable.Of(transaction, caregiver.Id))
            .Where(notReached => notReached.How == NotReachedHow.NotSent)
            .Select(notReached => notReached.CheckInId)
            .ToHashSet();
        foreach (
            var asked in (await CheckInTable.Of(transaction, caregiver.Id)).Where(asked =>
                asked.AnsweredAt is not null || !(asked.IsInvalidated || unreached.Contains(asked.Id))
            )
        )
        {
            foreach (var key in asked.InstrumentKeys.Except(asked.OfferedKeys))
                last[key] = asked.Number;
        }

        return last;
    }
}
