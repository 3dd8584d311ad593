using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The answer to a page for a task that the reader does not have: which task, and who can grant it.</summary>
/// <param name="Tasks">Any of these opens it.</param>
/// <param name="Givers">The administrators other than the reader, since nobody can grant themselves a task.</param>
public sealed record OtherTaskPage(IReadOnlyList<StaffRole> Tasks, IReadOnlyList<Coordinator> Givers) : Shown
{
    private static Texts Roles => Texts.Of("Pages.ForAdministrators.Accounts.AccountsModel");

    public override Reader Reader => Reader.Staff;

    public string TasksInWords => string.Join(", ", Tasks.Select(task => Roles["Role." + task.Code()]));

    public string GiversInWords => string.Join(", ", Givers.Select(giver => DisplayText.Visible(giver.CalledAs)));

    public static async Task<OtherTaskPage> OfAsync(
        HttpContext context,
        IReadOnlyList<StaffRole> tasks,
        CancellationToken stop = default
    )
    {
        var me = context.Staff().Coordinator.Id;
        var administrators = await context.RequestServices.GetRequiredService<StaffAccounts>().AdministratorsAsync();
        return new(tasks, [.. administrators.Where(administrator => administrator.Id != me)])
        {
            Status = StatusCodes.Status403Forbidden,
        };
    }
}
