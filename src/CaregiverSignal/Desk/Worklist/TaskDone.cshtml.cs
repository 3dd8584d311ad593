using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>
/// The button of the worklist, and of a case, that ends a task when a coordinator has read or done it: no page.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TaskDoneModel(Database database, Recorder recorder, SiteTime time) : StaffPage
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
            return database.Write(transaction => Reopen(transaction, task)) is { } again
                ? Saved(WorklistModel.Words["Saved.Again", ("naam", again)], list)
                : Go(list);
        if (database.Write(transaction => Finish(transaction, task)) is not var (done, name, isEnded))
            return Missing();
        var isRead = done.Kind is StaffTaskKind.Words or StaffTaskKind.Told or StaffTaskKind.Reply;
        if (Back != "zaak")
        {
            // A reply that was read is gone, and mail goes again.
            if (isEnded && done.ReturnId is null && !MailAgain)
                TempData[WorklistModel.MayTakeBackKey] = task.ToString(CultureInfo.InvariantCulture);
            return isEnded
                ? Saved(WorklistModel.Words[isRead ? "Saved.Read" : "Saved.Of", ("naam", name)], list)
                : Go(list);
        }

        var said = isEnded ? $"?bewaard={(isRead ? "gelezen" : "gedaan")}" : "";
        return Go(FormattableString.Invariant($"/zaak/{done.CaregiverId}{said}"));
    }

    /// <summary>Marks a task as done, and deletes a reply to a mail. Pressing twice changes nothing.</summary>
    /// <returns>
    /// The task, whom it is about, and whether it ended just now; null when it is not about anybody this coordinator
    /// may see, or is an answer that others have to read.
    /// </returns>
    private (StaffTask Task, string Name, bool IsEnded)? Finish(Transaction transaction, long id)
    {
        // Help and safety are open as long as they have a day: only a step ends their task, as it does of what is serious.
        if (
            StaffTaskTable.Get(transaction, id) is not { } task
            || task.Kind is StaffTaskKind.Help or StaffTaskKind.Safety
            || CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
            || !Staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return null;
        var told =
            task.Kind == StaffTaskKind.Told && task.DoneAt is null
                ? ToldTasks.Of(transaction, caregiver.Id, time)
                : null;
        var name = Plainly.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName);
        // One instant for all of it: taking back finds by it what this did.
        var now = time.Still();
        if (
            told?.UpTo > UpTo
            || told is { IsHeavy: true }
            || !StaffTaskTable.Done(transaction, id, Staff.Coordinator.Id, now.Now)
        )
            return (task, name, false);
        // Whoever called about an answer or a silence in aftercare made the call that was promised by then.
        if (
            task is { Kind: StaffTaskKind.Aftercare, CheckInId: not null }
            && caregiver.Status == CaregiverStatus.Aftercare
            && StaffTaskTable.CallOf(transaction, caregiver.Id) is { } call
            && call.OpenedAt <= task.OpenedAt
        )
            StaffTaskTable.Done(transaction, call.Id, Staff.Coordinator.Id, now.Now);
        if (task.Kind == StaffTaskKind.Silent)
            Silence.Contacted(transaction, caregiver.Id, now);
        if (task.ReturnId is { } message)
            ReturnTable.ForgetReply(transaction, message);
        if (MailAgain && (caregiver.SmsTo ?? caregiver.Email) is { } address)
            ReturnTable.Free(transaction, address, now.Now);
        recorder.Add(transaction, Staff.With(caregiver), Verb.Close.Of(Thing.Task, id), caregiver.Id);
        return (task, name, true);
    }

    /// <summary>Opens again what this coordinator ended today, with all that ended by it.</summary>
    /// <returns>Whom it is about; null where there is no such task.</returns>
    private string? Reopen(Transaction transaction, long id)
    {
        if (
            StaffTaskTable.Get(transaction, id) is not { DoneAt: { } doneAt, ReturnId: null } task
            || task.DoneBy != Staff.Coordinator.Id
            || time.DayOf(doneAt) != time.Today
            || CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
            || !Staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return null;
        StaffTaskTable.NotDone(transaction, caregiver.Id, doneAt);
        recorder.Add(transaction, Staff.With(caregiver), Verb.TakeBack.Of(Thing.Task, id), caregiver.Id);
        return Plainly.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName);
    }
}
