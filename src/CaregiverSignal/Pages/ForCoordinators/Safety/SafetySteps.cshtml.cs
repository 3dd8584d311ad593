using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Safety;

namespace CaregiverSignal.Pages.ForCoordinators.Safety;

[Authorize(StaffPolicies.Caregivers)]
public sealed class SafetyStepsModel(SafetyNotes steps, CurrentSettings settings, SiteTime time) : PersonPage
{
    [BindProperty]
    public SafetyStep? Step { get; set; }

    /// <summary>By default today.</summary>
    [BindProperty]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public string Note { get; set; } = "";

    /// <summary>The reading task that led here, ended by the note; null if none.</summary>
    [BindProperty(Name = SafetyModel.ReadField, SupportsGet = true)]
    public long? Read { get; set; }

    /// <summary>When the newest report read came in, in ticks.</summary>
    [BindProperty(Name = OwnWordsLine.UpToField, SupportsGet = true)]
    public long UpTo { get; set; }

    [BindProperty]
    public DateOnly? Next { get; set; }

    public DateOnly Today => time.Today;

    public SafetySettings Numbers => settings.Safety;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<NotedSafety> Noted { get; private set; } = [];

    public string? State { get; private set; }

    public bool IsOutdated { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Day = Today;
        return await FindsAsync(stop) ? Page() : Missing();
    }

    /// <param name="newest">The newest line when the form was shown; 0 if none.</param>
    public async Task<IActionResult> OnPostAsync(long newest, CancellationToken stop = default)
    {
        Day ??= Today;
        var next = Step == SafetyStep.Close ? null : Next;
        ModelState.Require(Step is not null, nameof(Step), T["Error.Way"]);
        ModelState.Require(Day <= Today, nameof(Day), T["Error.Day"]);
        ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        ModelState.RequireShort(Note, nameof(Note));
        ModelState.Require(
            next is null || (next > Today && next <= Today.AddMonths(SafetyNotes.MostMonths)),
            nameof(Next),
            T["Error.Next"]
        );
        var result = ModelState.IsValid
            ? await steps.NoteAsync(
                Id,
                new NewSafety(Step!.Value, Day.Value, Note, next),
                newest,
                Staff,
                Read,
                UpTo,
                stop
            )
            : ChangeResult.Unchanged;
        if (result == ChangeResult.Done)
            return Saved(T["Saved"]);
        if (result == ChangeResult.NotFound || !await FindsAsync(stop))
            return Missing();
        IsOutdated = ModelState.IsValid;
        return Invalid(IsOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await steps.LookAsync(Id, Staff, stop) is not { } look)
            return false;
        (Caregiver, Noted, State) = (look.Caregiver, look.Noted, SafetyModel.StateOf(look.DueOn, Today));
        return true;
    }
}
