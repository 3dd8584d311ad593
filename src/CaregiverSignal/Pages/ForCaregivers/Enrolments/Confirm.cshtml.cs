using CaregiverSignal.Enrolments;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Web.Links;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>Behind the link in the enrolment email: what was typed, to confirm; then that they take part. Without a key
/// it says that an email was sent.</summary>
public sealed class ConfirmModel(EnrolmentService enrolmentService, BadLinks bad, SiteTime time) : SitePage
{
    [BindProperty]
    public bool TakesPart { get; set; }

    /// <summary>The only text; null if there is more.</summary>
    public string? Says { get; private set; }

    public IReadOnlyList<(string Label, string Value)> Facts { get; private set; } = [];

    /// <summary>Null until they take part.</summary>
    public Welcome? Welcome { get; private set; }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken stop = default)
    {
        if (key is null)
            return Say("Sent");
        if (await enrolmentService.FindAsync(key, stop) is not { } found)
            return await DeadAsync(key, stop);
        Welcome = found.Welcome;
        Facts = Welcome is null ? [.. FactsOf(found.Enrolment)] : [];
        return Page();
    }

    /// <param name="begins">Whether a new participant continues to their first form.</param>
    public async Task<IActionResult> OnPostAsync(string key = "", bool begins = false)
    {
        if (begins)
            return await enrolmentService.BeginAsync(key) is not { } begun
                ? await DeadAsync(key)
                : Go(begun.Link is { } link ? "/v/" + link : Request.Path);
        if (TooFastCheck.Is(Request.Form, time))
            return As(TooFastCheck.AskAgain(HttpContext, Request.Form));
        var by = Actor.Caregiver(null, HttpContext.Network());
        return await enrolmentService.AnswerAsync(key, TakesPart, by) switch
        {
            null => await DeadAsync(key),
            EnrolmentAnswer.Refused => Say("Refused"),
            EnrolmentAnswer.WasKnown => Say("Known"),
            _ => Go(Request.Path),
        };
    }

    /// <remarks>Without what they want: others who read the mailbox need not see it.</remarks>
    private IEnumerable<(string, string)> FactsOf(Enrolment enrolment)
    {
        var words = Texts.Of(typeof(EnrolModel));
        (string Name, string? Value)[] typed =
        [
            (nameof(EnrolModel.FirstName), enrolment.FirstName),
            (nameof(EnrolModel.LastName), enrolment.LastName),
            (nameof(EnrolModel.Mail), enrolment.Email),
            (nameof(EnrolModel.Phone), enrolment.Phone),
            (nameof(EnrolModel.Municipality), enrolment.Municipality),
            (nameof(EnrolModel.BornIn), enrolment.BornIn is { } year ? Texts.Number(year) : null),
            (
                nameof(EnrolModel.Relation),
                enrolment.Relation is { } relation ? words["Relation." + relation.Code()] : null
            ),
            (
                nameof(EnrolModel.Condition),
                enrolment.Condition is { } condition ? words["Condition." + condition] : null
            ),
            (nameof(EnrolModel.CaredForMunicipality), enrolment.CaredForMunicipality),
            (nameof(EnrolModel.CaringSince), enrolment.CaringSince is { } since ? Texts.Month(since) : null),
            (nameof(EnrolModel.Hours), enrolment.HoursPerWeek is { } hours ? Texts.Number(hours) : null),
            (nameof(EnrolModel.Tasks), enrolment.Tasks is { } tasks ? DetailWords.Of("tasks", tasks) : null),
        ];
        return typed
            .Where(fact => fact.Value is not null)
            .Select(fact => (words[fact.Name], fact.Value!))
            .Concat(
                enrolment.MayKnow.Select(data =>
                    (T["MayKnow", ("huisarts", enrolment.Gp!)], EnrolModel.MayKnowOf(data))
                )
            );
    }

    /// <summary>One answer for links that are over and for those that never existed. Only keys of links are tried, so
    /// each counts as a guess. A key that confirmed says so while they take part.</summary>
    private async Task<IActionResult> DeadAsync(string key, CancellationToken stop = default) =>
        await enrolmentService.HasConfirmedAsync(key, stop) ? Say("Confirmed")
        : await bad.RefusesAsync(HttpContext, stop) ? As(BadLinks.TooMany)
        : Say("Over", StatusCodes.Status410Gone);

    private PageResult Say(string text, int status = StatusCodes.Status200OK)
    {
        (Says, Response.StatusCode) = (text, status);
        return Page();
    }
}
