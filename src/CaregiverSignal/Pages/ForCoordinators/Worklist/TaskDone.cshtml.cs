using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>
/// The button of the worklist, and of a case, that ends a task when a coordinator has read or done it: no page.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TaskDoneModel(StaffTasks tasks) : StaffPage
{
    /// <summary>The address works, or the caregiver wants mail after all.</summary>
    [BindProperty]
    public bool MailAgain { get; set; }

    /// <summary>When the last was told that the page showed, in ticks: what came since stays to be read.</summary>
    [BindProperty(Name = TaskLines.UpTo)]
    public long UpTo { get; set; }

    /// <summary>Where it was pressed; anything but the case is the worklist.</summary>
    [BindProperty(Name = AlsoToDoModel.Back)]
    public string Back { get; set; } = "";

    /// <summary>Was pressed by mistake: what the worklist offers right after.</summary>
    [BindProperty]
    public bool TakenBack { get; set; }

    public IActionResult OnPost(long task)
    {
        var list = WorklistScope.Of(Staff, field => Request.Form[field]).Address;
        if (TakenBack)
            return tasks.Reopen(task, Staff) is { } again
                ? Saved(WorklistModel.Words["Saved.Again", ("naam", NameOf(again))], list)
                : Go(list);
        if (tasks.Finish(task, UpTo, MailAgain, Staff) is not var (done, caregiver, isEnded))
            return Missing();
        var isRead = done.Kind is StaffTaskKind.Words or StaffTaskKind.Told or StaffTaskKind.Reply;
        if (Back != "zaak")
        {
            // A reply that was read is gone, and mail goes again.
            if (isEnded && done.ReturnId is null && !MailAgain)
                TempData[WorklistModel.MayTakeBackKey] = task.ToString(CultureInfo.InvariantCulture);
            return isEnded
                ? Saved(WorklistModel.Words[isRead ? "Saved.Read" : "Saved.Of", ("naam", NameOf(caregiver))], list)
                : Go(list);
        }

        var said = isEnded ? $"?bewaard={(isRead ? "gelezen" : "gedaan")}" : "";
        return Go(FormattableString.Invariant($"/zaak/{done.CaregiverId}{said}"));
    }

    private static string NameOf(Caregiver caregiver) =>
        DisplayText.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName);
}
