using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The one page with a picture and a few words for each answer.</summary>
/// <param name="Given">What was sent from here and cannot be stored; null when the page is opened.</param>
/// <param name="FromMail">See <see cref="CheckInPageModel.FromMail"/>.</param>
public sealed record PicturePage(
    string Action,
    BehindLink.Questions Asked,
    HelpField? Help,
    PageAnswers? Given,
    int? FromMail
) : Shown
{
    /// <summary>The field of the address and of the form that says how the page is shown.</summary>
    public const string Field = "beeld";

    public const string InPictures = "ja";

    public const string InWords = "nee";

    /// <summary>What the address or the form says of how to show the page; null when it says nothing.</summary>
    public static bool? Wanted(string? shown) =>
        shown switch
        {
            InPictures => true,
            InWords => false,
            _ => null,
        };
}
