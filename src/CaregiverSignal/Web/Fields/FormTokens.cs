using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Web.Fields;

/// <summary>Makes a form's hidden token field for one request.</summary>
public sealed class FormTokens(IAntiforgery antiforgery)
{
    public FormToken Of(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }
}
