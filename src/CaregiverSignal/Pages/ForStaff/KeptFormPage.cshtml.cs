namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The answer to a form sent after the session ended: it can be sent again after signing in.</summary>
/// <param name="Action">The form's address.</param>
/// <param name="SignIn">Where to sign in meanwhile, in a new tab.</param>
public sealed record KeptFormPage(string Action, string SignIn, IReadOnlyList<(string Name, string Value)> Fields)
    : Shown
{
    public override Reader Reader => Reader.Other;

    /// <summary>The form of a request; null if empty, or if it has files, which a page cannot keep.</summary>
    /// <exception cref="Microsoft.AspNetCore.Antiforgery.AntiforgeryValidationException">It does not come from a page
    /// in this browser.</exception>
    public static async Task<KeptFormPage?> OfAsync(HttpContext context, string signIn)
    {
        if (!context.Request.HasFormContentType)
            return null;
        var form = (await PostedForm.BindAsync(context))!.Fields;
        return form.Files.Count > 0 || PostedForm.ToSendAgain(form) is not { Count: > 0 } fields
            ? null
            : new KeptFormPage(context.Request.Path + context.Request.QueryString, signIn, fields)
            {
                Status = StatusCodes.Status401Unauthorized,
            };
    }
}
