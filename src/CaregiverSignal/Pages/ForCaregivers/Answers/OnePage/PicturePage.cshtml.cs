using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

/// <summary>The single page with a picture and a few words for each answer.</summary>
/// <param name="Given">What was sent from here and cannot be stored; null on opening.</param>
public sealed record PicturePage(
    string Action,
    BehindLink.Questions Asked,
    HelpField? Help,
    PageAnswers? Given,
    int? FromMail
) : Shown
{
    public const string Field = "beeld";

    public const string InPictures = "ja";

    public const string InWords = "nee";

    /// <summary>How to show the page according to the address or form; null if not given.</summary>
    public static bool? Wanted(string? shown) =>
        shown switch
        {
            InPictures => true,
            InWords => false,
            _ => null,
        };
}
