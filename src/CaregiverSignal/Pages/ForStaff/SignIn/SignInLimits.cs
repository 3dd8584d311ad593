using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

public sealed class SignInLimits(LimitCounts counts, SiteTime time) : LinkLimits(counts, time, "sign-in");
