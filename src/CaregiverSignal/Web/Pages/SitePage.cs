using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Web.Pages;

/// <summary>A page of three files: markup, this, and its texts.</summary>
public abstract class SitePage : PageModel, IPage
{
    /// <summary>The key under which a confirmation waits for the page that shows it.</summary>
    internal const string SavedKey = "Saved";

    /// <summary>The key under which a notice waits that nothing was changed.</summary>
    internal const string NotSavedKey = "NotSaved";

    public Texts T => Texts.Of(WordsOf);

    /// <summary>The page whose texts it uses; normally its own.</summary>
    protected virtual Type WordsOf => GetType();

    public virtual Reader Reader => Reader.Caregiver;

    /// <summary>The languages that people may choose for themselves, each in its own name.</summary>
    public static IEnumerable<SelectListItem> OwnLanguages =>
        Languages.ToChoose.Select(language => new SelectListItem(language.OwnName(), language.Code()));

    /// <summary>The codes to choose from, worded by the page: <c>Recipient.gp</c>.</summary>
    public IEnumerable<SelectListItem> Choices<TCode>(string field, params TCode[] without)
        where TCode : struct, Enum =>
        Codes
            .All<TCode>()
            .Except(without.Select(code => code.Code()))
            .Select(code => new SelectListItem(T[$"{field}.{code}"], code));

    /// <remarks>The framework would show a page for a form that has no handler.</remarks>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null)
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The page again, with what was typed and its errors.</summary>
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

    /// <summary>Leads to the page that shows the change, and confirms it there once.</summary>
    /// <param name="path">By default this page.</param>
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

    protected static IActionResult As(IResult result) => new Answer(result);

    protected static IActionResult Missing() => As(PageRoutes.Missing);

    private sealed class Answer(IResult result) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }
}

/// <summary>The audience of a page, which decides its layout.</summary>
public enum Reader
{
    Caregiver,

    /// <summary>A professional who reads along, or staff before they sign in.</summary>
    Other,

    Staff,
}

public static class ModelStateRules
{
    /// <summary>Reports an error at a field, unless one was reported already.</summary>
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

    /// <summary>Reports at a note's field that it is too long, and by how much.</summary>
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
