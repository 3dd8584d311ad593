namespace CaregiverSignal.Web.Fields;

/// <summary>An error in a form, and the field it belongs to.</summary>
/// <param name="Target">The id of the field, or of its first choice: the target of the summary's link.</param>
public sealed record FormError(string Field, string Target, string Text)
{
    /// <summary>The error of a field; null when it has none.</summary>
    public static string? Of(string field, IEnumerable<FormError> errors) =>
        errors.FirstOrDefault(error => error.Field == field)?.Text;
}
