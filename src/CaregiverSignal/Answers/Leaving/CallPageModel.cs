using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <param name="Action">The address that asks for the call.</param>
/// <param name="Days">The days that can be chosen.</param>
public sealed record CallPageModel(
    SupportPointSettings Support,
    string Coordinator,
    string Action,
    IReadOnlyList<DateOnly> Days
);
