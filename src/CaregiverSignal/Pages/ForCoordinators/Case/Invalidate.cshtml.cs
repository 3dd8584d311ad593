using CaregiverSignal.Answers;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Notes that a caregiver says that answers are not theirs, and takes that back.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class InvalidateModel(Cases.Cases cases, SiteTime time) : PersonPage
{
    [BindProperty]
    public long? CheckIn { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public string Name => WhoModel.CalledAs(Caregiver);

    /// <summary>Each check-in with answers, the newest first.</summary>
    public IReadOnlyList<SelectListItem> Answered { get; private set; } = [];

    /// <summary>What does not count now, the newest first.</summary>
    public IReadOnlyList<Invalidated> Gone { get; private set; } = [];

    public string DayOf(DateTimeOffset at) => Texts.Day(time.DayOf(at));

    public IActionResult OnGet() => Finds() ? Page() : Missing();

    /// <param name="putBack">What counts again; null where something is set aside.</param>
    public IActionResult OnPost(long? putBack)
    {
        if (putBack is { } gone)
            return Shown(cases.PutBack(Id, gone, Staff));
        ModelState.Require(CheckIn is not null, nameof(CheckIn), T["Error.CheckIn"]);
        ModelState.Require(Reason.Length > 0, nameof(Reason), T["Error.Reason"]);
        ModelState.RequireShort(Reason, nameof(Reason));
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        return Shown(cases.Invalidate(Id, CheckIn!.Value, Reason, Staff));
    }

    /// <param name="isDone">False for what was done before: the page shows how it stands.</param>
    private IActionResult Shown(bool? isDone) =>
        isDone is not { } done ? Missing()
        : done ? Saved(T["Saved"], $"/zaak/{RouteData.Values["caregiver"]}")
        : Go(Request.Path);

    private bool Finds()
    {
        if (cases.LookAtAnswers(Id, Staff) is not { } found)
            return false;
        (Caregiver, Gone) = (found.Caregiver, found.Gone);
        Answered =
        [
            .. found
                .Answered.Reverse()
                .Select(checkIn => new SelectListItem(
                    found.TypedIn.TryGetValue(checkIn.Id, out var entered)
                        ? T[
                            "TypedIn",
                            ("dag", Texts.Day(entered.AnsweredOn)),
                            ("naam", DisplayText.Visible(entered.Coordinator))
                        ]
                        : DayOf(checkIn.AnsweredAt!.Value),
                    Texts.Number(checkIn.Id)
                )),
        ];
        return true;
    }
}
