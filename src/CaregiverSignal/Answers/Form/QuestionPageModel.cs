using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Form;

/// <param name="Given">The answers of this session, by item; null is skipped.</param>
/// <param name="Action">Where the form is sent.</param>
public sealed record QuestionPageModel(
    SupportPointSettings Support,
    FormPage Page,
    int Steps,
    IReadOnlyDictionary<string, int?> Given,
    string Action
)
{
    // A question with more answers than this is a scale of numbers, shown in one row if it fits.
    private const int MostInAColumn = 7;

    public bool IsAlone => Page.Items.Count == 1;

    public bool IsGiven => Page.Items.Any(item => Given.ContainsKey(item.Key));

    public static bool IsScale(Item item) => item.Choices.Count > MostInAColumn;

    /// <summary>The number on a scale, separate from the words at its ends: "0 – helemaal niet zwaar".</summary>
    public static (string Number, string? End) Parts(Code code) =>
        code.Label.Nl.Split(" – ", 2) is [var number, var end] ? (number, end) : (code.Label.Nl, null);
}
