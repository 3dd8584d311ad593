using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Web;

/// <summary>The form of a POST: read once, and only when it came from a page of ours.</summary>
public sealed record PostedForm(IFormCollection Fields)
{
    /// <summary>By this a handler gets it as a parameter.</summary>
    /// <exception cref="BadHttpRequestException">There is no form, or it is too large.</exception>
    /// <exception cref="AntiforgeryValidationException">It was not made by a page of this browser.</exception>
    public static async ValueTask<PostedForm?> BindAsync(HttpContext context)
    {
        var form = await ReadUncheckedAsync(context);
        await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        return new PostedForm(form);
    }

    /// <summary>For the one-click pause of a mail program, which has no page of ours.</summary>
    /// <remarks>
    /// Also goes before the check above, which would report a body that is too large as a forged one.
    /// </remarks>
    public static async Task<IFormCollection> ReadUncheckedAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("Not a form.");
        return await context.Request.ReadFormAsync(context.RequestAborted);
    }
}
