using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Case.Help;

/// <summary>The activities to which a caregiver was invited: a timeline line for each.</summary>
public static class ActivityRecord
{
    /// <summary>Each on the day on which it was noted how it stands.</summary>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<Invited> invited) =>
        [
            .. invited.Select(one => new TimelineLine(
                one.StepOn,
                HelpModel.Words["Activity", ("soort", ActivityWords.NameOf(one.Kind))],
                HelpModel.Words["Activity.By", ("naam", Plainly.Shown(one.By))],
                ActivityWords.LineOf(one),
                null
            )),
        ];
}
