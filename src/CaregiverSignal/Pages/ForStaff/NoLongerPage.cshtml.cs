namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The answer to a form of somebody who may not do that, or no longer may: nothing was stored, and nothing
/// that they typed is lost.</summary>
/// <param name="Path">The address to which the form can be sent again once they have the role.</param>
public sealed record NoLongerPage(string Path, IReadOnlyList<(string Name, string Value)> Fields) : Shown
{
    public override Reader Reader => Reader.Staff;

    /// <summary>Whole sentences from the form, to copy.</summary>
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
