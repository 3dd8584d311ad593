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

    /// <summary>The link opens nothing, whatever the reason.</summary>
    Dead,
}

/// <param name="Path">The address of the link, without a slash at its end.</param>
public sealed record SharedPageModel(SupportPointSettings Support, FormToken Token, string Path, SharedStep Step)
{
    public static readonly Texts Words = Texts.Of(typeof(SharedPage));
}

public sealed record SharedLetterPageModel(SupportPointSettings Support, ConsentLetter Letter);
