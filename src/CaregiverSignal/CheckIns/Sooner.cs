using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// A check-in between two of the plan, with the monthly questions alone: for who has become near, or to whom something
/// heavy happened.
/// </summary>
/// <remarks>
/// One at the most between two of the plan, never beside an open one, and it moves none of them. Nobody is asked more
/// who was silent, chose or agreed fewer, or is not reached by mail; what is left then to do is a person's.
/// </remarks>
public static class Sooner
{
    /// <summary>Sets the day of it, or takes that back.</summary>
    /// <param name="since">The day on which it was known that somebody had become near, or that something heavy
    /// happened; null when neither is so.</param>
    public static void Set(Transaction transaction, long caregiverId, DateOnly? since, Plan plan, SiteTime time)
    {
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        var on =
            since is { } known
            && plan.Sooner is { } sooner
            && MayBeAsked(transaction, caregiver, plan, time) is { } last
                ? Schedule.InBetween(known, last.AskedOn, caregiver.NextDueOn, sooner)
                : null;
        if (on != caregiver.SoonerOn)
            CaregiverTable.AskSooner(transaction, caregiverId, on);
    }

    /// <summary>Opens it; it can be answered until the plan's next one opens.</summary>
    /// <returns>Null when another worker did, or when it is not needed any more or would come too late.</returns>
    public static CheckIn? Open(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        if (!CaregiverTable.AskSooner(transaction, caregiver.Id, null))
            return null;
        var today = time.Today;
        if (
            plan.Sooner is not { } sooner
            || MayBeAsked(transaction, caregiver, plan, time) is not { } last
            || CheckInTable.OpenOf(transaction, caregiver.Id) is not null
        )
            return null;
        if (!Schedule.IsInBetween(last.AskedOn, today) || today.AddDays(sooner.DaysLeft) > caregiver.NextDueOn)
            return null;

        if (
            Schedule.NumberOn(caregiver.EnrolledOn, today) is not { } number
            || Schedule.Monthly(plan, number) is not [_, ..] asked
        )
            return null;
        var closes =
            today.AddDays(plan.WindowDays) is var usual && usual < caregiver.NextDueOn ? usual : caregiver.NextDueOn;
        var id = CheckInTable.Add(
            transaction,
            caregiver.Id,
            number,
            today,
            closes,
            null,
            string.Join(';', asked),
            time.Now,
            inBetween: true
        );
        return id is { } opened ? CheckInTable.Get(transaction, opened) : null;
    }

    /// <summary>No check-ins in between for a year: the caregiver's own wish; the open one stays.</summary>
    public static void Never(Transaction transaction, Caregiver caregiver, string reason, SiteTime time)
    {
        var wish = new Override
        {
            Kind = Override.Sooner,
            Reason = reason,
            FromOn = time.Today,
            UntilOn = time.Today.AddMonths(LessOften.LongestMonths),
        };
        AgreementTable.Set(transaction, caregiver.Id, wish, caregiver.CoordinatorId, time.Now, "caregiver");
        CaregiverTable.AskSooner(transaction, caregiver.Id, null);
    }

    /// <summary>
    /// Whether anything comes in between for somebody: they take part by mail, and neither chose nor agreed otherwise.
    /// </summary>
    public static bool IsFor(Transaction transaction, Caregiver caregiver, Plan plan, DateOnly today) =>
        plan.Sooner is not null
        && caregiver.Status == "active"
        && caregiver.IsMailedOn(today)
        && !ReturnTable.IsStopped(transaction, caregiver.Email!)
        && !AgreementTable
            .Of(transaction, caregiver.Id)
            .Any(one => one.Kind is Override.Interval or Override.Sooner && one.HoldsOn(today));

    /// <returns>The plan's newest check-in, after which one more may be asked; null when none may.</returns>
    private static CheckIn? MayBeAsked(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time) =>
        IsFor(transaction, caregiver, plan, time.Today)
        && CheckInTable.Of(transaction, caregiver.Id) is [.., { InBetween: false } last] all
        && !IsSilent(all, time)
            ? last
            : null;

    /// <summary>The last two that asked for an answer were over without one.</summary>
    private static bool IsSilent(IEnumerable<CheckIn> checkIns, SiteTime time) =>
        checkIns.Where(one => one.Counts && one.IsOver(time)).ToList()
            is [.., { AnsweredAt: null }, { AnsweredAt: null }];
}
