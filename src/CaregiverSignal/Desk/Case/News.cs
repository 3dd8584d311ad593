using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// The error that something came in after a form was shown. The form is not saved, because it must not handle what
/// nobody has seen.
/// </summary>
public static class News
{
    public const string Field = "nieuw";

    public static FormError CameIn => new(Field, "veranderd", CaseModel.Words["Error.News"]);

    /// <summary>The signal was closed in the meantime.</summary>
    public static FormError Closed(string text) => new(Field, "contact", text);
}
