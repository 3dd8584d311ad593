using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Staff;

/// <summary>
/// The answer to a form that was sent after too long: it keeps what was typed, to be sent again after signing in.
/// </summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="SignIn">Where to sign in meanwhile, in a new tab.</param>
public sealed record KeptFormPageModel(
    SupportPointSettings Support,
    FormToken Token,
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
        FormTokens tokens,
        string signIn
    )
    {
        if (!context.Request.HasFormContentType)
            return null;
        var form = (await PostedForm.BindAsync(context))!.Fields;
        var token = tokens.Of(context);
        return form.Files.Count > 0
            ? null
            : new KeptFormPageModel(
                support,
                token,
                context.Request.Path + context.Request.QueryString,
                signIn,
                [
                    .. form.Where(field => field.Key != token.Field)
                        .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))),
                ]
            );
    }
}
