using CaregiverSignal.Concerns;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Pages.ForEverybody.Concerns;

/// <summary>The page to raise a concern: it shows nothing about anybody, and answers all alike.</summary>
/// <remarks>The public properties contain what was typed.</remarks>
[BindProperties]
public sealed class ConcernModel(TakeConcernReport reports) : SitePage
{
    /// <summary>Advice and reports on domestic violence and child abuse; free, day and night (rijksoverheid.nl, "Wat
    /// moet ik doen bij huiselijk geweld").</summary>
    public const string SafeHome = "0800-2000";

    public const string Emergency = "112";

    private const int LongestWords = 2000;
    private const int LongestAbout = 500;
    private const int LongestLine = 100;

    public string Number { get; set; } = ConcernReportForm.New().Number;

    public string Words { get; set; } = "";
    public string About { get; set; } = "";
    public string Minor { get; set; } = "";
    public string Knows { get; set; } = "";
    public string Name { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
    public bool IsAnonymous { get; set; }

    /// <summary>Whether nothing was stored, because too many came in; what was typed is still there.</summary>
    internal bool IsTooMany { get; private set; }

    internal IEnumerable<SelectListItem> Answers =>
        Codes.All<ConcernReportAnswer>().Select(code => new SelectListItem(T["YesNo." + code], code));

    internal string WhenRead => T["WhenRead", ("uur", Texts.Time(WorkingDays.LastHour))];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        var isReachable = Phone.Length + Email.Length > 0;
        ModelState.Require(Words.Length > 0, nameof(Words), T["Error.Words"]);
        ModelState.RequireShort(Words, nameof(Words), LongestWords);
        ModelState.RequireShort(About, nameof(About), LongestAbout);
        ModelState.RequireShort(Name, nameof(Name), LongestLine);
        ModelState.Require(
            Phone.Length <= LongestLine && (Phone.Length == 0 || PhoneKey.CanBeCalled(Phone)),
            nameof(Phone),
            T["Error.Phone"]
        );
        ModelState.Require(Email.Length == 0 || Address.TryParse(Email, out _), nameof(Email), T["Error.Email"]);
        ModelState.Require(isReachable || IsAnonymous, nameof(Phone), T["Error.Reach"]);
        ModelState.Require(!IsAnonymous || (!isReachable && Name.Length == 0), nameof(IsAnonymous), T["Error.Both"]);
        if (!ModelState.IsValid)
            return Invalid();

        if (await reports.From(HttpContext, Read()) is not { } wait)
            return Saved(T["Thanks"]);
        PageRoutes.SetRetryAfter(HttpContext, wait);
        IsTooMany = true;
        return Invalid(StatusCodes.Status429TooManyRequests);
    }

    private ConcernReportForm Read() =>
        new(
            Number.Length == 32 ? Number : ConcernReportForm.New().Number,
            Words,
            About,
            ChoiceOf(Minor),
            ChoiceOf(Knows),
            Name.ReplaceLineEndings(" "),
            Phone.ReplaceLineEndings(" "),
            Email
        );

    private static string ChoiceOf(string code) => Codes.All<ConcernReportAnswer>().Contains(code) ? code : "";
}
