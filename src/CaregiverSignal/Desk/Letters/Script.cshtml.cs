using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Letters;

/// <summary>A sheet to read the questions from on the telephone.</summary>
public sealed class ScriptModel(
    Database database,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : LetterPage(database, pages, recorder, support, time)
{
    /// <summary>The answers to read aloud, with the digits that are typed in.</summary>
    public string AnswersOf(Item question) =>
        QuestionPageModel.IsScale(question)
            ? T["Scale", ("eerst", Letter.EndOf(question.Choices[0])), ("laatst", Letter.EndOf(question.Choices[^1]))]
            : string.Join(
                " · ",
                question.Choices.Select(choice =>
                    string.Create(CultureInfo.InvariantCulture, $"{choice.Value} {choice.Label.Nl}")
                )
            );
}
