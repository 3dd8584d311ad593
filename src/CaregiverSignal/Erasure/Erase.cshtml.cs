using CaregiverSignal.Cases;
using CaregiverSignal.Desk;
using CaregiverSignal.Export;
using CaregiverSignal.Retention;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Erasure;

/// <summary>
/// Until when somebody's data is kept: a coordinator sees that and puts it off, and a team lead erases it.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class EraseModel(
    CaregiverAccess access,
    Database database,
    Erasing erasing,
    RetentionSettings terms,
    SiteTime time
) : CaregiverPage(access)
{
    public const int LongestReason = 200;

    /// <summary>Nobody is kept for longer at a time without somebody looking again (our choice).</summary>
    private const int LongestYears = 5;

    /// <summary>What is counted for people; the rest is in the total.</summary>
    private static readonly string[] Counted = ["check_in", "answer", "signal", "action", "event", "mail"];

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    /// <summary>Typed to show that they mean it.</summary>
    [BindProperty]
    public string Number { get; set; } = "";

    public Keeping Keeping { get; private set; } = null!;

    public IReadOnlyList<string> Goes { get; private set; } = [];

    public bool IsErased { get; private set; }

    /// <summary>The day on which they asked for it on their own page; null where they did not.</summary>
    public DateOnly? AskedOn { get; private set; }

    /// <summary>Who leads the team; and anybody of it who spoke with who asked for it.</summary>
    public bool MayErase { get; private set; }

    public string Kept
    {
        get
        {
            var days = terms.Now.EndedDays;
            if (Keeping.EndedOn is not { } ended)
                return T["Kept.TakesPart", ("termijn", TermOf(days))];
            var until = Texts.Day(Keeping.EraseOn ?? ended.AddDays(days));
            return Keeping.KeepReason is { } reason
                ? T["Kept.Longer", ("dag", until), ("reden", Plainly.Shown(reason))]
                : T["Kept.Until", ("einde", Texts.Day(ended)), ("dag", until)];
        }
    }

    public IActionResult OnGet() => Finds() ? Page() : Missing();

    public IActionResult OnPost()
    {
        ModelState.Require(
            Until > time.Today && Until <= time.Today.AddYears(LongestYears),
            nameof(Until),
            T["Error.Until"]
        );
        ModelState.Require(Reason.Length is > 0 and <= LongestReason, nameof(Reason), T["Error.Reason"]);
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        var isKept = Changes(
            Verb.Change.Of(Thing.Keeping),
            (transaction, caregiver) => KeepingTable.KeepUntil(transaction, caregiver.Id, Until!.Value, Reason)
        );
        return isKept == true ? Saved(T["Saved"]) : Missing();
    }

    [FreshSignIn]
    public IActionResult OnPostErase()
    {
        var (caregiver, mayErase) = database.Read(transaction =>
            CaregiverAccess.Find(transaction, Staff, Id) is { } found
                ? (found, MayEraseNow(transaction, found))
                : default
        );
        if (!mayErase && !Staff.Coordinator.IsTeamLead)
            return Forbid(StaffSessions.Scheme);
        if (caregiver is null)
            return Refused(Verb.Erase.Of(Thing.Person));
        ModelState.Require(Number == caregiver.Person, nameof(Number), T["Error.Number", ("nummer", caregiver.Person)]);
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        erasing.Erase(caregiver, Staff.With(caregiver));
        IsErased = true;
        return Page();
    }

    /// <summary>They are kept after all, as they told a colleague.</summary>
    public IActionResult OnPostKeep() =>
        Changes(
            Verb.TakeBack.Of(Thing.Keeping),
            (transaction, caregiver) =>
                ErasureRequest.TakeBack(transaction, caregiver, ReportedBy.Coordinator, time, Staff.Coordinator.Id)
        )
            is null
            ? Missing()
            : Saved(T["Asked.Kept"]);

    private bool MayEraseNow(Transaction transaction, Caregiver caregiver) =>
        Staff.Coordinator.IsTeamLead
        || (
            ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked
            && ActionTable
                .Timeline(transaction, caregiver.Id)
                .Any(one => one.At > asked && one.Way is { } way && way.IsReached())
        );

    /// <summary>What would be erased, a line each.</summary>
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

    private bool Finds() =>
        Finds(
            Verb.Look.Of(Thing.Keeping),
            (transaction, caregiver) =>
            {
                Keeping = KeepingTable.Of(transaction, caregiver.Id);
                Goes = GoesOf(PersonTable.Counts(transaction, caregiver.Id));
                AskedOn = ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked ? time.DayOf(asked) : null;
                MayErase = MayEraseNow(transaction, caregiver);
                return true;
            }
        );

    private string TermOf(int days) => days % 365 == 0 ? T.Counted("Years", days / 365) : T.Counted("Days", days);
}
