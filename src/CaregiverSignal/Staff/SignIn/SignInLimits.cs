using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

public sealed class SignInLimits(LimitCounts counts, SiteTime time) : LinkLimits(counts, time, "sign-in");
