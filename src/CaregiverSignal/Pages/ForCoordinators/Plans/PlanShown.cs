using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCoordinators.Plans;

public sealed record PlanShown(RelapsePlan Plan, string Day, string By)
{
    /// <param name="own">Whether the caregiver reads it.</param>
    public static IReadOnlyList<PlanShown> Of(IReadOnlyList<RelapsePlan> plans, SiteTime time, bool own = false) =>
        [
            .. plans.Select(plan => new PlanShown(
                plan,
                Texts.Day(time.DayOf(plan.WrittenAt)),
                plan.By is { } name ? PlanModel.Words["By", ("naam", DisplayText.Visible(name))]
                    : own ? PlanModel.Words["You"]
                    : PlanModel.Words["Self"]
            )),
        ];

    public static void Require(ModelStateDictionary state, RelapsePlan plan)
    {
        state.RequireShort(plan.Signs, nameof(plan.Signs), RelapsePlan.Longest);
        state.RequireShort(plan.MayNotice, nameof(plan.MayNotice), RelapsePlan.Longest);
        state.RequireShort(plan.ToDo, nameof(plan.ToDo), RelapsePlan.Longest);
    }
}
