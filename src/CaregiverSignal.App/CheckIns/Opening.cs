using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>Opens the check-ins of the plan when their day has come.</summary>
public static class Opening
{
    /// <summary>Opens the caregiver's newest due check-in and sets the day of the next.</summary>
    /// <returns>Null when another worker did it first, or when nothing is to be asked on this day.</returns>
    public static CheckIn? Open(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        var today = time.Today;
        if (!CaregiverTable.MoveDue(transaction, caregiver, DueAfter(transaction, caregiver, today, today)))
            return null;
        if (Schedule.NumberOn(caregiver.EnrolledOn, today) is not { } number)
            return null;
        if (CheckInTable.OpenOf(transaction, caregiver.Id) is not null)
            return null;

        var theirs = AskedLists.PlanFor(transaction, caregiver, plan, today);
        var instruments = Schedule.Instruments(theirs, number, LastAsked(transaction, caregiver));
        if (instruments.Count == 0)
            return null;
        DateOnly? remindOn = caregiver.IsSentOn(today) ? today.AddDays(theirs.ReminderAfterDays) : null;
        var id = CheckInTable.Add(
            transaction,
            caregiver.Id,
            number,
            today,
            today.AddDays(theirs.WindowDays),
            remindOn,
            string.Join(';', instruments),
            time.Now
        );
        return id is { } opened ? CheckInTable.Get(transaction, opened) : null;
    }

    /// <summary>
    /// Opens a check-in today, whatever the day of the plan, because somebody asks the questions now; the one that is
    /// open is that one. Less than a month after the last it comes in between, and moves no other.
    /// </summary>
    /// <returns>Null when they were asked today already, or when nothing is to be asked.</returns>
    public static CheckIn? OpenNow(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        if (CheckInTable.OpenOf(transaction, caregiver.Id) is { } open)
            return open;
        var today = time.Today;
        var number = Schedule.NumberOn(caregiver.EnrolledOn, today) ?? 0;
        var isInBetween =
            caregiver.NextDueOn > today
            && CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is { } last
            && Schedule.IsInBetween(last.AskedOn, today);
        var theirs = AskedLists.PlanFor(transaction, caregiver, plan, today);
        var instruments = isInBetween
            ? Schedule.Monthly(theirs, number)
            : Schedule.Instruments(theirs, number, LastAsked(transaction, caregiver));
        if (instruments.Count == 0)
            return null;
        var closes = today.AddDays(theirs.WindowDays);
        var id = CheckInTable.Add(
            transaction,
            caregiver.Id,
            number,
            today,
            isInBetween && closes > caregiver.NextDueOn ? caregiver.NextDueOn : closes,
            null,
            string.Join(';', instruments),
            time.Now,
            isInBetween
        );
        if (id is not { } opened)
            return null;
        if (!isInBetween)
            CaregiverTable.MoveDue(transaction, caregiver, DueAfter(transaction, caregiver, today, today));
        return CheckInTable.Get(transaction, opened);
    }

    /// <summary>
    /// When the next check-in is due after one that was asked on a day: by the plan, or by an agreement that holds for
    /// this person today.
    /// </summary>
    public static DateOnly DueAfter(Transaction transaction, Caregiver caregiver, DateOnly askedOn, DateOnly today) =>
        AgreementTable
            .Of(transaction, caregiver.Id)
            .LastOrDefault(one => one.Kind == AgreementKind.Interval && one.HoldsOn(today))
            is { } agreed
            ? Schedule.DueAfter(caregiver.EnrolledOn, askedOn, (int)agreed.Value, agreed.UntilOn)
            : Schedule.DueAfter(caregiver.EnrolledOn, askedOn);

    /// <summary>
    /// For each instrument, the number of the check-in that last asked it. A check-in whose mail never went out asked
    /// nothing, nor did one that somebody else filled in, and a list that was only offered was not asked: it is offered
    /// again.
    /// </summary>
    private static Dictionary<string, int> LastAsked(Transaction transaction, Caregiver caregiver)
    {
        var last = new Dictionary<string, int>();
        var unreached = NotReachedTable
            .Of(transaction, caregiver.Id)
            .Where(one => one.How == NotReachedHow.NotSent)
            .Select(one => one.CheckInId)
            .ToHashSet();
        foreach (
            var asked in CheckInTable
                .Of(transaction, caregiver.Id)
                .Where(asked => asked.AnsweredAt is not null || !(asked.IsDisowned || unreached.Contains(asked.Id)))
        )
        {
            foreach (var key in asked.InstrumentKeys.Except(asked.OfferedKeys))
                last[key] = asked.Number;
        }

        return last;
    }
}
