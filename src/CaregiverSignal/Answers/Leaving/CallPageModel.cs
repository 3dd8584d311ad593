using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <param name="Action">The address that asks for the call.</param>
/// <param name="Days">The days that can be chosen.</param>
/// <param name="Promised">The call that is promised already, and moves; null for one that is asked for.</param>
public sealed record CallPageModel(
    SupportPointSettings Support,
    string Coordinator,
    string Action,
    IReadOnlyList<DateOnly> Days,
    PromiseWords? Promised
);
