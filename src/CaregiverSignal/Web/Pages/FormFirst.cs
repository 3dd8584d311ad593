using Microsoft.AspNetCore.Mvc.Filters;

namespace CaregiverSignal.Web.Pages;

/// <summary>Reads a form before the antiforgery check, which would call an oversized body forged.</summary>
internal sealed class FormFirst : IAsyncAuthorizationFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method))
            await PostedForm.ReadUncheckedAsync(context.HttpContext);
    }
}
