using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Web;

/// <summary>Who reads a page, as far as its language depends on it.</summary>
/// <param name="caregiver">Finds the person of a link or cookie; null for staff.</param>
public sealed class PageReader(Language language, Func<Task<Caregiver?>>? caregiver = null)
{
    public Language Language => language;

    public async Task<bool> IsCaregiverAsync() => caregiver is not null && await caregiver() is not null;
}

/// <summary>Finds a page's language: that of the signed-in staff, or of the caregiver with this link or cookie.
/// Otherwise it is what this browser last read or chose, what it asks for, or the carers' centre's language.</summary>
/// <remarks>A posted form comes from a page that this browser read, so nobody is looked up for it.</remarks>
public sealed class PageReaders(CaregiverReaders readers, Cookies cookies, CurrentSettings settings, SiteTime time)
{
    /// <summary>The field and query parameter that choose a language.</summary>
    public const string Field = "taal";

    public async Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        var isForStaff = endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null;
        // Missing pages appear in the staff layout for staff.
        if (isForStaff || endpoint is null)
            await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var reader =
            isForStaff || context.Features.Get<SignedInStaff>() is not null ? OfStaff(context) : await OfAsync(context);
        context.Features.Set(reader);
        using var spoken = Languages.Speak(reader.Language);
        await next(context);
    }

    /// <summary>The caregiver whose link or cookie opens one of our addresses; null if none.</summary>
    public async Task<Caregiver?> CaregiverAtAsync(HttpContext context, string path, CancellationToken stop = default)
    {
        if (path.Split('/', '?') is ["", var kind and ("v" or "p" or "m"), var key, ..])
            return await readers.OfLinkAsync(
                kind switch
                {
                    "v" => KeyPurpose.Form,
                    "p" => KeyPurpose.Pause,
                    _ => KeyPurpose.OwnPage,
                },
                key,
                stop
            );
        var (form, own) = (cookies.FormBrowserOf(context), cookies.OwnBrowserOf(context));
        var isOwn = path.StartsWith(PageRoutes.OwnPage, StringComparison.Ordinal);
        return form.Key is null && own.Key is null
            ? null
            : await readers.OfBrowserAsync(isOwn ? null : form, own, stop);
    }

    private PageReader OfStaff(HttpContext context) =>
        new(context.Features.Get<SignedInStaff>()?.Coordinator.Language ?? settings.SupportPoint.Language);

    private async Task<PageReader> OfAsync(HttpContext context)
    {
        var (browser, path) = (OfBrowser(context), context.Request.Path.ToString());
        if (HttpMethods.IsPost(context.Request.Method))
            return new PageReader(browser, () => CaregiverAtAsync(context, path));
        var look = context.GetEndpoint()?.Metadata.GetMetadata<ReaderLookAttribute>()?.In(context);
        var caregiver = look is null ? await CaregiverAtAsync(context, path) : await look.ReaderOfAsync(context);
        var asked = Codes.Find<Language>(context.Request.Query[Field]);
        var language = caregiver is { } known
            ? asked ?? settings.SupportPoint.LanguageOf(known, time.Today)
            : OfAge(path, asked ?? browser);
        if (language != browser)
            cookies.Set(context, cookies.Language, language.Code());
        return new PageReader(language, () => Task.FromResult(caregiver));
    }

    /// <summary>People who enrol say how old they are, which sets the tone from there on.</summary>
    private static Language OfAge(string path, Language language) =>
        (path, language) switch
        {
            (PageRoutes.EnrolYoung, Language.Dutch) => Language.YoungDutch,
            (PageRoutes.EnrolAdult, Language.YoungDutch) => Language.Dutch,
            _ => language,
        };

    private Language OfBrowser(HttpContext context) =>
        Codes.Find<Language>(context.Request.Cookies[cookies.Language])
        ?? context
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Languages.Of(asked.Value.Value))
            .FirstOrDefault(language => language is not null)
        ?? settings.SupportPoint.Language;
}
