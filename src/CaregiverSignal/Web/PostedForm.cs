using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CaregiverSignal.Web;

public sealed record PostedForm(IFormCollection Fields)
{
    /// <summary>A form's fields, to send again from another page; its antiforgery token is renewed there.</summary>
    public static IReadOnlyList<(string Name, string Value)> ToSendAgain(
        IFormCollection form,
        string? without = null
    ) =>
        [
            .. form.Where(field => field.Key != "echt" && field.Key != without)
                .SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")),
        ];

    /// <summary>The free text in a refused form, for whoever typed it.</summary>
    public static string WordsIn(HttpContext context) =>
        context.Features.Get<IFormFeature>()?.Form?["woorden"].ToString() ?? "";

    /// <summary>Binds the form as a handler's parameter; the framework calls it.</summary>
    /// <exception cref="BadHttpRequestException">There is no form, or it is too large.</exception>
    /// <exception cref="AntiforgeryValidationException">It does not come from a page in this browser.</exception>
    public static async ValueTask<PostedForm?> BindAsync(HttpContext context)
    {
        var form = await ReadUncheckedAsync(context);
        await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        return new PostedForm(form);
    }

    /// <summary>Reads a form without checking its origin: for a mail program's one-click pause.</summary>
    /// <remarks>The check above calls it first, because antiforgery would report an oversized body as forged.</remarks>
    public static async Task<IFormCollection> ReadUncheckedAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("Not a form.");
        // Reading ends with the connection: cancelling it as well would only cause a race.
        return await context.Request.ReadFormAsync(CancellationToken.None);
    }
}
