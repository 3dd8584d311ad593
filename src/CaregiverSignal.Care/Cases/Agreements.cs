using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>Makes and ends agreements about one person; the caregiver is judged again at once.</summary>
public static class Agreements
{
    /// <param name="asked">With its days and its reason.</param>
    internal static async Task Set(
        Transaction transaction,
        Caregiver caregiver,
        Agreement asked,
        long coordinatorId,
        SiteTime time
    )
    {
        await AgreementTable.Set(transaction, caregiver.Id, asked, coordinatorId, time.Now);
        if (asked.Kind == AgreementKind.Interval)
            await LessOften.MoveDue(transaction, caregiver, (int)asked.Value, asked.UntilOn);

        await EvaluationTable.Request(transaction, caregiver.Id, time.Now);
    }

    /// <returns>False when it had already ended.</returns>
    internal static async Task<bool> End(
        Transaction transaction,
        Caregiver caregiver,
        long id,
        long coordinatorId,
        SiteTime time
    )
    {
        var agreement = (await AgreementTable.Of(transaction, caregiver.Id)).FirstOrDefault(it => it.Id == id);
        if (agreement is null || !await AgreementTable.End(transaction, caregiver.Id, id, coordinatorId, time.Today))
            return false;
        if (agreement.Kind == AgreementKind.Interval)
            await LessOften.GoBackToPlan(transaction, caregiver, time);

        await EvaluationTable.Request(transaction, caregiver.Id, time.Now);
        return true;
    }

    /// <summary>Those that hold on a day.</summary>
    internal static async Task<IReadOnlyList<Agreement>> HoldingOf(
        Transaction transaction,
        long caregiverId,
        DateOnly today
    ) => [.. (await AgreementTable.Of(transaction, caregiverId)).Where(agreement => agreement.HoldsOn(today))];
}
