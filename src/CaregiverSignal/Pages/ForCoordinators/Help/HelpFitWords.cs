using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

public static class HelpFitWords
{
    private static readonly Texts Words = Texts.Of(typeof(HelpFitWords));

    /// <summary>Such as "Past, omdat niemand het een halve dag kan overnemen."</summary>
    public static string Of(HelpFit fit) => Words["Because." + fit.Because];
}
