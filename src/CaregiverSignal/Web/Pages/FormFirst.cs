using Microsoft.AspNetCore.Mvc.Filters;

namespace CaregiverSignal.Web.Pages;

/// <summary>Reads a form before it is checked whether a page of ours made it: that check would report a body that is
/// too large, or that breaks off, as forged.</summary>
internal sealed class FormFirst : IAsyncAuthorizationFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method))
            await PostedForm.ReadUncheckedAsync(context.HttpContext);
    }
}
