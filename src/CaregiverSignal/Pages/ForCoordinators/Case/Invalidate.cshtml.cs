using CaregiverSignal.Answers;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Logs that a caregiver says that answers are not theirs, and takes that back.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class InvalidateModel(CaseService cases, SiteTime time) : PersonPage
{
    [BindProperty]
    public long? CheckIn { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public string Name => WhoModel.CalledAs(Caregiver);

    public IReadOnlyList<SelectListItem> Answered { get; private set; } = [];

    public IReadOnlyList<Invalidated> Gone { get; private set; } = [];

    public string DayOf(DateTimeOffset at) => Texts.Day(time.DayOf(at));

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default) =>
        await FindsAsync(stop) ? Page() : Missing();

    /// <param name="putBack">The answers that count again; null to set some aside.</param>
    public async Task<IActionResult> OnPostAsync(long? putBack, CancellationToken stop = default)
    {
        if (putBack is { } gone)
            return Shown(await cases.PutBackAsync(Id, gone, Staff, stop), "Saved.PutBack");
        ModelState.Require(CheckIn is not null, nameof(CheckIn), T["Error.CheckIn"]);
        ModelState.Require(Reason.Length > 0, nameof(Reason), T["Error.Reason"]);
        ModelState.RequireShort(Reason, nameof(Reason));
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        return Shown(await cases.InvalidateAsync(Id, CheckIn!.Value, Reason, Staff, stop), "Saved");
    }

    /// <summary>If it was already done, reloads to show the current state.</summary>
    private IActionResult Shown(ChangeResult result, string saved) =>
        result switch
        {
            ChangeResult.NotFound => Missing(),
            ChangeResult.Done => Saved(T[saved], $"/zaak/{RouteData.Values["caregiver"]}"),
            _ => Go(Request.Path),
        };

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await cases.LookAtAnswersAsync(Id, Staff, stop) is not { } found)
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
