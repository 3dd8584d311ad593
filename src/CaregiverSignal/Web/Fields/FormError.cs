namespace CaregiverSignal.Web.Fields;

/// <summary>What is wrong in a form and with which field.</summary>
/// <param name="Target">The id of the field, or of its first choice: where the summary's link leads.</param>
public sealed record FormError(string Field, string Target, string Text)
{
    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public static string? Of(string field, IEnumerable<FormError> errors) =>
        errors.FirstOrDefault(error => error.Field == field)?.Text;
}
