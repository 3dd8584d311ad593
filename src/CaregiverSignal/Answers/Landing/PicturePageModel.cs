using CaregiverSignal.Answers.Form;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

/// <summary>The one page with a picture and a few words for each answer.</summary>
public sealed record PicturePageModel
{
    /// <summary>The field of the address and of the form that says how the page is shown.</summary>
    public const string Shown = "beeld";

    public const string InPictures = "ja";

    public const string InWords = "nee";

    public const string Script = "/voorlezen.js";

    public required SupportPointSettings Support { get; init; }

    public required string Action { get; init; }

    public required string Coordinator { get; init; }

    public required IReadOnlyList<FormPage> Questions { get; init; }

    /// <summary>Help that runs, to ask whether it helps; null when there is none.</summary>
    public ArrangedHelp? Help { get; init; }

    /// <summary>What was sent from here and cannot be stored; null when the page is opened.</summary>
    public PageAnswers? Given { get; init; }

    /// <summary>See <see cref="LandingModel.FromMail"/>.</summary>
    public int? FromMail { get; init; }

    /// <summary>What the address or the form says of how to show the page; null when it says nothing.</summary>
    public static bool? Wanted(string? shown) =>
        shown switch
        {
            InPictures => true,
            InWords => false,
            _ => null,
        };
}
