using CaregiverSignal.Answers;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace CaregiverSignal.Web;

/// <summary>Who reads a page, as far as its language goes.</summary>
/// <param name="caregiver">Who a link or cookie says that it is; looked up where it is asked.</param>
public sealed class PageReader(Language language, Lazy<Caregiver?>? caregiver = null)
{
    public Language Language => language;

    public bool IsCaregiver => caregiver?.Value is not null;
}

/// <summary>
/// Finds the language of a page: that of the staff who are signed in, or of the caregiver whose link or cookie it is; and
/// else what this browser read last or chose, what it asks for, or that of the support point.
/// </summary>
/// <remarks>What is sent comes from a page that this browser read, so nobody is looked up for it.</remarks>
public sealed class PageReaders(
    Database database,
    OwnVisits visits,
    Cookies cookies,
    SupportPointSettings support,
    SiteTime time
)
{
    /// <summary>The field and the query that choose a language.</summary>
    public const string Field = "taal";

    public async Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        Languages.Home = support.Language;
        var endpoint = context.GetEndpoint();
        var isForStaff = endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null;
        // Where no page is, staff read so in their own frame.
        if (isForStaff || endpoint is null)
            await context.AuthenticateAsync(StaffSessions.Scheme);
        var reader = isForStaff || context.Features.Get<SignedInStaff>() is not null ? OfStaff(context) : Of(context);
        context.Features.Set(reader);
        using var spoken = Languages.Speak(reader.Language);
        await next(context);
    }

    /// <summary>The caregiver whose link or cookie opens an address of ours; null where none does.</summary>
    public Caregiver? CaregiverAt(HttpContext context, string path)
    {
        if (path.Split('/', '?') is ["", var kind and ("v" or "p" or "m"), var key, ..])
            return database.Read(transaction => Get(transaction, OfLink(transaction, kind, key)));
        return context.Request.Cookies.ContainsKey(cookies.Form) || context.Request.Cookies.ContainsKey(cookies.OwnPage)
            ? database.Read(transaction => Get(transaction, OfCookie(transaction, context, path)))
            : null;
    }

    private PageReader OfStaff(HttpContext context) =>
        new(
            context.Features.Get<SignedInStaff>() is { } staff
                ? support.LanguageOf(staff.Coordinator)
                : support.Language
        );

    private PageReader Of(HttpContext context)
    {
        var (browser, path) = (OfBrowser(context), context.Request.Path.ToString());
        var caregiver = new Lazy<Caregiver?>(() => CaregiverAt(context, path));
        if (HttpMethods.IsPost(context.Request.Method))
            return new PageReader(browser, caregiver);
        var language = caregiver.Value is { } known
            ? support.LanguageOf(known, time.Today)
            : OfAge(path, Codes.Find<Language>(context.Request.Query[Field]) ?? browser);
        if (language != browser)
            cookies.Set(context, cookies.Language, language.Code());
        return new PageReader(language, caregiver);
    }

    /// <summary>Who enrols says how old they are, and is spoken to accordingly from there on.</summary>
    private static Language OfAge(string path, Language language) =>
        (path, language) switch
        {
            (EnrolModel.YoungAddress, Language.Dutch) => Language.YoungDutch,
            (EnrolModel.AdultAddress, Language.YoungDutch) => Language.Dutch,
            _ => language,
        };

    private Language OfBrowser(HttpContext context) =>
        Codes.Find<Language>(context.Request.Cookies[cookies.Language])
        ?? context
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Languages.Of(asked.Value.Value))
            .FirstOrDefault(language => language is not null)
        ?? support.Language;

    private static Caregiver? Get(Transaction transaction, long? id) =>
        id is { } known ? CaregiverTable.Get(transaction, known) : null;

    /// <summary>None for a key that opens nothing: nobody can tell it from one that never was.</summary>
    private long? OfLink(Transaction transaction, string kind, string key) =>
        kind == "m" ? OwnVisitTable.OfLink(transaction, key, time.Now)?.CaregiverId
        : LinkTable.Known(transaction, kind == "v" ? KeyPurpose.Form : KeyPurpose.Pause, key, time.Now) is { } link
        && (link.IsAlive || link.OpensWaysOut(time.Now))
            ? link.CaregiverId
        : null;

    private long? OfCookie(Transaction transaction, HttpContext context, string path) =>
        path.StartsWith(PageRoutes.OwnPage, StringComparison.Ordinal)
            ? visits.Find(transaction, cookies.OwnBrowserOf(context))?.Caregiver.Id
            : Visit.Of(transaction, context.Request.Cookies[cookies.Form], time)?.CheckIn.CaregiverId
                ?? visits.Find(transaction, cookies.OwnBrowserOf(context))?.Caregiver.Id;
}
