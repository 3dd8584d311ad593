using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.Entry;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Rare actions for a caregiver: other questions and agreements.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class MoreModel(CaseService cases, SiteTime time) : PersonPage
{
    /// <summary>The longest mute for a kind of signal, in days: a month, as nurses could in lesson L-61.</summary>
    public const int LongestMute = 30;

    /// <summary>The possible agreements by form code: any finding can be muted except a request and a crisis.</summary>
    private static readonly (string Code, Agreement Agreement)[] Offered =
    [
        .. WarningSigns
            .All.Select(sign => sign.Kind)
            .Distinct()
            .Where(kind => !kind.IsUrgent())
            .Order()
            .Select(kind => kind.Code())
            .Select(kind => ($"mute:{kind}", new Agreement { Kind = AgreementKind.Mute, Subject = kind })),
        .. LessOften.Choices.Select(months =>
            (
                FormattableString.Invariant($"interval:{months}"),
                new Agreement { Kind = AgreementKind.Interval, Value = months }
            )
        ),
    ];

    [BindProperty]
    public string AskedList { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public DateOnly? Last { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public string Name => WhoModel.CalledAs(Caregiver);

    public DateOnly Today => time.Today;

    public IReadOnlyList<EntryLink> Entries { get; private set; } = [];

    /// <summary>Whether the questions can start now, because none are open.</summary>
    public bool MayAskNow { get; private set; }

    public IReadOnlyList<SelectListItem> Lists { get; private set; } = [];

    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];

    public IEnumerable<SelectListItem> Agreeable =>
        Offered.Select(pair => new SelectListItem(
            pair.Agreement.Kind == AgreementKind.Mute
                ? T["What.mute", ("wat", SignalWords.Kind(Mute.KindOf(pair.Agreement)))]
                : T["What.interval", ("n", Texts.Number(pair.Agreement.Value))],
            pair.Code
        ));

    public bool MayCopy => StaffPolicies.Of(Staff.Coordinator.Roles).Contains(StaffPolicies.Team);

    public static IReadOnlyList<SelectListItem> ChoicesOf(IEnumerable<Instrument> lists) =>
        [.. lists.Select(instrument => new SelectListItem(instrument.Name.Here, instrument.Key))];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default) =>
        await FindsAsync(stop) ? Page() : Missing();

    /// <param name="ended">An agreement to end; null for a new one.</param>
    public async Task<IActionResult> OnPostAgreeAsync(long? ended, CancellationToken stop = default)
    {
        if (ended is { } agreement)
            return await EndAgreementAsync(agreement, stop);
        var asked = Offered.FirstOrDefault(pair => pair.Code == What).Agreement;
        var latest =
            asked?.Kind == AgreementKind.Mute ? Today.AddDays(LongestMute) : Today.AddMonths(LessOften.LongestMonths);
        ModelState.Require(asked is not null, nameof(What), T["Error.What"]);
        ModelState.Require(Last > Today && Last <= latest, nameof(Last), T["Error.Last", ("dag", Texts.Day(latest))]);
        ModelState.Require(Reason.Length > 0, nameof(Reason), T["Error.Reason"]);
        ModelState.RequireShort(Reason, nameof(Reason));
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        var agreed = asked! with { Reason = Reason, FromOn = Today, UntilOn = Last!.Value.AddDays(1) };
        return await cases.AgreeAsync(Id, agreed, Staff, stop) == ChangeResult.NotFound
            ? Missing()
            : ToCase(T["Saved.Agreed", ("dag", Texts.Day(Last!.Value))]);
    }

    private async Task<IActionResult> EndAgreementAsync(long ended, CancellationToken stop = default) =>
        await cases.EndAgreementAsync(Id, ended, Staff, stop) is not { } left ? Missing()
        : left.Count == 0 ? ToCase(T["Saved.Ended"])
        : ToCase(T["Saved.StillHolds", ("wat", string.Join(' ', left.Select(AgreementRecord.TextOf)))]);

    public async Task<IActionResult> OnPostListAsync(CancellationToken stop = default)
    {
        var result = await cases.AskListAsync(Id, AskedList, Staff, stop);
        return result == ChangeResult.Done ? ToCase(T["Saved.List"])
            : result == ChangeResult.Unchanged && await FindsAsync(stop)
                ? Invalid(nameof(AskedList), T["Error.AskedList"])
            : Missing();
    }

    /// <summary>Starts a check-in now, with somebody on the phone, at the desk or during a visit.</summary>
    public async Task<IActionResult> OnPostAskNowAsync(CancellationToken stop = default)
    {
        var (result, open) = await cases.AskNowAsync(Id, Staff, stop);
        return result == ChangeResult.NotFound ? Missing()
            : open is null ? Go(Request.Path)
            : Go(EntryModel.PathOf(open.CaregiverId, open.Id));
    }

    private IActionResult ToCase(string saved) => Saved(saved, $"/zaak/{RouteData.Values["caregiver"]}");

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await cases.LookAtMoreAsync(Id, Staff, stop) is not { } found)
            return false;
        (Caregiver, MayAskNow, Agreements) = (found.Caregiver, found.MayAskNow, found.Agreements);
        Lists = ChoicesOf(found.Lists);
        Entries = EntryLink.Of(Caregiver, found.CheckIns, time);
        return true;
    }
}
