using CaregiverSignal.Desk.Case;
using CaregiverSignal.Safety;

namespace CaregiverSignal.Desk.Safety;

/// <summary>What staff noted about somebody's safety, for fewer readers than the case itself.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class SafetyStepsModel(CasePages pages, SafetySettings numbers, SiteTime time) : CaregiverPage(pages)
{
    [BindProperty]
    public SafetyStep? Step { get; set; }

    /// <summary>Today where it is left out.</summary>
    [BindProperty]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public string Note { get; set; } = "";

    /// <summary>When somebody looks again.</summary>
    [BindProperty]
    public DateOnly? Next { get; set; }

    public DateOnly Today => time.Today;

    public SafetySettings Numbers => numbers;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<NotedSafety> Noted { get; private set; } = [];

    /// <summary>By when somebody looks again; null when nobody has to.</summary>
    public string? State { get; private set; }

    /// <summary>Whether something was noted since the form was shown.</summary>
    public bool IsOutdated { get; private set; }

    public IActionResult OnGet()
    {
        Day = Today;
        return Finds() ? Page() : Missing();
    }

    /// <param name="newest">The newest line when the form was shown; 0 for none.</param>
    public IActionResult OnPost(long newest)
    {
        Day ??= Today;
        var next = Step == SafetyStep.Close ? null : Next;
        ModelState.Require(Step is not null, nameof(Step), T["Error.Way"]);
        ModelState.Require(Day <= Today, nameof(Day), T["Error.Day"]);
        ModelState.Require(Note.Length > 0, nameof(Note), T["Error.Note"]);
        ModelState.RequireShort(Note, nameof(Note));
        ModelState.Require(
            next is null || (next > Today && next <= Today.AddMonths(NotingSafety.MostMonths)),
            nameof(Next),
            T["Error.Next"]
        );
        bool? isNoted = false;
        if (ModelState.IsValid)
        {
            var step = new NewSafety(Step!.Value, Day.Value, Note, next);
            isNoted = Changes(Verb.Add.Of(Thing.Safety), (transaction, one) => Notes(transaction, one, step, newest));
        }

        if (isNoted == true)
            return Saved(T["Saved"]);
        if (isNoted is null || !Finds())
            return Missing();
        IsOutdated = ModelState.IsValid;
        return Invalid(IsOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    /// <summary>A form sent twice is stored once, and one that was shown before somebody else's step is refused.</summary>
    private bool Notes(Transaction transaction, Caregiver caregiver, NewSafety typed, long newest)
    {
        if (!Staff.SeesSafetyOf(transaction, caregiver))
            return false;
        var step = NotingSafety.WithDay(transaction, caregiver.Id, typed, time);
        var last = SafetyTable.Of(transaction, caregiver.Id) is [var first, ..] ? first : null;
        if ((last?.Id ?? 0) != newest)
            return step == last?.AsNew();
        NotingSafety.Note(transaction, caregiver.Id, step, Staff.Coordinator.Id, time);
        return true;
    }

    /// <remarks>For who may not read it there is no such page, whether anything was noted or not.</remarks>
    private bool Finds() =>
        Finds(
            Verb.Look.Of(Thing.Safety),
            (transaction, caregiver) =>
            {
                if (!Staff.SeesSafetyOf(transaction, caregiver))
                    return false;
                Noted = SafetyTable.Of(transaction, caregiver.Id);
                State = SafetyModel.StateOf(
                    StaffTaskTable.DueOn(transaction, StaffTaskKind.Safety, caregiver.Id),
                    Today
                );
                return true;
            }
        );
}
