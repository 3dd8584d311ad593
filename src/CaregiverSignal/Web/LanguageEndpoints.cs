using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.WebUtilities;

namespace CaregiverSignal.Web;

/// <summary>Lets caregivers choose their language for pages, emails and letters, on any of their pages.</summary>
public sealed class LanguageEndpoints(CaregiverReaders caregivers, PageReaders readers, Cookies cookies, SiteTime time)
    : IEndpoints
{
    public const string Path = "/taal";

    public const string Back = "terug";

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapForm(Path, Choose);

    private async Task<IResult> Choose(HttpContext context, PostedForm form)
    {
        var back = form.Fields[Back].ToString();
        if (Codes.Find<Language>(form.Fields[PageReaders.Field]) is not { } language || !PageRoutes.IsLocal(back))
            return PageRoutes.Missing;
        cookies.Set(context, cookies.Language, language.Code());
        if (await readers.CaregiverAtAsync(context, back) is not { } caregiver)
            return PageRoutes.Go(back);
        // It may be a bot that tries every button: it changes this page, but nobody's emails.
        if (TooFastCheck.Is(form.Fields, time))
            return PageRoutes.Go(QueryHelpers.AddQueryString(back, PageReaders.Field, language.Code()));

        await caregivers.ChooseLanguageAsync(caregiver.Id, language, Actor.Caregiver(null, context.Network()));
        return PageRoutes.Go(back);
    }
}
