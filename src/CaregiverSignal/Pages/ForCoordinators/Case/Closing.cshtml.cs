using CaregiverSignal.Cases;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Closes the open signal: the outcome, what comes next, and the plan for next time.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class ClosingModel(CaseService cases, SiteTime time) : CasePage(cases)
{
    private const int MostTalks = 3;

    /// <summary>Outcomes only while the care continues; aftercare is one only after it ended.</summary>
    private static readonly SignalOutcome[] OfCare = [SignalOutcome.HelpArranged, SignalOutcome.ManagesAlone];

    [BindProperty]
    public TypedClosing Closing { get; set; } = new();

    public DateOnly Today => time.Today;

    /// <summary>Whether the care has ended, so that help and next time no longer apply.</summary>
    public bool IsOver => Known.Care.IsOver;

    public IEnumerable<SelectListItem> Outcomes =>
        Enum.GetValues<SignalOutcome>()
            .Where(outcome => IsOver ? !OfCare.Contains(outcome) : outcome != SignalOutcome.Aftercare)
            .Select(outcome => outcome.Code())
            .Select(code => new SelectListItem(CaseModel.Words["Outcome." + code], code));

    /// <summary>The latest review date for an open entry; null for others.</summary>
    public LatestLook? LookBy =>
        Known is { Signals.LookBy: { } standing, Open: { } open }
            ? ClosingRules.LookBy(open, SignalOutcome.Other, Today, standing)
            : null;

    /// <summary>How it can continue; empty for somebody who had stopped.</summary>
    public IReadOnlyList<SelectListItem> Looks =>
        [.. Ways.Select(look => new SelectListItem(TextOf(look => $"Look.{look}", look), look.Code()))];

    public IEnumerable<(LookKind Look, string Text)> Then =>
        Ways.Select(look => (look, TextOf(look => $"Then.{look}", look)));

    public IEnumerable<Done> Talks =>
        Known
            .Contacts.Actions.Where(done => done is { Kind: ActionKind.Contacted, Way: not null })
            .Take(MostTalks)
            .Reverse();

    public IReadOnlyList<string> StillOpen =>
        [
            .. Known
                .Course.CheckIns.Where(asked => asked.ClosedAt is null)
                .Select(asked => T["StillOpen.Asked", ("dag", Texts.Day(asked.AskedOn, Today))]),
            .. Known
                .Course.Help.Where(help => help is { IsOpen: true, NextOn: not null })
                .Select(help =>
                    T["StillOpen.Help", ("hulp", help.Kind.Name), ("dag", Texts.Day(help.NextOn!.Value, Today))]
                ),
        ];

    private IReadOnlyList<LookKind> Ways => NextLook.Choices(Caregiver, Known.Signals.LookBy is not null);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Closing = TakeBackModel.TypedIn<TypedClosing>(TempData) ?? Closing;
        return await FindsAsync(stop) ? ShowOrGo() : Missing();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        var closed = await Cases.CloseAsync(Id, Closing, new SentForm(Signal, Mark, 0, Later), Staff, stop);
        if (closed.Faults.Count > 0)
            return await WrongAsync(closed, stop);
        if (closed.Result == ChangeResult.NotFound)
            return Missing();
        if (closed.Result == ChangeResult.Unchanged)
            return NotSaved(CaseModel.Words["Unchanged.Closed"], CasePath);
        TempData[nameof(CaseModel.Next)] = "";
        var next = Closing.NextOn(Today);
        return await SavedAsync(
            next is not { } day
                ? T["Closed"]
                : T["Closed.Look", ("dag", Texts.DayOfWeek(day))]
                    + (time.WorkingDays.Contains(day) ? "" : " " + T["NoWorkday"]),
            CasePath,
            stop
        );
    }

    private string CasePath => $"/zaak/{RouteData.Values["caregiver"]}";

    private IActionResult ShowOrGo() => Known.Open is null ? Go(CasePath) : Page();

    /// <summary>If a colleague has closed it meanwhile, keeps what was typed, to log with a contact.</summary>
    private async Task<IActionResult> WrongAsync(CaseResult closed, CancellationToken stop = default)
    {
        var page = await WrongAsync(nameof(Closing), closed, stop);
        if (Known is { Open: null })
            Contact = Contact with
            {
                Note = string.Join(
                    '\n',
                    PlanQuote.LinesOf(Closing.Plan).Prepend(Closing.Note).Where(line => line.Length > 0)
                ),
            };
        return page;
    }

    /// <summary>A choice depends on how they take part; a day of aftercare is promised only once calculated.</summary>
    private string TextOf(Func<string, string> keyOf, LookKind look)
    {
        var status = look is LookKind.Rhythm or LookKind.Asks ? "." + Caregiver.Status.Code() : "";
        var now =
            look == LookKind.Rhythm
            && Caregiver.Status == CaregiverStatus.Aftercare
            && NextLook.RhythmOn(Caregiver) <= Today
                ? ".now"
                : "";
        return T[
            keyOf($"{look.Code()}{status}{now}"),
            ("voornaam", Case.FirstName),
            ("dag", NextLook.RhythmOn(Caregiver) is { } day ? Texts.Day(day) : "")
        ];
    }
}
