using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.Case.Actions;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>
/// A death or an admission: what stops and what goes when is read before it is noted, and it is taken back here.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class CareEndedModel(Cases.Cases cases, Plan plan, CurrentSettings settings, SiteTime time) : PersonPage
{
    private SeldomDone known = null!;

    [BindProperty]
    public TakingPart? Choice { get; set; }

    /// <summary>On which day it was; today where it is left empty.</summary>
    [BindProperty]
    public DateOnly? EndedOn { get; set; }

    /// <summary>It is asked whether it is so, with what follows.</summary>
    public bool Asks { get; private set; }

    public DateOnly Today => time.Today;

    public DateOnly Day => EndedOn ?? Today;

    public string Name => WhoModel.CalledAs(Caregiver);

    /// <summary>What can be noted now, a death first.</summary>
    public IReadOnlyList<SelectListItem> Choices =>
        [.. ParticipationWords.OptionsFor(Caregiver, known.Ended, endings: true).Reverse()];

    /// <summary>What was noted and can be taken back; null for nothing.</summary>
    public string? Stands =>
        Caregiver.Status == CaregiverStatus.Aftercare && known.Ended is { } ended
            ? CaseNotices.AftercareOf(Caregiver, ended, Today)
            : null;

    /// <summary>What stops, what goes when, and what stays.</summary>
    public IEnumerable<string> Then
    {
        get
        {
            if (Caregiver.Status != CaregiverStatus.Aftercare)
                yield return T["Then.Questions"];
            if (known.CheckIns.FirstOrDefault(checkIn => checkIn.ClosedAt is null) is { } open)
                yield return T["Then.Open", ("dag", Texts.Day(open.AskedOn, Today))];
            var days = (plan.Aftercare?.AfterDays ?? []).Select(after => Day.AddDays(after)).Where(day => day > Today);
            if (days.ToList() is [.., var last] messages)
            {
                var on = Texts.And([.. messages.Select(day => Texts.Day(day, Today))]);
                yield return T[Caregiver.IsSentOn(Today) ? "Then.Messages" : "Then.ByHand", ("dagen", on)];
                yield return T["Then.Last", ("dag", Texts.Day(last.AddDays(plan.WindowDays), Today))];
            }

            yield return T[
                Choice == TakingPart.Death ? "Then.Condole" : "Then.Call",
                ("dag", Texts.DayOfWeek(Today.AddDays(Aftercare.FirstCallWithin)))
            ];
            yield return T["Then.Help"];
            yield return T.Counted("Then.Erase", settings.Retention.EndedDays, ("voornaam", Name));
        }
    }

    public IActionResult OnGet()
    {
        EndedOn = Today;
        return Finds() ? Page() : Missing();
    }

    /// <param name="sure">They read what follows, and say that it is so.</param>
    public IActionResult OnPost(bool sure)
    {
        if (!Finds())
            return Missing();
        ModelState.Require(Choices.Any(item => item.Value == Choice?.Code()), nameof(Choice), T["Error.Choice"]);
        var isDay = EndedOn is null || TypedClosing.EndDay(EndedOn, Today) is not null;
        ModelState.Require(isDay, nameof(EndedOn), CaseModel.Words["Error.EndDay"]);
        if (!ModelState.IsValid)
            return Invalid();
        Asks = !sure;
        return Asks ? Page() : ToCase(cases.TakePart(Id, Choice, Day, Staff), T["Noted"]);
    }

    public IActionResult OnPostUndo() => ToCase(cases.TakePart(Id, TakingPart.NeverEnded, null, Staff), T["Undone"]);

    /// <param name="isDone">False for what is so already; null for what is not theirs.</param>
    private IActionResult ToCase(bool? isDone, string saved) =>
        isDone switch
        {
            null => Missing(),
            true => Saved(saved, $"/zaak/{RouteData.Values["caregiver"]}"),
            false => Go(Request.Path),
        };

    private bool Finds()
    {
        if (cases.LookAtMore(Id, Staff) is not { } found)
            return false;
        (known, Caregiver) = (found, found.Caregiver);
        return true;
    }
}
