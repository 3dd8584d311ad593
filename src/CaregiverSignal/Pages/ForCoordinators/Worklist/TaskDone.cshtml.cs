using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
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

    public async Task<IActionResult> OnPostAsync(long task, CancellationToken stop = default)
    {
        if (
            await tasks.FinishAsync(task, new TaskEnding(UpTo, MailAgain, Calls, CallOn), Staff, stop)
            is not var (done, caregiver, isEnded, callOn)
        )
            return Missing();
        var (isRead, isOnCase) = (StaffTasks.Written.Contains(done.Kind), Back == "zaak");
        var path = isOnCase
            ? $"/zaak/{Texts.Number(done.CaregiverId)}"
            : WorklistScope.Of(Staff, field => Request.Form[field]).Address;
        if (!isEnded)
            return Go(path);
        // That mail goes, or goes no more, has its own way back.
        if (isRead || done.ReturnId is null)
            TempData[TakeBackModel.Key] = Deed.MarkOf(done.CaregiverId, AuditTarget.Task, task);
        return Saved(
            isOnCase ? CaseModel.Words["Saved"]
                : callOn is { } day ? Said("Saved.Call", ("dag", Texts.DayOfWeek(day)))
                : Said(isRead ? "Saved.Read" : "Saved.Of"),
            path
        );

        string Said(string key, params (string, string)[] more) =>
            WorklistModel.Words[key, [("naam", NameOf(caregiver)), .. more]];
    }

    private static string NameOf(Caregiver caregiver) =>
        DisplayText.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName);
}
