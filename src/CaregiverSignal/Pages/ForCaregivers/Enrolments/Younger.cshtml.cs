using CaregiverSignal.Concerns;
using CaregiverSignal.Pages.ForEverybody.Concerns;

namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>For people under 16: no emails, but a call. The whole team is alerted that working day.</summary>
public sealed class YoungerModel(TakeConcernReport reports) : SitePage
{
    /// <summary>Created with the page, so that sending twice counts once.</summary>
    [BindProperty]
    public string Number { get; set; } = ConcernReportForm.New().Number;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Phone { get; set; } = "";

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        ModelState.Require(Name.Length > 0 && IsLine(Name), nameof(Name), T["Error.Name"]);
        ModelState.Require(PhoneKey.CanBeCalled(Phone) && IsLine(Phone), nameof(Phone), T["Error.Phone"]);
        if (!ModelState.IsValid)
            return Invalid();
        var form = ConcernReportForm.New() with
        {
            Number = Number,
            Words = T["ConcernReport"],
            About = Name,
            Minor = ConcernReportAnswer.Yes.Code(),
            Knows = ConcernReportAnswer.Yes.Code(),
            Name = Name,
            Phone = Phone,
        };
        if (await reports.From(HttpContext, form) is not { } wait)
            return Saved(T["Thanks"]);
        PageRoutes.SetRetryAfter(HttpContext, wait);
        return Invalid("", T["TooMany"], StatusCodes.Status429TooManyRequests);
    }

    private static bool IsLine(string text) => OneLine.Problem(text, PersonDetails.LongestLine) is null;
}
