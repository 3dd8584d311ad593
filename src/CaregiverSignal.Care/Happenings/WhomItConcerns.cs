using CaregiverSignal.People;

namespace CaregiverSignal.Happenings;

/// <summary>A caregiver concerned by an event.</summary>
/// <param name="Care">The care concerned; null if they care for several people and it was not said for whom.</param>
public sealed record WhomItConcerns(Caregiver Caregiver, CareFacts? Care, Concerned Who)
{
    /// <summary>The reporting caregiver, and if it is about the person cared for, all their other caregivers.</summary>
    /// <param name="care">The id of the care; null for the only one, or if not given.</param>
    internal static async Task<IReadOnlyList<WhomItConcerns>> Of(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<EventKind> kinds,
        long? care
    )
    {
        var teller = await Of(
            transaction,
            caregiverId,
            await SituationTable.Of(transaction, caregiverId),
            care,
            isTeller: true
        );
        if (!kinds.Any(Consequences.ConcernsAll) || teller.Care?.Situation is not { } situation)
            return [teller];
        return
        [
            teller,
            .. await (await SituationTable.In(transaction, situation))
                .Where(other => other.CaregiverId != caregiverId && other.Ended is null)
                .SelectAsync(async other =>
                    await Of(
                        transaction,
                        other.CaregiverId,
                        await SituationTable.Of(transaction, other.CaregiverId),
                        other.Id,
                        isTeller: false
                    )
                ),
        ];
    }

    /// <summary>All events of everybody who shares their caring roles, including themselves.</summary>
    internal static async Task<IReadOnlyList<CareEvent>> ToldWhereTheyCare(Transaction transaction, long caregiverId)
    {
        var situations = (await SituationTable.Of(transaction, caregiverId)).Select(care => care.Situation);
        var all = await situations
            .OfType<string>()
            .SelectManyAsync(situation => SituationTable.In(transaction, situation));
        return await all.SelectManyAsync(other => EventTable.Of(transaction, other.CaregiverId));
    }

    private static async Task<WhomItConcerns> Of(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<CareFacts> cares,
        long? named,
        bool isTeller
    )
    {
        var caregiver = (await CaregiverTable.Get(transaction, caregiverId))!;
        List<CareFacts> going = [.. cares.Where(care => care.Ended is null && (care.IsOwn || !care.IsEmpty))];
        if (going.Count > 1)
            going.RemoveAll(care => care.IsEmpty);
        var about = cares.FirstOrDefault(care => care.Id == named) ?? (going is [var only] ? only : null);
        return new WhomItConcerns(
            caregiver,
            about,
            new Concerned(
                caregiver.Status,
                isTeller,
                IsKnown: about is not null || going.Count == 0,
                CaresForOthers: going.Exists(care => care.Id != about?.Id),
                IsGuarded: await CaregiverTable.IsRed(transaction, caregiverId)
                    || await StaffTaskTable.CallOf(transaction, caregiverId) is not null
            )
        );
    }

    /// <summary>What follows for this caregiver.</summary>
    public Consequence After(EventKind kind, DateOnly on, Way way) =>
        Consequences.Of(new Happening(kind, on, way), Who);
}
