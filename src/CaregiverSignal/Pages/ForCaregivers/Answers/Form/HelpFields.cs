using System.Globalization;
using CaregiverSignal.Forms;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

/// <summary>The fields for whether help helps.</summary>
public static class HelpFields
{
    public const string Field = "helpt";

    public const string About = "hulp";

    /// <returns>Null when nothing was chosen.</returns>
    /// <exception cref="BadHttpRequestException">The question does not have such an answer.</exception>
    public static HelpAnswer? Read(IFormCollection form)
    {
        var chosen = form[Field].ToString();
        if (chosen.Length == 0)
            return null;
        return
            Codes.Find<HelpVerdict>(chosen) is { } helped
            && long.TryParse(form[About].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var help)
            ? new HelpAnswer(help, helped)
            : throw new BadHttpRequestException("An answer that this question does not have.");
    }
}
