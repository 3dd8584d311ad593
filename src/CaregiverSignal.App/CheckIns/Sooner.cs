using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// A check-in between two planned ones, with the monthly questions alone, for anyone whose nearness has risen or to
/// whom something serious happened.
/// </summary>
/// <remarks>
/// There is at most one between two planned check-ins, never while another is open, and it moves none of them. Somebody
/// who was silent, who chose or agreed fewer, or whom mail does not reach is not asked more often; staff call them
/// instead.
/// </remarks>
public static class Sooner
{
    /// <summary>Sets its day, or clears it.</summary>
    /// <param name="since">The day on which the rise in nearness or the serious event became known; null without
    /// either.</param>
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

    /// <summary>Opens it; it can be answered until the next planned one opens.</summary>
    /// <returns>Null when another worker did it first, or when it is no longer needed or would come too late.</returns>
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

        var theirs = plan.For(caregiver, today);
        if (
            Schedule.NumberOn(caregiver.EnrolledOn, today) is not { } number
            || Schedule.Monthly(theirs, number) is not [_, ..] asked
        )
            return null;
        var closes =
            today.AddDays(theirs.WindowDays) is var usual && usual < caregiver.NextDueOn ? usual : caregiver.NextDueOn;
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

    /// <summary>
    /// Stores the caregiver's own wish for no check-ins in between, for a year; an open one stays open.
    /// </summary>
    public static void Never(Transaction transaction, Caregiver caregiver, string reason, SiteTime time)
    {
        var wish = new Agreement
        {
            Kind = AgreementKind.Sooner,
            Reason = reason,
            ByCaregiver = true,
            FromOn = time.Today,
            UntilOn = time.Today.AddMonths(LessOften.LongestMonths),
        };
        AgreementTable.Set(transaction, caregiver.Id, wish, caregiver.CoordinatorId, time.Now);
        CaregiverTable.AskSooner(transaction, caregiver.Id, null);
    }

    /// <summary>
    /// Whether a caregiver gets check-ins in between: they take part by mail, and neither chose nor agreed otherwise.
    /// </summary>
    public static bool IsFor(Transaction transaction, Caregiver caregiver, Plan plan, DateOnly today) =>
        plan.Sooner is not null
        && caregiver.Status == CaregiverStatus.Active
        && caregiver.IsMailedOn(today)
        && !ReturnTable.IsStopped(transaction, caregiver.Email!)
        && !AgreementTable
            .Of(transaction, caregiver.Id)
            .Any(one => one.Kind is AgreementKind.Interval or AgreementKind.Sooner && one.HoldsOn(today));

    /// <returns>The newest planned check-in, if one more may be asked after it; null when none may.</returns>
    private static CheckIn? MayBeAsked(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time) =>
        IsFor(transaction, caregiver, plan, time.Today)
        && CheckInTable.Of(transaction, caregiver.Id) is [.., { InBetween: false } last] all
        && !IsSilent(all, time)
            ? last
            : null;

    /// <summary>Whether the last two check-ins that counted ended without an answer.</summary>
    public static bool IsSilent(IEnumerable<CheckIn> checkIns, SiteTime time) =>
        checkIns.Where(one => one.Counts && one.IsOver(time)).ToList()
            is [.., { AnsweredAt: null }, { AnsweredAt: null }];
}
