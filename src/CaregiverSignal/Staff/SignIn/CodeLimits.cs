using CaregiverSignal.Time;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// How many wrong codes are taken (our choice). Only somebody with the mailed link gets so far, so no
/// stranger can use this up for a colleague.
/// </summary>
public sealed class CodeLimits(LimitCounts counts, SiteTime time)
{
    /// <summary>In a quarter of an hour, in one session.</summary>
    private const int OfASession = 5;

    /// <summary>In a quarter of an hour, for one account, whichever way somebody came with its link.</summary>
    private const int OfAnAccount = 20;

    private readonly Quota wrong = new(counts, "code", TimeSpan.FromMinutes(15));

    public bool IsUsedUp(SignedInStaff staff) => wrong.IsUsedUp(time.Now, SharesOf(staff));

    public void CountWrong(SignedInStaff staff) => wrong.Take(time.Now, SharesOf(staff));

    private static Share[] SharesOf(SignedInStaff staff) =>
        [new($"session {staff.Session.KeyHash}", OfASession), new($"account {staff.Coordinator.Id}", OfAnAccount)];
}
