using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

/// <summary>Why help fits somebody, in a sentence for staff.</summary>
public static class HelpFitWords
{
    private static readonly Texts Words = Texts.Of(typeof(HelpFitWords));

    /// <summary>"Past, omdat niemand het een halve dag kan overnemen."</summary>
    public static string Of(HelpFit fit) => Words["Because." + fit.Because];
}
