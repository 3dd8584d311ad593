using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Tips;

/// <summary>The page on which anybody tells the support point of somebody they worry about.</summary>
/// <param name="IsTooMany">Nothing was stored: too many came in. What was typed is still there.</param>
public sealed record WorryPageModel(SupportPointSettings Support, FormToken Token, TipForm Form, bool IsTooMany)
{
    /// <summary>
    /// Advice and reports on violence at home and against children; free, at every hour (rijksoverheid.nl, "Wat moet ik
    /// doen bij huiselijk geweld").
    /// </summary>
    public const string SafeHome = "0800-2000";

    public const string Emergency = "112";

    public static readonly Texts Words = Texts.Of(typeof(WorryPage));

    /// <summary>When somebody looks, as whoever writes reads it.</summary>
    public static string WhenRead => Words["WhenRead", ("uur", $"{Tip.LastHour:HH.mm}")];
}
