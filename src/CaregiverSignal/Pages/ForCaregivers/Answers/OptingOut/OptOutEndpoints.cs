using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>The opt-outs (pause, stop, take part again) in the form, emails and the mail program's button.</summary>
public sealed class OptOutEndpoints(
    OptOuts ways,
    OptOutPages pages,
    BadLinks bad,
    Cookies cookies,
    IAntiforgery antiforgery,
    SiteTime time
) : IEndpoints
{
    public const string CallPath = "/bel";
    public const string ChangePath = "/veranderd";
    public const string PausePath = "/pauze";

    /// <summary>In an address of these pages: they came from their result, and return to it.</summary>
    public const string FromResult = "?van=dank";

    /// <summary>Where to return after a change of mind: the result, form, own page, or page of this action.</summary>
    public static string BackFrom(string action) =>
        action.EndsWith(FromResult, StringComparison.Ordinal) ? FormEndpoints.ResultPath
        : action is CallPath or ChangePath or PausePath ? FormEndpoints.FirstPath
        : action == OptOutPages.PromisePath ? PageRoutes.OwnPage
        : action;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { PausePath, "/stoppen" })
            routes.MapPage(path, async (HttpContext context) => await ShowAsync(context, PausePath, OptOuts.Less));
        routes.MapForm(PausePath, (HttpContext context, PostedForm form) => Choose(context, PausePath, form, null));
        routes.MapPage(CallPath, async (HttpContext context) => await ShowAsync(context, CallPath, OptOuts.CallStep));
        routes.MapForm(
            CallPath,
            (HttpContext context, PostedForm form) => Choose(context, CallPath, form, OptOuts.Call)
        );
        routes.MapPage(
            ChangePath,
            async (HttpContext context) =>
                await ShowAsync(
                    context,
                    ChangePath,
                    context.Request.Query["wat"] == OptOuts.Told ? OptOuts.Told : OptOuts.Tell
                )
        );
        routes.MapForm(
            ChangePath,
            (HttpContext context, PostedForm form) =>
                Choose(
                    context,
                    ChangePath,
                    form,
                    form.Fields["keuze"] == OptOuts.TakeBack ? OptOuts.TakeBack : OptOuts.Tell
                )
        );
        routes.MapPage("/p/{key}", ShowPauseLinkAsync);
        routes.MapForm("/p/{key}", UsePauseLink);
    }

    private async Task<IResult> ShowAsync(
        HttpContext context,
        string path,
        string step,
        CancellationToken stop = default
    ) => Page(context, path, await ways.OnFormAsync(cookies.FormBrowserOf(context), step, stop), step);

    private async Task<IResult> Choose(HttpContext context, string path, PostedForm form, string? choice)
    {
        var given = pages.Read(form.Fields, choice);
        return Page(
            context,
            path,
            await ways.ChooseOnFormAsync(cookies.FormBrowserOf(context), given),
            OptOuts.Less,
            form.Fields
        );
    }

    private IResult Page(HttpContext context, string path, OptOut? way, string step, IFormCollection? sent = null)
    {
        if (way is null)
            return AnswerMessages.NoSession(context);
        var from = way.Came.From == CameFrom.Result ? FromResult : "";
        return pages.Of(way, path + from, step, sent, callPath: CallPath + from);
    }

    private async Task<IResult> ShowPauseLinkAsync(string key, HttpContext context, CancellationToken stop = default)
    {
        var step = context.Request.Query["wat"].ToString();
        var (isKnown, way) = await ways.BehindPauseLinkAsync(key, step, stop);
        return way is not null ? pages.Of(way, "/p/" + key, step)
            : isKnown ? AnswerMessages.DeadLink
            : await AnswerMessages.UnknownLinkAsync(context, bad, stop);
    }

    /// <summary>Answers most choices without a redirect: reloading the address, with its key, changes
    /// nothing.</summary>
    /// <remarks>A mail program's one-click button (RFC 8058) has no page of ours and thus no form token; it can only
    /// pause messages. Its requests come from large mailbox providers, which share one address among many people, so
    /// other people's wrong keys never block it.</remarks>
    private async Task<IResult> UsePauseLink(string key, HttpContext context)
    {
        var form = await PostedForm.ReadUncheckedAsync(context);
        var by = Actor.Caregiver(null, context.Network());
        var (isKnown, shown) = await ways.BehindPauseLinkAsync(key, "");
        if (form["List-Unsubscribe"] == "One-Click")
            return shown is null ? AnswerMessages.DeadLink
                : await ways.PauseAtOnceAsync(key, by) ? OptOutPages.Paused(null, "/p/" + key)
                : MessagePage.Of("NotAsked");

        await antiforgery.ValidateRequestAsync(context);
        if (!isKnown)
            return await AnswerMessages.UnknownLinkAsync(context, bad);
        if (shown is null)
            return AnswerMessages.DeadLink;
        if (TooFastCheck.Is(form, time))
            return TooFastCheck.AskAgain(context, form);
        var done = await ways.ChooseBehindPauseLinkAsync(key, pages.Read(form), by);
        return done is null ? AnswerMessages.DeadLink : pages.Of(done, "/p/" + key, OptOuts.Less, form);
    }
}
