using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Sharing;

/// <summary>Where a professional is on the way to what they may read.</summary>
public enum SharedStep
{
    Ask,
    Code,
    Wrong,
    TooMany,

    /// <summary>What was told came too late, and was not taken.</summary>
    TooLate,

    /// <summary>What was told is stored.</summary>
    Told,

    /// <summary>The link opens nothing, whatever the reason.</summary>
    Dead,
}

/// <param name="Path">The address of the link, without a slash at its end.</param>
public sealed record SharedPageModel(SupportPointSettings Support, FormToken Token, string Path, SharedStep Step)
{
    public static readonly Texts Words = Texts.Of(typeof(SharedPage));
}

public sealed record SharedLetterPageModel(SupportPointSettings Support, ConsentLetter Letter, TellPageModel Tell);

/// <summary>The form on which a professional writes to the coordinator.</summary>
/// <param name="Path">Where it is sent to.</param>
/// <param name="ReadBy">The day by which somebody reads it.</param>
/// <param name="Error">What is wrong with it; null while nothing is.</param>
public sealed record TellPageModel(
    SupportPointSettings Support,
    FormToken Token,
    string Path,
    string ReadBy,
    string Typed,
    FormError? Error
)
{
    public const string Note = "bericht";
}
