using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Form;

/// <param name="Lists">The skipped questions, by questionnaire.</param>
/// <param name="Before">The number of the page before this one.</param>
/// <param name="Action">Where it is sent.</param>
public sealed record SkippedPageModel(
    SupportPointSettings Support,
    IReadOnlyList<FormPage> Lists,
    int Before,
    string Action
);
