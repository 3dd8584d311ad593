using System.Globalization;
using CaregiverSignal.Forms;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

public static class HelpFields
{
    public const string Field = "helpt";

    public const string About = "hulp";

    /// <exception cref="BadHttpRequestException">The question has no such answer.</exception>
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
