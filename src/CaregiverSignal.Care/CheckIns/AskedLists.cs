using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.CheckIns;

/// <summary>Lists requested by a coordinator or the caregiver: each goes with the next questions until answered, and is
/// not asked again by itself.</summary>
internal static class AskedLists
{
    /// <summary>It asks about grief for a partner who is alive: it is offered to nobody else.</summary>
    private const string ForPartners = "grief";

    /// <summary>Months after which an unanswered list is no longer asked (our choice).</summary>
    private const int HoldsMonths = 3;

    /// <returns>False for a list that this caregiver cannot be asked.</returns>
    internal static async Task<bool> Ask(
        Transaction transaction,
        Caregiver caregiver,
        Plan plan,
        string key,
        long coordinatorId,
        SiteTime time,
        bool byCaregiver = false
    )
    {
        var choices = await ChoicesFor(transaction, caregiver, plan, time.Today);
        if (choices.FirstOrDefault(instrument => instrument.Key == key) is not { } list)
            return false;
        var asked = new Agreement
        {
            Kind = AgreementKind.List,
            Subject = key,
            Reason = list.Name.Here,
            FromOn = time.Today,
            UntilOn = time.Today.AddMonths(HoldsMonths),
            ByCaregiver = byCaregiver,
        };
        await AgreementTable.Set(transaction, caregiver.Id, asked, coordinatorId, time.Now);
        return true;
    }

    /// <summary>What a caregiver can be asked; no lists at 16 or 17, nor for those who are not asked at all.</summary>
    internal static async Task<IReadOnlyList<Instrument>> ChoicesFor(
        Transaction transaction,
        Caregiver caregiver,
        Plan plan,
        DateOnly today
    ) =>
        caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused) || caregiver.IsYoungOn(today) ? []
        : (await SituationTable.Of(transaction, caregiver.Id)).Any(care => care.Relation == Relation.Partner)
            ? plan.OnRequest
        : [.. plan.OnRequest.Where(instrument => instrument.Key != ForPartners)];

    /// <summary>A caregiver's plan on a day, with requested lists that were last answered long enough ago.</summary>
    internal static async Task<Plan> PlanFor(Transaction transaction, Caregiver caregiver, Plan plan, DateOnly today)
    {
        var theirs = plan.For(caregiver, today);
        List<string> asked =
        [
            .. (await AgreementTable.Of(transaction, caregiver.Id))
                .Where(agreement => agreement.Kind == AgreementKind.List && agreement.HoldsOn(today))
                .Select(agreement => agreement.Subject),
        ];
        if (asked.Count == 0)
            return theirs;
        var checkIns = await CheckInTable.Of(transaction, caregiver.Id);
        return theirs.With([
            .. (await ChoicesFor(transaction, caregiver, plan, today))
                .Where(instrument => asked.Contains(instrument.Key))
                .Where(instrument =>
                    checkIns.LastOrDefault(it => it.AnsweredAt is not null && it.Expects(instrument.Key))
                        is not { } last
                    || last.AskedOn.AddDays(instrument.Interval.Days) <= today
                ),
        ]);
    }
}
