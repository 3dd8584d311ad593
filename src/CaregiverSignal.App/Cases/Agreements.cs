using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Cases;

/// <summary>Makes and ends agreements about one person; the caregiver is judged again at once.</summary>
public static class Agreements
{
    /// <param name="asked">With its days and its reason.</param>
    internal static void Set(
        Transaction transaction,
        Caregiver caregiver,
        Agreement asked,
        long coordinatorId,
        SiteTime time
    )
    {
        AgreementTable.Set(transaction, caregiver.Id, asked, coordinatorId, time.Now);
        if (asked.Kind == AgreementKind.Interval)
            LessOften.MoveDue(transaction, caregiver, (int)asked.Value, asked.UntilOn);

        EvaluationTable.Request(transaction, caregiver.Id, time.Now);
    }

    /// <returns>False when it had already ended.</returns>
    internal static bool End(Transaction transaction, Caregiver caregiver, long id, long coordinatorId, SiteTime time)
    {
        var agreement = AgreementTable.Of(transaction, caregiver.Id).FirstOrDefault(it => it.Id == id);
        if (agreement is null || !AgreementTable.End(transaction, caregiver.Id, id, coordinatorId, time.Today))
            return false;
        if (agreement.Kind == AgreementKind.Interval)
            LessOften.GoBackToPlan(transaction, caregiver, time);

        EvaluationTable.Request(transaction, caregiver.Id, time.Now);
        return true;
    }

    /// <summary>Those that hold on a day.</summary>
    internal static IReadOnlyList<Agreement> HoldingOf(Transaction transaction, long caregiverId, DateOnly today) =>
        [.. AgreementTable.Of(transaction, caregiverId).Where(agreement => agreement.HoldsOn(today))];
}
