using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Desk.Case;

/// <summary>Notes that a caregiver says that answers are not theirs, and takes that back.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class DisownModel(CasePages pages, SiteTime time) : CaregiverPage(pages)
{
    [BindProperty]
    public long? CheckIn { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public string Name => WhoModel.CalledAs(Caregiver);

    /// <summary>Each check-in with answers, the newest first.</summary>
    public IReadOnlyList<SelectListItem> Answered { get; private set; } = [];

    /// <summary>What does not count now, the newest first.</summary>
    public IReadOnlyList<Disowned> Gone { get; private set; } = [];

    public string DayOf(DateTimeOffset at) => Texts.Day(time.DayOf(at));

    public IActionResult OnGet() => Finds() ? Page() : Missing();

    /// <param name="putBack">What counts again; null where something is set aside.</param>
    public IActionResult OnPost(long? putBack)
    {
        if (putBack is { } gone)
            return Shown(PutBack(gone), "Saved");
        ModelState.Require(CheckIn is not null, nameof(CheckIn), T["Error.CheckIn"]);
        ModelState.Require(Reason.Length > 0, nameof(Reason), T["Error.Reason"]);
        ModelState.RequireShort(Reason, nameof(Reason));
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        var isSetAside = Changes(
            Verb.SetAside.Of(Thing.Answers),
            (transaction, caregiver) =>
                CheckInTable.Get(transaction, CheckIn!.Value) is { AnsweredAt: not null } checkIn
                && checkIn.CaregiverId == caregiver.Id
                && Disowning.Disown(transaction, checkIn, Staff.Coordinator.Id, Reason, time)
        );
        return Shown(isSetAside, "Saved");
    }

    private bool? PutBack(long gone) =>
        Changes(
            Verb.Confirm.Of(Thing.Answers),
            (transaction, caregiver) =>
                DisownedTable.Of(transaction, caregiver.Id).FirstOrDefault(one => one.Id == gone) is { } found
                && Disowning.PutBack(transaction, found, time)
        );

    /// <param name="isDone">False for what was done before: the page shows how it stands.</param>
    private IActionResult Shown(bool? isDone, string words) =>
        isDone is not { } done ? Missing()
        : done ? Saved(T[words], $"/zaak/{RouteData.Values["caregiver"]}")
        : Go(Request.Path);

    private bool Finds() =>
        Finds(
            Verb.Look.Of(Thing.Case),
            (transaction, caregiver) =>
            {
                var by = TypedInTable.OfCaregiver(transaction, caregiver.Id).ToDictionary(one => one.CheckInId);
                Answered =
                [
                    .. CheckInTable
                        .Of(transaction, caregiver.Id)
                        .Where(one => one.AnsweredAt is not null)
                        .Reverse()
                        .Select(one => new SelectListItem(
                            by.TryGetValue(one.Id, out var entered)
                                ? T[
                                    "TypedIn",
                                    ("dag", Texts.Day(entered.AnsweredOn)),
                                    ("naam", Plainly.Shown(entered.Coordinator))
                                ]
                                : DayOf(one.AnsweredAt!.Value),
                            Texts.Number(one.Id)
                        )),
                ];
                Gone = DisownedTable.Of(transaction, caregiver.Id);
            }
        );
}
