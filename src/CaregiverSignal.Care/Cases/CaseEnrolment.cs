using CaregiverSignal.Enrolments;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>A caregiver who enrolled themselves, and so may be known here already.</summary>
/// <param name="People">All whom the reader sees.</param>
public sealed record CaseEnrolment(DateTimeOffset At, IReadOnlyList<Findable> People)
{
    internal static async Task<CaseEnrolment?> Of(Transaction transaction, long id, SignedInStaff staff) =>
        await EnrolmentTable.EnrolledAt(transaction, id) is { } at
            ? new CaseEnrolment(at, await FindTable.Of(transaction, staff.Sees))
            : null;
}
