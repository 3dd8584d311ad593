using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Tips;

/// <summary>The page on which anybody can report that they worry about a caregiver.</summary>
/// <param name="IsTooMany">Nothing was stored, because too many came in; the page still shows what was typed.</param>
public sealed record WorryPageModel(SupportPointSettings Support, FormToken Token, TipForm Form, bool IsTooMany)
{
    /// <summary>
    /// Advice and reports about violence at home and against children; free, at every hour (rijksoverheid.nl, "Wat moet
    /// ik doen bij huiselijk geweld").
    /// </summary>
    public const string SafeHome = "0800-2000";

    public const string Emergency = "112";

    public static readonly Texts Words = Texts.Of(typeof(WorryPage));

    /// <summary>When a coordinator reads it, in words for the reporter.</summary>
    public static string WhenRead => Words["WhenRead", ("uur", $"{Tip.LastHour:HH.mm}")];
}
