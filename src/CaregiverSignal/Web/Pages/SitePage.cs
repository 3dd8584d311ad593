using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Web.Pages;

/// <summary>A page of three files: markup, this, and its words.</summary>
public abstract class SitePage : PageModel, IPage
{
    /// <summary>Where the words of what was just done wait for the page that shows them.</summary>
    internal const string SavedKey = "Saved";

    /// <summary>Where it waits that nothing was changed.</summary>
    internal const string NotSavedKey = "NotSaved";

    public Texts T => Texts.Of(WordsOf);

    /// <summary>The page whose words it says; its own where it is no other form of one.</summary>
    protected virtual Type WordsOf => GetType();

    public virtual Reader Reader => Reader.Caregiver;

    /// <summary>The languages that somebody may choose for themselves, each in its own name.</summary>
    public static IEnumerable<SelectListItem> OwnLanguages =>
        Languages.ToChoose.Select(language => new SelectListItem(language.OwnName(), language.Code()));

    /// <summary>The codes to choose from, with the page's words for them: <c>Recipient.gp</c>.</summary>
    public IEnumerable<SelectListItem> Choices<TCode>(string field, params TCode[] without)
        where TCode : struct, Enum =>
        Codes
            .All<TCode>()
            .Except(without.Select(code => code.Code()))
            .Select(code => new SelectListItem(T[$"{field}.{code}"], code));

    /// <remarks>The framework would show a page to whose form nobody listens.</remarks>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null)
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The page once more, with what was typed and what is wrong with it.</summary>
    protected IActionResult Invalid(int status = StatusCodes.Status400BadRequest)
    {
        Response.StatusCode = status;
        return Page();
    }

    protected IActionResult Invalid(string field, string text, int status = StatusCodes.Status400BadRequest)
    {
        ModelState.AddModelError(field, text);
        return Invalid(status);
    }

    /// <summary>Leads to the page that shows what changed, and says it there once.</summary>
    /// <param name="path">This page where it is left out.</param>
    protected IActionResult Saved(string text, string? path = null)
    {
        TempData[SavedKey] = text;
        return Go(path ?? Request.Path);
    }

    /// <summary>Leads back to this page, which says why nothing was changed.</summary>
    protected IActionResult NotSaved(string text, string? path = null)
    {
        TempData[NotSavedKey] = text;
        return Go(path ?? Request.Path);
    }

    protected static IActionResult Go(string path) => As(PageRoutes.Go(path));

    /// <summary>An answer that other addresses give too.</summary>
    protected static IActionResult As(IResult result) => new Answer(result);

    /// <summary>For what does not exist and for what is somebody else's.</summary>
    protected static IActionResult Missing() => As(PageRoutes.Missing);

    private sealed class Answer(IResult result) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }
}

/// <summary>Whom a page is for: it decides what stands around it.</summary>
public enum Reader
{
    Caregiver,

    /// <summary>A professional who reads along, or staff before they are signed in.</summary>
    Other,

    Staff,
}

public static class ModelStateRules
{
    /// <summary>Says at a field what is wrong with it, unless that was said already.</summary>
    public static void Require(this ModelStateDictionary state, bool holds, string field, string text)
    {
        if (holds)
            return;
        if (state[field]?.Errors is { Count: > 0 } before)
        {
            if (before[0].ErrorMessage != TypedValues.Unreadable)
                return;
            before.Clear();
        }

        state.AddModelError(field, text);
    }

    /// <summary>Says at a field with a note that it is too long, and by how much.</summary>
    public static void RequireShort(
        this ModelStateDictionary state,
        string note,
        string field,
        int longest = Typed.LongestNote
    )
    {
        if (Typed.TooLong(note, longest) is { } tooLong)
            state.Require(false, field, tooLong);
    }
}
