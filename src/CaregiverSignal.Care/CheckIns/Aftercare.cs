using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Asks a caregiver after an admission or a death how they are: seldom, on a schedule of its own, and nothing
/// about caring.</summary>
/// <remarks>Nobody has to answer, and nobody is reminded: it counts as a check-in in between, and no rule reads its
/// answers.</remarks>
public static class Aftercare
{
    public const string Instrument = AftercarePlan.Instrument;

    /// <summary>The worst two of the five answers to how things are, and the worst of the four to how heavy the days
    /// are: heavy days are part of mourning (our choice).</summary>
    private static readonly Dictionary<string, int> HeavyUpTo = new() { ["going"] = 2, ["weighs"] = 1 };

    /// <summary>Opens the one that is due and plans the next; on the day care ended it only plans the first.</summary>
    /// <returns>Null if another worker did it first, or if nothing is to be asked that day.</returns>
    internal static async Task<CheckIn?> Open(Transaction transaction, Caregiver caregiver, Plan plan, SiteTime time)
    {
        var (today, ended) = (time.Today, (await EndedCare.Of(transaction, caregiver.Id))?.HappenedOn);
        var next = ended is { } day ? plan.Aftercare?.NextAfter(day, today) : null;
        if (!await CaregiverTable.MoveAftercare(transaction, caregiver, next))
            return null;
        if (
            ended is not { } from
            || plan.Aftercare?.HasDay(from, caregiver.AftercareOn!.Value, today) != true
            || await CheckInTable.OpenOf(transaction, caregiver.Id) is not null
        )
            return null;
        var id = await CheckInTable.Add(
            transaction,
            caregiver.Id,
            PlanDays.NumberOn(caregiver.EnrolledOn, today) ?? 0,
            today,
            today.AddDays(plan.WindowDays),
            null,
            Instrument,
            time.Now,
            inBetween: true
        );
        return id is { } opened ? await CheckInTable.Get(transaction, opened) : null;
    }

    /// <summary>A kind word by a day: after a silence, after heavy days, or because it ended.</summary>
    internal static Task CallKindly(
        Transaction transaction,
        long caregiverId,
        DateOnly by,
        SiteTime time,
        long? checkInId = null
    ) =>
        StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Aftercare,
            caregiverId,
            time.WorkingDays.OnOrAfter(by),
            time.Now,
            checkInId
        );

    /// <summary>Whether nothing has been asked since the end of care was told.</summary>
    internal static async Task<bool> IsFirst(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        await EndedCare.Of(transaction, checkIn.CaregiverId) is not { } ended
        || !(await CheckInTable.Of(transaction, checkIn.CaregiverId)).Any(item =>
            item.IsAftercare && item.AskedOn < checkIn.AskedOn && item.AskedOn > time.DayOf(ended.RecordedAt)
        );

    /// <summary>Whether an answer calls for a kind call.</summary>
    public static bool IsHeavy(string item, int value) => value <= HeavyUpTo.GetValueOrDefault(item, int.MinValue);
}
