using CaregiverSignal.Time;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>How often a sign-in link may be asked for.</summary>
public sealed class SignInLimits(LimitCounts counts, SiteTime time) : LinkLimits(counts, time, "sign-in");
