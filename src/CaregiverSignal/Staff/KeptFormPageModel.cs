using CaregiverSignal.Web;

namespace CaregiverSignal.Staff;

/// <summary>
/// The answer to a form that was sent after too long: it keeps what was typed, to be sent again after signing in.
/// </summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="SignIn">Where to sign in meanwhile, in a new tab.</param>
public sealed record KeptFormPageModel(
    SupportPointSettings Support,
    string Action,
    string SignIn,
    IReadOnlyList<KeyValuePair<string, string>> Fields
)
{
    public static readonly Texts Words = Texts.Of(typeof(KeptFormPage));

    /// <summary>The form of a request; null where it has files, which a page cannot keep.</summary>
    /// <exception cref="Microsoft.AspNetCore.Antiforgery.AntiforgeryValidationException">It was not made by a page of
    /// this browser.</exception>
    public static async Task<KeptFormPageModel?> OfAsync(
        HttpContext context,
        SupportPointSettings support,
        string signIn
    )
    {
        if (!context.Request.HasFormContentType)
            return null;
        var form = (await PostedForm.BindAsync(context))!.Fields;
        return form.Files.Count > 0
            ? null
            : new KeptFormPageModel(
                support,
                context.Request.Path + context.Request.QueryString,
                signIn,
                [
                    .. form.Where(field => field.Key != "echt")
                        .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))),
                ]
            );
    }
}
