using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>The button of the worklist, and of a case, that ends a task when a coordinator has read or done it: no
/// page.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TaskDoneModel(StaffTasks tasks) : StaffPage
{
    /// <summary>The address works, or the caregiver wants mail after all.</summary>
    [BindProperty]
    public bool MailAgain { get; set; }

    /// <summary>When the last was told that the page showed, in ticks: what came since stays to be read.</summary>
    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    /// <summary>Who read what was written calls about it.</summary>
    [BindProperty]
    public bool Calls { get; set; }

    /// <summary>The day by which they call; the next working day where it is left out.</summary>
    [BindProperty]
    public DateOnly? CallOn { get; set; }

    /// <summary>Where it was pressed; anything but the case is the worklist.</summary>
    [BindProperty(Name = AlsoToDoModel.Back)]
    public string Back { get; set; } = "";

    /// <summary>Was pressed by mistake: what the worklist offers right after.</summary>
    [BindProperty]
    public bool TakenBack { get; set; }

    /// <summary>Those that were ended together with it, and come back together.</summary>
    [BindProperty]
    public IReadOnlyList<long> Others { get; set; } = [];

    public async Task<IActionResult> OnPostAsync(long task, CancellationToken stop = default)
    {
        var list = WorklistScope.Of(Staff, field => Request.Form[field]).Address;
        if (TakenBack)
        {
            List<string> again = [];
            foreach (var ended in Others.Prepend(task))
                if (await tasks.ReopenAsync(ended, Staff, stop) is { } about)
                    again.Add(NameOf(about));
            return again.Count == 0
                ? Go(list)
                : Saved(WorklistModel.Words["Saved.Again", ("naam", string.Join(", ", again))], list);
        }
        if (
            await tasks.FinishAsync(task, new TaskEnding(UpTo, MailAgain, Calls, CallOn), Staff, stop)
            is not var (done, caregiver, isEnded, callOn)
        )
            return Missing();
        var isRead = StaffTasks.Written.Contains(done.Kind);
        if (Back != "zaak")
        {
            // That mail goes, or goes no more, has its own way back.
            if (isEnded && (isRead || done.ReturnId is null))
                TempData[WorklistModel.MayTakeBackKey] = task.ToString(CultureInfo.InvariantCulture);
            return !isEnded ? Go(list)
                : callOn is { } day
                    ? Saved(
                        WorklistModel.Words["Saved.Call", ("naam", NameOf(caregiver)), ("dag", Texts.DayOfWeek(day))],
                        list
                    )
                : Saved(WorklistModel.Words[isRead ? "Saved.Read" : "Saved.Of", ("naam", NameOf(caregiver))], list);
        }

        var said = isEnded ? $"?bewaard={(isRead ? "gelezen" : "gedaan")}" : "";
        return Go(FormattableString.Invariant($"/zaak/{done.CaregiverId}{said}"));
    }

    private static string NameOf(Caregiver caregiver) =>
        DisplayText.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName);
}
