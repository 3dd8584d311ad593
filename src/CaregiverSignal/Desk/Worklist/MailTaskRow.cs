using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>A task about a caregiver's mail, ready to show.</summary>
/// <param name="Reply">The caregiver's reply, by line; empty when there is none.</param>
/// <param name="MayMailAgain">Mail to them is stopped and can be resumed.</param>
public sealed record MailTaskRow(
    long Id,
    long CaregiverId,
    string Name,
    string? Phone,
    string What,
    IReadOnlyList<string> Reply,
    bool MayMailAgain
)
{
    /// <inheritdoc cref="CallRow.BeforeCalling"/>
    public string? BeforeCalling { get; init; }

    public static MailTaskRow Of(MailTask task, SiteTime time)
    {
        var words = WorklistPageModel.Words;
        var what = words["Task." + task.Kind.Code(), ("dag", Texts.Day(time.DayOf(task.OpenedAt)))];
        if (task.Kind == StaffTaskKind.Reply && string.IsNullOrEmpty(task.Reply))
            what = $"{what} {words["Task.NoText"]}";
        return new MailTaskRow(
            task.Id,
            task.CaregiverId,
            Plainly.Name(task.Person, task.FirstName, task.LastName),
            task.Phone,
            what,
            [
                .. Plainly
                    .Shown(task.Reply ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
            task.StoppedAt is not null
        );
    }
}
