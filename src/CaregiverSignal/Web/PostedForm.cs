using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CaregiverSignal.Web;

public sealed record PostedForm(IFormCollection Fields)
{
    /// <summary>What a form holds, to be sent again from another page; its mark is made anew there.</summary>
    public static IReadOnlyList<(string Name, string Value)> ToSendAgain(
        IFormCollection form,
        string? without = null
    ) =>
        [
            .. form.Where(field => field.Key != "echt" && field.Key != without)
                .SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")),
        ];

    /// <summary>Own words in a form that is refused, for who typed them.</summary>
    public static string WordsIn(HttpContext context) =>
        context.Features.Get<IFormFeature>()?.Form?["woorden"].ToString() ?? "";

    /// <summary>Binds the form as a handler's parameter; the framework calls it.</summary>
    /// <exception cref="BadHttpRequestException">There is no form, or it is too large.</exception>
    /// <exception cref="AntiforgeryValidationException">It was not made by a page of this browser.</exception>
    public static async ValueTask<PostedForm?> BindAsync(HttpContext context)
    {
        var form = await ReadUncheckedAsync(context);
        await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        return new PostedForm(form);
    }

    /// <summary>Reads a form without checking its origin: for the one-click pause of a mail program, which has no page
    /// of ours.</summary>
    /// <remarks>The check above calls it first, as antiforgery would report a body that is too large as
    /// forged.</remarks>
    public static async Task<IFormCollection> ReadUncheckedAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("Not a form.");
        // Reading ends with the connection: cancelling it too only runs a race with that.
        return await context.Request.ReadFormAsync(CancellationToken.None);
    }
}
