using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Forms;

namespace CaregiverSignal.Web;

/// <summary>Gives the token of the request that a page answers to the forms on it.</summary>
internal sealed class RequestTokens(IAntiforgery antiforgery) : AntiforgeryStateProvider
{
    /// <summary>The request; null while no page is rendered.</summary>
    public HttpContext? Request { private get; set; }

    public override AntiforgeryRequestToken? GetAntiforgeryToken() =>
        Request is not null && antiforgery.GetAndStoreTokens(Request) is { RequestToken: { } token } tokens
            ? new(token, tokens.FormFieldName)
            : null;
}
