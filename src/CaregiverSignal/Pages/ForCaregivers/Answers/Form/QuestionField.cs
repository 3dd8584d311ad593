using CaregiverSignal.Answers.Form;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.Form;

public sealed record QuestionField(Item Item, string Field)
{
    // A question with more answers is a numeric scale, shown in one row if it fits.
    private const int MostInAColumn = 7;

    /// <summary>Whether it was answered or skipped in this browser; only then can it be taken back.</summary>
    public bool IsGiven { get; init; }

    public int? Given { get; init; }

    public bool IsHeading { get; init; }

    /// <summary>Whether one tap both chooses and saves the answer: the page's only question.</summary>
    public bool IsOneTap { get; init; }

    public static bool IsScale(Item item) => item.Choices.Count > MostInAColumn;

    public static QuestionField Of(FormPage single, int? given) =>
        new(single.Items[0], single.FieldOf(single.Items[0])) { IsGiven = given is not null, Given = given };

    /// <summary>The number on a scale, separate from the words at its ends: "0 – helemaal niet zwaar".</summary>
    public static (string Number, string? End) Parts(Code code) =>
        code.Label.Here.Split(" – ", 2) is [var number, var end] ? (number, end) : (code.Label.Here, null);

    /// <summary>Such as "0 = helemaal niet zwaar", the words at an end of a scale.</summary>
    public static string EndsOf(Code code) =>
        Parts(code) is (var number, { } end) ? $"{number} = {end}" : code.Label.Here;
}
