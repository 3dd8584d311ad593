namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The answer to a form that the sender may not submit: nothing was stored, nothing typed is lost.</summary>
/// <param name="Path">Where to send the form again once they have the role.</param>
public sealed record NoLongerPage(string Path, IReadOnlyList<(string Name, string Value)> Fields) : Shown
{
    public override Reader Reader => Reader.Staff;

    /// <summary>The form's texts of several words, to copy.</summary>
    public string Typed =>
        string.Join(
            "\n\n",
            Fields.Select(pair => pair.Value.Trim()).Where(value => value.Contains(' ', StringComparison.Ordinal))
        );

    public static NoLongerPage Of(HttpContext context, IFormCollection form) =>
        new(context.Request.Path + context.Request.QueryString, PostedForm.ToSendAgain(form))
        {
            Status = StatusCodes.Status403Forbidden,
        };
}
