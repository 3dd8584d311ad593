using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Sharing;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForProfessionals.Sharing;

/// <summary>What a caregiver lets a professional know, behind an emailed link and a code.</summary>
public sealed class SharedModel(SharedPages shared, LetterWords words, BadLinks bad, Cookies cookies, SiteTime time)
    : SitePage
{
    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    public override Reader Reader => Reader.Other;

    public SharedStep Step { get; private set; }

    /// <summary>What they may read; null before the code.</summary>
    public ConsentLetter? Letter { get; private set; }

    public string ReadBy => Texts.DayOfWeek(LifeChange.ReadBy(time));

    private string Proof => Request.Cookies[cookies.Shared] ?? "";

    /// <summary>Shows what is allowed if the code was just typed; otherwise a button. Opening the link changes nothing,
    /// because mail scanners open every link.</summary>
    /// <param name="told">Whether a note was just stored; the page does not say about whom.</param>
    public async Task<IActionResult> OnGetAsync(string key, bool told)
    {
        var step = await shared.StepAsync(key, Proof);
        if (step == SharedStep.Dead)
            return await OpensNothingAsync(key);
        if (told || step == SharedStep.Ask)
            return Show(told ? SharedStep.Told : step);
        if (await shared.ReadAsync(key, Proof, HttpContext.Network()) is not { } facts)
            return await OpensNothingAsync(key);
        Letter = words.Of(facts);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key) =>
        await shared.SendCodeAsync(key) switch
        {
            SharedStep.Code => Show(SharedStep.Code),
            SharedStep.TooMany => Show(SharedStep.TooMany, StatusCodes.Status429TooManyRequests),
            _ => await OpensNothingAsync(key),
        };

    public async Task<IActionResult> OnPostCodeAsync(string key)
    {
        var (step, proof) = await shared.UseCodeAsync(key, Code.Replace(" ", "", StringComparison.Ordinal));
        if (step == SharedStep.Dead)
            return await OpensNothingAsync(key);
        if (proof is null)
        {
            Step = step;
            return Invalid(nameof(Code), T["Error.Code"]);
        }

        cookies.Set(HttpContext, cookies.Shared, proof);
        return Go(Request.Path);
    }

    /// <summary>Stores a note from a professional who entered the code; shows nothing they may read.</summary>
    public async Task<IActionResult> OnPostTellAsync(string key)
    {
        ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        ModelState.RequireShort(Note, nameof(Note));
        var step = await shared.TellAsync(key, Proof, ModelState.IsValid ? Note : null, HttpContext.Network());
        return step switch
        {
            SharedStep.Told => Go(Request.Path + "?told=true"),
            SharedStep.Tell => Show(step, StatusCodes.Status400BadRequest),
            SharedStep.TooLate => Show(step, StatusCodes.Status410Gone),
            _ => await OpensNothingAsync(key),
        };
    }

    private PageResult Show(SharedStep step, int status = StatusCodes.Status200OK)
    {
        (Step, Response.StatusCode) = (step, status);
        return Page();
    }

    /// <summary>One answer for links ended, withdrawn or unknown; only unknown keys count as guesses.</summary>
    private async Task<IActionResult> OpensNothingAsync(string key, CancellationToken stop = default) =>
        !await shared.IsKnownAsync(key, stop) && await bad.RefusesAsync(HttpContext, stop)
            ? As(BadLinks.TooMany)
            : Show(SharedStep.Dead, StatusCodes.Status410Gone);
}
