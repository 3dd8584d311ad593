using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>Makes and ends agreements about one caregiver, who is evaluated again at once.</summary>
public static class Agreements
{
    /// <param name="asked">With days and a reason.</param>
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

    /// <returns>False if it had already ended.</returns>
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

    /// <summary>Agreements in force on a day.</summary>
    internal static async Task<IReadOnlyList<Agreement>> HoldingOf(
        Transaction transaction,
        long caregiverId,
        DateOnly today
    ) => [.. (await AgreementTable.Of(transaction, caregiverId)).Where(agreement => agreement.HoldsOn(today))];
}
