using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Web.Fields;

/// <summary>The hidden field of a form for one request.</summary>
public sealed class FormTokens(IAntiforgery antiforgery)
{
    public FormToken Of(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }
}
