using CaregiverSignal.Web.Links;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Enrolments;

/// <summary>
/// Behind the link in the mail to who enrols: what was typed, and whether it is so; after that, that they take part.
/// Without a key it says that a mail went.
/// </summary>
public sealed class ConfirmModel(
    Database database,
    Enrolling enrolling,
    BadLinks bad,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : SitePage
{
    [BindProperty]
    public bool TakesPart { get; set; }

    /// <summary>The text that is all there is to say; null where there is more.</summary>
    public string? Says { get; private set; }

    public IReadOnlyList<(string Label, string Value)> Facts { get; private set; } = [];

    /// <summary>Who gets acquainted with them; null while they do not take part.</summary>
    public string? Coordinator { get; private set; }

    /// <summary>By when; null when that day went by.</summary>
    public DateOnly? MeetBy { get; private set; }

    public bool MayBegin { get; private set; }

    /// <summary>Shows a button; opening the link changes nothing, because mail scanners open every link.</summary>
    public IActionResult OnGet(string? key)
    {
        if (key is null)
            return Say("Sent");
        var isThere = database.Read(transaction =>
        {
            if (EnrolmentTable.Find(transaction, key, time.Now) is not { } enrolment)
                return false;
            if (enrolment.CaregiverId is { } id)
                Welcome(transaction, CaregiverTable.Get(transaction, id)!, enrolment.ConfirmedAt!.Value);
            else
                Facts = [.. FactsOf(enrolment)];
            return true;
        });
        return isThere ? Page() : Dead(key);
    }

    /// <param name="begins">Whether who takes part goes on to their first form.</param>
    public async Task<IActionResult> OnPostAsync(string key = "", bool begins = false)
    {
        if (begins)
            return await BeginAsync(key);
        if (Haste.Is(Request.Form, time))
            return As(Haste.AskAgain(HttpContext, Request.Form));
        var by = Actor.Caregiver(null, HttpContext.Network());
        var answer = await database.WriteAsync(transaction =>
        {
            if (EnrolmentTable.Find(transaction, key, time.Now) is not { } enrolment)
                return null;
            if (enrolment.CaregiverId is null && !TakesPart)
            {
                EnrolmentTable.Delete(transaction, enrolment.Id);
                recorder.Add(transaction, by, Verb.Erase.Of(Thing.Enrolment));
                return Say("Refused");
            }

            if (enrolling.Confirm(transaction, enrolment) is not { } id)
                return Say("Known");
            if (enrolment.CaregiverId is null)
                recorder.Add(transaction, by, Verb.Confirm.Of(Thing.Enrolment), id);
            return Go(Request.Path);
        });
        return answer ?? Dead(key);
    }

    private async Task<IActionResult> BeginAsync(string key)
    {
        var (isKnown, link) = await database.WriteAsync(transaction =>
            EnrolmentTable.Find(transaction, key, time.Now) is { CaregiverId: { } id }
                ? (true, enrolling.Begin(transaction, id))
                : (false, null)
        );
        return !isKnown ? Dead(key) : Go(link is null ? Request.Path : "/v/" + link);
    }

    private void Welcome(Transaction transaction, Caregiver caregiver, DateTimeOffset confirmedAt)
    {
        Coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var meetBy = time.WorkingDays.Add(time.DayOf(confirmedAt), Enrolling.MeetWithin);
        MeetBy = meetBy >= time.Today ? meetBy : null;
        MayBegin = enrolling.MayBegin(transaction, caregiver);
    }

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
            (nameof(EnrolModel.Relation), enrolment.Relation is { } one ? words["Relation." + one.Code()] : null),
            (nameof(EnrolModel.Hours), enrolment.HoursPerWeek is { } hours ? Texts.Number(hours) : null),
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

    /// <summary>
    /// The same for what is over and what never was; only the key of a link is tried, so each counts as a guess. A key
    /// that confirmed says so while they take part.
    /// </summary>
    private IActionResult Dead(string key) =>
        database.Read(transaction => EnrolmentTable.HasConfirmed(transaction, key, time.Now)) ? Say("Confirmed")
        : bad.Refuses(HttpContext) ? As(BadLinks.TooMany)
        : Say("Over", StatusCodes.Status410Gone);

    private PageResult Say(string text, int status = StatusCodes.Status200OK)
    {
        (Says, Response.StatusCode) = (text, status);
        return Page();
    }
}
