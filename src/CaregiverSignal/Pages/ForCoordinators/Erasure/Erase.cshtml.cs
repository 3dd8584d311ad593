using CaregiverSignal.Erasure;

namespace CaregiverSignal.Pages.ForCoordinators.Erasure;

/// <summary>How long a person's data is kept: a coordinator can extend it, a team lead erase.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class EraseModel(Keepings keepings, Erasures erasures, CurrentSettings settings, SiteTime time)
    : PersonPage
{
    public const int LongestReason = 200;

    /// <summary>The longest extension before somebody must reconsider (our choice).</summary>
    private const int LongestYears = 5;

    /// <summary>The tables counted for readers; the rest is in the total.</summary>
    private static readonly string[] Counted = ["check_in", "response", "signal", "action", "event", "mail"];

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    /// <summary>Typed as confirmation.</summary>
    [BindProperty]
    public string Number { get; set; } = "";

    public Keeping Keeping { get; private set; } = null!;

    public IReadOnlyList<string> Goes { get; private set; } = [];

    public bool IsErased { get; private set; }

    /// <summary>The day on which they asked for it on their own page; null if they did not.</summary>
    public DateOnly? AskedOn { get; private set; }

    public EraseRight Right { get; private set; }

    public IReadOnlyList<string> Open { get; private set; } = [];

    public Coordinator Owner { get; private set; } = null!;

    /// <summary>The lead who proposed it; null if nobody did.</summary>
    public Coordinator? ProposedBy { get; private set; }

    public bool IsOwn => Owner.Id == Staff.Coordinator.Id;

    /// <summary>The last day to answer their request (GDPR, article 12, 3).</summary>
    public string AnswerBy => Texts.Day(AskedOn!.Value.AddDays(ErasureRequest.AnswerDays));

    public string Kept
    {
        get
        {
            var days = settings.Retention.EndedDays;
            if (Keeping.EndedOn is not { } ended)
                return T["Kept.TakesPart", ("termijn", TermOf(days))];
            var until = Texts.Day(Keeping.EraseOn ?? ended.AddDays(days));
            return Keeping.KeepReason is { } reason
                ? T["Kept.Longer", ("dag", until), ("reden", DisplayText.Visible(reason))]
                : T["Kept.Until", ("einde", Texts.Day(ended)), ("dag", until)];
        }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default) =>
        await FindsAsync(stop) ? Page() : Missing();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        ModelState.Require(
            Until > time.Today && Until <= time.Today.AddYears(LongestYears),
            nameof(Until),
            T["Error.Until"]
        );
        ModelState.Require(Reason.Length is > 0 and <= LongestReason, nameof(Reason), T["Error.Reason"]);
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        return await keepings.KeepUntilAsync(Id, Until!.Value, Reason, Staff, stop) == ChangeResult.Done
            ? Saved(T["Saved", ("dag", Texts.Day(Until.Value))])
            : Missing();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostEraseAsync(CancellationToken stop = default)
    {
        var (caregiver, right) = await keepings.ToEraseAsync(Id, Staff, stop);
        if (right == EraseRight.None && !Staff.Coordinator.IsTeamLead)
            return Forbid(StaffSessions.Scheme);
        if (caregiver is null)
            return await RefusedAsync(AuditAction.Erase.Of(AuditTarget.Person), stop);
        ModelState.Require(Number == caregiver.Person, nameof(Number), T["Error.Number", ("nummer", caregiver.Person)]);
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        if (right == EraseRight.WithSecond)
            return await keepings.ProposeAsync(Id, Staff, stop) == ChangeResult.NotFound
                ? Missing()
                : Saved(T["Second.Asked"]);
        await keepings.TellCoordinatorAsync(caregiver, Staff, stop);
        await erasures.EraseAsync(caregiver, Staff.With(caregiver), stop);
        IsErased = true;
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken stop = default) =>
        await keepings.TakeBackRequestAsync(Id, Staff, stop) == ChangeResult.NotFound
            ? Missing()
            : Saved(T["Asked.Kept"]);

    public static IReadOnlyList<string> GoesOf(IReadOnlyDictionary<string, int> counts)
    {
        var words = Texts.Of(typeof(EraseModel));
        return
        [
            .. Counted
                .Where(table => counts.GetValueOrDefault(table) > 0)
                .Select(table => words["Goes." + table, ("n", Texts.Number(counts[table]))]),
        ];
    }

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await keepings.LookAsync(Id, Staff, stop) is not { } look)
            return false;
        (Caregiver, Keeping, AskedOn, Right) = (look.Caregiver, look.Keeping, look.AskedOn, look.Right);
        (Owner, ProposedBy, Open) = (look.Owner, look.ProposedBy, [.. OpenOf(look.Open)]);
        Goes = GoesOf(look.Rows);
        return true;
    }

    private IEnumerable<string> OpenOf(StillOpen? open)
    {
        if (open is null)
            yield break;
        if (open.IsRed)
            yield return T["Open.Red"];
        if (open.IsSignal)
            yield return T["Open.Signal"];
        if (open.CallBy is { } by)
            yield return T["Open.Call", ("dag", Texts.Day(by))];
        if (open.HasUnread)
            yield return T["Open.Unread"];
    }

    private string TermOf(int days) => days % 365 == 0 ? T.Counted("Years", days / 365) : T.Counted("Days", days);
}
