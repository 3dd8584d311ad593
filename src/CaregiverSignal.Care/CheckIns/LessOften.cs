using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>Fewer check-ins for one caregiver: every so many months, as agreed with a coordinator or chosen by a mailed
/// link.</summary>
public static class LessOften
{
    /// <summary>The intervals on offer, in months; the plan is monthly.</summary>
    public static readonly IReadOnlyList<int> Choices = [2, 3, 4, 6];

    /// <summary>The longest that such a choice lasts, in months: what was right a year ago is reconsidered (our
    /// choice).</summary>
    public const int LongestMonths = 12;

    /// <summary>Stores the caregiver's own wish, from today and for a year; an open check-in stays open.</summary>
    internal static async Task Choose(
        Transaction transaction,
        Caregiver caregiver,
        int months,
        string reason,
        SiteTime time
    )
    {
        var wish = new Agreement
        {
            Kind = AgreementKind.Interval,
            Value = months,
            Reason = reason,
            ByCaregiver = true,
            FromOn = time.Today,
            UntilOn = time.Today.AddMonths(LongestMonths),
        };
        await AgreementTable.Set(transaction, caregiver.Id, wish, caregiver.CoordinatorId, time.Now);
        await MoveDue(transaction, caregiver, months, wish.UntilOn);
        await EvaluationTable.Request(transaction, caregiver.Id, time.Now);
    }

    /// <summary>The caregiver's own wish in force today; null without one.</summary>
    internal static async Task<Agreement?> Chosen(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        (await AgreementTable.Of(transaction, caregiver.Id)).LastOrDefault(agreement =>
            agreement is { Kind: AgreementKind.Interval, ByCaregiver: true } && agreement.HoldsOn(time.Today)
        );

    /// <summary>Ends that wish; an earlier agreement with a coordinator applies again, or else the plan.</summary>
    internal static async Task TakeBack(Transaction transaction, Caregiver caregiver, SiteTime time)
    {
        if (await Chosen(transaction, caregiver, time) is not { } wish)
            return;
        await AgreementTable.End(transaction, caregiver.Id, wish.Id, null, time.Today);
        var before = (await AgreementTable.Of(transaction, caregiver.Id)).LastOrDefault(agreement =>
            agreement is { Kind: AgreementKind.Interval, ByCaregiver: false }
        );
        if (before is { EndedOn: not null, EndedBy: null } && before.UntilOn > time.Today)
        {
            var again = before with { FromOn = time.Today };
            await AgreementTable.Set(transaction, caregiver.Id, again, caregiver.CoordinatorId, time.Now);
            await MoveDue(transaction, caregiver, (int)before.Value, before.UntilOn);
        }
        else
        {
            await GoBackToPlan(transaction, caregiver, time);
        }

        await EvaluationTable.Request(transaction, caregiver.Id, time.Now);
    }

    /// <summary>Sets the next check-in by the plan again, from today on: months left out are not asked
    /// afterwards.</summary>
    internal static async Task GoBackToPlan(Transaction transaction, Caregiver caregiver, SiteTime time)
    {
        if (await CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is not { } last)
            return;
        await CaregiverTable.MoveDue(transaction, caregiver, BackToPlan(caregiver, last, time));
    }

    /// <summary>The plan's next day after the last planned check-in that is not in the past.</summary>
    internal static DateOnly BackToPlan(Caregiver caregiver, CheckIn last, SiteTime time)
    {
        var recent = time.Today.AddDays(-PlanDays.FewestDaysBetween);
        return PlanDays.DueAfter(caregiver.EnrolledOn, last.AskedOn > recent ? last.AskedOn : recent);
    }

    /// <summary>Sets the next check-in, counted from the last one asked.</summary>
    internal static async Task MoveDue(Transaction transaction, Caregiver caregiver, int months, DateOnly until)
    {
        if (await CheckInTable.NewestPlannedOf(transaction, caregiver.Id) is not { } last)
            return;
        await CaregiverTable.MoveDue(
            transaction,
            caregiver,
            PlanDays.DueAfter(caregiver.EnrolledOn, last.AskedOn, months, until)
        );
    }
}
