using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// What came in after a form was shown, so that it is not saved: nobody has seen it, and nothing done with that form
/// may say so.
/// </summary>
public static class News
{
    public const string Field = "nieuw";

    public static FormError CameIn => new(Field, "veranderd", CasePageModel.Words["Error.News"]);

    /// <summary>The signal was closed meanwhile.</summary>
    public static FormError Closed(string text) => new(Field, "contact", text);
}
