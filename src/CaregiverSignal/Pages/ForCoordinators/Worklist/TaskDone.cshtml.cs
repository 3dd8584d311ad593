using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>The button on the worklist and on cases that ends a task once read or done; no page.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TaskDoneModel(StaffTasks tasks) : StaffPage
{
    /// <summary>The address works, or the caregiver wants messages after all.</summary>
    [BindProperty]
    public bool MailAgain { get; set; }

    /// <summary>When the newest report shown came in, in ticks; later ones stay to be read.</summary>
    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    [BindProperty]
    public bool Calls { get; set; }

    /// <summary>The day by which they call; by default the next working day.</summary>
    [BindProperty]
    public DateOnly? CallOn { get; set; }

    /// <summary>Where the button was; anything but the case is the worklist.</summary>
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
        // Messages started or stopped have their own way back.
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
