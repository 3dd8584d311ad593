namespace CaregiverSignal.Desk;

/// <summary>The colleague that an address names, for a team lead.</summary>
public static class LedColleague
{
    /// <returns>Null for a colleague whom this team lead does not lead, who is as unknown as nobody.</returns>
    public static Coordinator? In(HttpContext context, SignedInStaff staff, Database database) =>
        StaffRouteGroups.Number(context, "account") is { } id
        && database.Read(transaction => CoordinatorTable.Get(transaction, id)) is { } colleague
        && staff.Leads(colleague)
            ? colleague
            : null;
}
